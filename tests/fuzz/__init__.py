"""Damaged models and damaged packs, for as long as one likes: `python -m tests.fuzz`."""
