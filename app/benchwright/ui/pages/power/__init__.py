"""The Power page: where does the charge go."""
