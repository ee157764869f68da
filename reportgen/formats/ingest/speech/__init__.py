"""Speeches: the text of a leader's speech (讲话) → its head, its parts by their labels, and what it demands."""
