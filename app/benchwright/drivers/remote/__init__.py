"""Boards at other computers: ports by their address, and places of a lab."""
