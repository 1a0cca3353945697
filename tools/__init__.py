"""Making what the project ships: the ground, screenshots, and the tests' own tools."""
