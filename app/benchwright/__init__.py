"""Benchwright, the device lab for TinyML: model in, trusted number out."""

__version__ = "0.1.0"
