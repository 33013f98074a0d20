"""The boards found in folders of board folders."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchwright.catalog.board_file import WHOLE_FILE, read_board
from benchwright.model.board import Board, BoardFault
from benchwright.model.errors import BoardFileInvalid, BoardUnknown

BOARD_FILE = "board.toml"


class BoardCatalog:
    """Every FOLDER/NAME/board.toml under the given folders; a file is read again once it has changed.

    Those folders are the program's, and what is wrong in them is an error. `own` is the user's: a file there that
    cannot be used, or that takes the name of one of the program's boards, is left out and told by `faults`.
    """

    def __init__(self, folders: Sequence[Path], *, own: Path | None = None) -> None:
        self._folders = tuple(folders)
        self._own = own
        self._read: dict[Path, tuple[tuple[int, int], Board]] = {}

    def boards(self) -> tuple[Board, ...]:
        """Every board that can be used, by name.

        Raises:
            BoardFileInvalid: one of the program's own files cannot be used.
        """
        files = self._shipped_files()
        boards = {name: self._board(file) for name, file in files.items()}
        for name, file in self._own_files().items():
            if name not in boards:
                with contextlib.suppress(BoardFileInvalid):
                    boards[name] = self._own_board(file)
        return tuple(boards[name] for name in sorted(boards))

    def faults(self) -> tuple[BoardFault, ...]:
        """The user's own files that are left out, by name, and why."""
        shipped = self._shipped_files()
        faults = []
        for name, file in self._own_files().items():
            if name in shipped:
                why = f"Benchwright has a board '{name}', which counts. Rename this one and its folder."
                faults.append(BoardFault(str(file), "name", why))
                continue
            try:
                self._own_board(file)
            except BoardFileInvalid as error:
                faults.append(BoardFault(str(file), error.key, error.why))
        return tuple(faults)

    def board(self, name: str) -> Board:
        """One board; the other files may be broken.

        Raises:
            BoardUnknown: with the names that exist.
            BoardFileInvalid: its file cannot be used.
        """
        shipped = self._shipped_files()
        return self._board(shipped[name]) if name in shipped else self._own_board(self._file(name))

    def file_sha256(self, name: str) -> str:
        """Digest of the board's file, kept with each run.

        Raises:
            BoardUnknown: with the names that exist.
        """
        return hashlib.sha256(self._file(name).read_bytes()).hexdigest()

    def _own_board(self, file: Path) -> Board:
        return replace(self._board(file), is_own=True)

    def _board(self, file: Path) -> Board:
        try:
            status = file.stat()
        except OSError as error:  # taken away since the folder was listed
            raise BoardFileInvalid(str(file), WHOLE_FILE, f"{error.strerror or error}.") from error
        seen = (status.st_mtime_ns, status.st_size)
        known = self._read.get(file)
        if known is None or known[0] != seen:
            known = self._read[file] = (seen, read_board(file))
        return known[1]

    def _file(self, name: str) -> Path:
        files = self._own_files() | self._shipped_files()
        if name not in files:
            raise BoardUnknown(name, sorted(files))
        return files[name]

    def _own_files(self) -> dict[str, Path]:
        return {} if self._own is None else {path.parent.name: path for path in _board_files(self._own)}

    def _shipped_files(self) -> dict[str, Path]:
        files: dict[str, Path] = {}
        for path in (path for folder in self._folders for path in _board_files(folder)):
            known = files.setdefault(path.parent.name, path)
            if known != path:
                raise BoardFileInvalid(str(path), "name", f"{known} is a board of the same name.")
        return files


def _board_files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*/{BOARD_FILE}"))
