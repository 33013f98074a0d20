"""The boards found in folders of board folders."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from benchwright.catalog.board_file import read_board
from benchwright.model.board import Board
from benchwright.model.errors import BoardFileInvalid, BoardUnknown

BOARD_FILE = "board.toml"


class BoardCatalog:
    """Every FOLDER/NAME/board.toml under the given folders; a file is read again once it has changed."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._read: dict[Path, tuple[tuple[int, int], Board]] = {}

    def boards(self) -> tuple[Board, ...]:
        """Every board, by name.

        Raises:
            BoardFileInvalid: one of the files cannot be used.
        """
        files = self._files()
        return tuple(self._board(files[name]) for name in sorted(files))

    def board(self, name: str) -> Board:
        """One board; the other files may be broken.

        Raises:
            BoardUnknown: with the names that exist.
            BoardFileInvalid: its file cannot be used.
        """
        return self._board(self._file(name))

    def file_sha256(self, name: str) -> str:
        """Digest of the board's file, kept with each run.

        Raises:
            BoardUnknown: with the names that exist.
        """
        return hashlib.sha256(self._file(name).read_bytes()).hexdigest()

    def _board(self, file: Path) -> Board:
        status = file.stat()
        seen = (status.st_mtime_ns, status.st_size)
        known = self._read.get(file)
        if known is None or known[0] != seen:
            known = self._read[file] = (seen, read_board(file))
        return known[1]

    def _file(self, name: str) -> Path:
        files = self._files()
        if name not in files:
            raise BoardUnknown(name, sorted(files))
        return files[name]

    def _files(self) -> dict[str, Path]:
        files: dict[str, Path] = {}
        for folder in self._folders:
            for path in sorted(folder.glob(f"*/{BOARD_FILE}")):
                known = files.setdefault(path.parent.name, path)
                if known != path:
                    raise BoardFileInvalid(str(path), "name", f"{known} is a board of the same name.")
        return files
