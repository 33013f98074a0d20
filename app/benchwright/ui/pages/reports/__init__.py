"""The Reports page: what do I hand in."""
