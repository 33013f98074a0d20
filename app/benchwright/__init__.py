"""Benchwright, the device lab for TinyML: model in, trusted number out."""
