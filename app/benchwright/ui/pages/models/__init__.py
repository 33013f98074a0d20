"""The Models page: what is inside, and where does it fit."""
