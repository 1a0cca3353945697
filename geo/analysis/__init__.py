"""Answers to "how many, by what": a measure of the rows shown, grouped by any two of their dimensions."""
