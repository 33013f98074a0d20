"""Documents on paper: set into pages, painted into PDF and into the preview by the same code."""
