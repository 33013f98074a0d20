"""Ports the user keeps, and those named in the environment."""

from pathlib import Path

import pytest

from benchwright.drivers.named_ports import EXTRA_PORTS_VARIABLE, NamedPorts
from benchwright.model.errors import FileUnwritable, PortUrlInvalid

URL = "rfc2217://bench-2:4000"


def test_a_kept_port_is_there_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "config" / "ports.json"
    NamedPorts(file, {}).keep(URL)
    ports = NamedPorts(file, {EXTRA_PORTS_VARIABLE: "/dev/pts/5=nano, "})
    ports.keep(URL)
    assert ports.kept() == (URL,)
    assert ports.entries() == (("/dev/pts/5=nano", f"named in {EXTRA_PORTS_VARIABLE}"), (URL, "named in Settings"))
    ports.forget(URL)
    assert ports.kept() == ()


def test_what_is_no_address_is_not_kept(tmp_path: Path) -> None:
    ports = NamedPorts(tmp_path / "ports.json", {})
    with pytest.raises(PortUrlInvalid):
        ports.keep("http://bench-2")
    assert ports.kept() == ()


@pytest.mark.parametrize("content", ["", "{}", "[1, null]", "noise"])
def test_a_spoilt_file_counts_as_empty(tmp_path: Path, content: str) -> None:
    file = tmp_path / "ports.json"
    file.write_text(content)
    assert NamedPorts(file, {}).kept() == ()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    with pytest.raises(FileUnwritable):
        NamedPorts(tmp_path / "config" / "ports.json", {}).keep(URL)
