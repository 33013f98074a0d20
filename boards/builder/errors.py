"""What may go wrong in a build."""


class BuildError(Exception):
    """Something is missing or does not fit; the text says what and what to do."""
