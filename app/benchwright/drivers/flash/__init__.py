"""Flashers, one file a tool."""
