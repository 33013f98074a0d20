"""Which lab is used: the coordinator's address, from the environment or from what the user said once."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from benchwright.files import replace_file
from benchwright.model.errors import FileUnwritable, LabUnavailable

COORDINATOR_VARIABLE = "LG_COORDINATOR"
"""labgrid's own variable; it counts before what is kept."""

_ADDRESS = re.compile(r"(\[[0-9A-Fa-f:.]+\]|\w[\w.-]*)(:\d{1,5})?")


class LabSettings:
    """`{"coordinator": "host:port"}` in a file; read at every call. One that cannot be read counts as empty."""

    def __init__(self, file: Path, environ: Mapping[str, str]) -> None:
        self._file = file
        self._environ = environ

    def coordinator(self) -> str:
        """`HOST` or `HOST:PORT`; "" where nobody named one."""
        return self._environ.get(COORDINATOR_VARIABLE, "").strip() or self._kept()

    def use(self, coordinator: str) -> None:
        """Keeps a coordinator; "" forgets it.

        Raises:
            LabUnavailable: it is no address.
            FileUnwritable: it cannot be kept.
        """
        if coordinator and not _ADDRESS.fullmatch(coordinator):
            raise LabUnavailable(coordinator, "That is neither HOST nor HOST:PORT.")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileUnwritable(str(self._file), f"{error.strerror or error}.") from error
        replace_file(self._file, json.dumps({"coordinator": coordinator}).encode())

    def _kept(self) -> str:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        kept = found.get("coordinator", "") if isinstance(found, dict) else ""
        return kept if isinstance(kept, str) else ""
