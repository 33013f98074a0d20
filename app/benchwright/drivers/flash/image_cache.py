"""What was last written to each device, so that a tool need only write the difference."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

_KEPT_FILES = 64


class ImageCache:
    """Images in files under `folder`, one for each device and offset; the oldest go when there are too many.

    A wrong or lost one costs time and nothing else: the tool proves the whole region after writing a difference.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, device_id: str, offset: int) -> Path | None:
        """The image that was last written there."""
        file = self._file(device_id, offset)
        return file if file.is_file() else None

    def keep(self, device_id: str, offset: int, data: bytes) -> None:
        """Keeps an image that was written and proven; a full disk is no failure of the flashing."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as part:
                    part.write(data)
                Path(name).replace(self._file(device_id, offset))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._thin()

    def forget(self, device_id: str, offset: int) -> None:
        """Drops an image: the flash no longer is what it says."""
        with contextlib.suppress(OSError):
            self._file(device_id, offset).unlink(missing_ok=True)

    def _file(self, device_id: str, offset: int) -> Path:
        name = hashlib.sha256(f"{device_id}\n{offset}".encode()).hexdigest()[:32]
        return self._folder / f"{name}.bin"

    def _thin(self) -> None:
        files = sorted(self._folder.glob("*.bin"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[_KEPT_FILES:]:
            file.unlink(missing_ok=True)
