"""The Compare page: which one wins, and by how much."""
