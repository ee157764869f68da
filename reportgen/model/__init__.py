"""The nouns: frozen records that every room below `cli` speaks in."""
