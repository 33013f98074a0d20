"""Ports that no system lists: those named in the environment, and those the user keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from benchwright.files import replace_file
from benchwright.model.errors import FileUnwritable
from benchwright.model.port_url import parse_port_url

EXTRA_PORTS_VARIABLE = "BENCHWRIGHT_EXTRA_PORTS"
"""Ports separated by commas: `/dev/pts/5` or `socket://host:port`, with `=BOARD` if known."""


class NamedPorts:
    """`["rfc2217://host:port", …]` in a file, read at every call; one that cannot be read counts as empty."""

    def __init__(self, file: Path, environ: Mapping[str, str]) -> None:
        self._file = file
        self._environ = environ

    def entries(self) -> tuple[tuple[str, str], ...]:
        """Each port as `URL` or `URL=BOARD`, with where it is named."""
        named = self._environ.get(EXTRA_PORTS_VARIABLE, "").split(",")
        found = [(entry.strip(), f"named in {EXTRA_PORTS_VARIABLE}") for entry in named if entry.strip()]
        return (*found, *((url, "named in Settings") for url in self.kept()))

    def kept(self) -> tuple[str, ...]:
        """The addresses the user keeps."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ()
        return tuple(url for url in found if isinstance(url, str)) if isinstance(found, list) else ()

    def keep(self, url: str) -> None:
        """Keeps an address; one that is kept already stays once.

        Raises:
            PortUrlInvalid: it is no address of a port.
            FileUnwritable: it cannot be kept.
        """
        parse_port_url(url)
        self._write(tuple(dict.fromkeys((*self.kept(), url))))

    def forget(self, url: str) -> None:
        """Forgets an address.

        Raises:
            FileUnwritable: the file cannot be written.
        """
        self._write(tuple(other for other in self.kept() if other != url))

    def _write(self, urls: tuple[str, ...]) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileUnwritable(str(self._file), f"{error.strerror or error}.") from error
        replace_file(self._file, json.dumps(urls, indent=2).encode())
