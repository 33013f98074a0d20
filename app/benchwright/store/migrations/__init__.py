"""Numbered steps of the schema in SQL; a step that has landed is never edited."""
