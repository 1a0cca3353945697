"""Pieces of pages: each reads the view and shows one part of it."""
