"""Files of the user: whole or not at all, and never from something that is no file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchwright.files import read_regular, replace_file, require_writable
from benchwright.model.errors import FileUnwritable


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "y.npy"
    file.write_bytes(b"old")
    replace_file(file, b"new content")
    assert file.read_bytes() == b"new content"
    assert [entry.name for entry in tmp_path.iterdir()] == ["y.npy"]


def test_a_folder_is_no_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable, match="folder"):
        replace_file(tmp_path, b"x")
    with pytest.raises(FileUnwritable, match="folder"):
        require_writable(tmp_path)


def test_a_missing_folder_is_found_out_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable, match="No such file"):
        require_writable(tmp_path / "none" / "y.npy")


@pytest.mark.skipif(sys.platform == "win32", reason="devices are files only on POSIX")
def test_a_device_is_no_file_to_write() -> None:
    with pytest.raises(FileUnwritable, match="no regular file"):
        require_writable(Path("/dev/full"))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are files only on POSIX")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no regular file"):
        read_regular(tmp_path / "pipe", maximum_bytes=10)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 11)
    with pytest.raises(ValueError, match="11 bytes; 10 are the limit"):
        read_regular(tmp_path / "big", maximum_bytes=10)
