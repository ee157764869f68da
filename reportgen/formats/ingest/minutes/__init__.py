"""Minutes: the rows of one meeting → sections, attendance, facts, outcomes and agenda items of its record."""
