"""Frozen values of the field and pure functions over them; the standard library only."""
