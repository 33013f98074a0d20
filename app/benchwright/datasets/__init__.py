"""Data sets as they lie on disk, and the bytes a model takes of them."""
