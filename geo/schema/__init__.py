"""What a table may hold: a pandera model per table (`models`), kinds of columns (`fields`), faults (`validation`)."""

from __future__ import annotations

from geo.schema.models import MODELS
from geo.schema.validation import columns, validate

__all__ = ["MODELS", "columns", "validate"]
