"""Boards as data: boards/NAME/board.toml becomes a `Board`."""
