"""What the user said of devices, in one small JSON file of the configuration folder."""

from __future__ import annotations

import json
from pathlib import Path

from benchwright.files import replace_file
from benchwright.model.errors import FileUnwritable


class DeviceMemoryFile:
    """`{"device id": "board"}`; read at every call, so that several programs see each other's answers.

    A file that cannot be read counts as empty: then the user is asked again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def board_of(self, device_id: str) -> str | None:
        """The board the user named for this device; None if he never did."""
        return self._boards().get(device_id)

    def remember(self, device_id: str, board: str | None) -> None:
        """Keeps which board a device is; None forgets it.

        Raises:
            FileUnwritable: it cannot be kept.
        """
        boards = self._boards()
        if board is None:
            boards.pop(device_id, None)
        else:
            boards[device_id] = board
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileUnwritable(str(self._file), f"{error.strerror or error}.") from error
        replace_file(self._file, json.dumps(boards, indent=2, sort_keys=True, ensure_ascii=False).encode())

    def _boards(self) -> dict[str, str]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {key: value for key, value in found.items() if isinstance(value, str)}
