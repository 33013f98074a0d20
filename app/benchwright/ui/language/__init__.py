"""The language of the window: translators, numbers, and what the route says."""
