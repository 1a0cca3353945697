"""Readers of what comes from outside, fed with whatever may come: `make fuzz`."""
