"""Runs as documents: HTML, CSV, JSON and text for the terminal."""
