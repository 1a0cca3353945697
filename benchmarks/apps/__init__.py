"""The pages our own is measured against."""
