"""The Runs page: what did we measure."""
