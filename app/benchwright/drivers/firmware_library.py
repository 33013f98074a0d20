"""Firmware as `boards/build.py` leaves it: one folder for each board with `firmware.json` and the image."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from benchwright.drivers.set_up_words import build_firmware
from benchwright.model.device import FirmwareImage
from benchwright.model.errors import FirmwareMissing


class BuiltFirmware:
    """Images under one folder, `build/firmware` in a checkout. Reads the files anew each time: they may be rebuilt.

    `own_boards` is the folder of the user's own boards, whose firmware nothing builds unbidden.
    """

    def __init__(self, folder: Path, *, own_boards: Path | None = None) -> None:
        self._folder = folder
        self._own_boards = own_boards

    def image(self, board: str) -> FirmwareImage:
        """The image of a board. `sha256` is what its agent reports; `image` is what goes to the start of flash.

        Raises:
            FirmwareMissing: it was not built, or the build is damaged.
        """
        folder = self._folder / board
        try:
            facts = _Facts(json.loads((folder / "firmware.json").read_text("utf-8")))
            image = (folder / facts.word("image")).read_bytes()
            if len(image) != facts.number("image_bytes"):
                raise ValueError(f"the image has {len(image)} bytes, not {facts.number('image_bytes')}")
            _require_digest(image, facts)
            return FirmwareImage(
                board=facts.word("board"),
                sha256=facts.word("sha256"),
                image=image,
                text_bytes=facts.number("text_bytes"),
                rodata_bytes=facts.number("rodata_bytes"),
                data_bytes=facts.number("data_bytes"),
                bss_bytes=facts.number("bss_bytes"),
                static_bytes=facts.number("static_bytes"),
                compiler=facts.word("compiler"),
                engine_version=facts.number("engine_version"),
                kernel_set=facts.word("kernel_set"),
            )
        except FileNotFoundError as error:
            raise self._missing(board, f"Nothing was built in {folder}.") from error
        except (OSError, ValueError) as error:
            raise self._missing(board, f"The build in {folder} cannot be used: {error}.") from error

    def _missing(self, board: str, why: str) -> FirmwareMissing:
        boards = self._own_boards
        if boards is None or not (boards / board).is_dir():
            return FirmwareMissing(board, why, build_firmware())
        if not (boards / board / "build.toml").is_file():
            port = f"{boards / board} has no build.toml: a port of the firmware is missing there."
            remedy = "Add a port (docs/add-a-board.md), or measure firmware of your own: --firmware FILE"
            return FirmwareMissing(board, f"{why} {port}", remedy)
        build = f".venv/bin/python boards/build.py --board-folder '{boards}' --board {board}"
        return FirmwareMissing(board, why, f"Build it in Benchwright's checkout: {build}")


def _require_digest(image: bytes, facts: _Facts) -> None:
    """Builds of before this was written down pass."""
    wanted, found = facts.word("image_sha256", ""), hashlib.sha256(image).hexdigest()
    if wanted not in {"", found}:
        raise ValueError(f"the image is damaged: its digest is {found[:12]}, not {wanted[:12]}")


class _Facts:
    """The build's facts by name and type."""

    def __init__(self, document: object) -> None:
        self._document = document

    def word(self, key: str, default: str | None = None) -> str:
        """A text; `default` where it may be missing."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise ValueError(f"firmware.json: {key} is no text")
        return value

    def number(self, key: str) -> int:
        """A whole number."""
        value = self._value(key)
        if not isinstance(value, int):
            raise ValueError(f"firmware.json: {key} is no number")
        return value

    def _value(self, key: str, default: str | None = None) -> object:
        if not isinstance(self._document, dict) or key not in self._document:
            if default is not None:
                return default
            raise ValueError(f"firmware.json: {key} is missing")
        return self._document[key]
