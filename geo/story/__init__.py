"""The story a presenter tells: steps read from a plain file, worded from the tables."""
