"""The two pages our own is measured against."""
