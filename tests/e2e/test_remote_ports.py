"""A board at another computer, from the command line: named by its firmware, measured, and missed in words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.model.board import Origin
from benchwright.model.errors import FlashFailed, PortUrlInvalid, RemoteUnreachable
from tests.contract.bench_parts import NeverCancelled, built, catalog, eventually, processes_of
from tests.contract.rfc2217_server import Rfc2217Server
from tests.e2e.journey import benchwright

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
MODEL = Path(__file__).parents[2] / "resources" / "models" / "digits_int8.tflite"
BOARD = "native"


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Rfc2217Server]:
    """A virtual board that holds our firmware, behind a port server; its lab is hidden from the command line."""
    home = tmp_path / "elsewhere"
    lab = ProcessVirtualLab(catalog(), home)
    device = lab.start(BOARD)
    VirtualImageFlasher().write(
        device, catalog().board(BOARD), 0, built(BOARD).image, lambda _done, _total: None, NeverCancelled()
    )
    server = Rfc2217Server(device.url)
    yield server
    server.close()
    lab.stop(BOARD)
    assert eventually(lambda: not processes_of(home)), processes_of(home)


def test_a_board_behind_an_address_is_asked_and_takes_the_whole_journey(remote: Rfc2217Server, tmp_path: Path) -> None:
    database = ("--db", str(tmp_path / "runs.db"))
    answer = benchwright("run", str(MODEL), "--board", remote.url, *database, "--window", "0.2", "--json")
    assert answer.code == 0, answer.errors
    document = answer.document
    assert (document["board"], document["origin"]) == (BOARD, Origin.NATIVE.value)
    assert document["parity"]["mismatched_bytes"] == 0
    flash = next(stage for stage in document["stages"] if stage["stage"] == "Flash")
    assert "firmware skipped: already there, model written and verified" in flash["note"]


def test_named_ports_are_listed_with_what_they_say_or_why_they_do_not(
    remote: Rfc2217Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCHWRIGHT_EXTRA_PORTS", f"{remote.url},socket://127.0.0.1:1,gopher://x:1")
    listed = {device["url"]: device for device in benchwright("boards", "--json").document["devices"]}
    assert listed[remote.url]["board"] == BOARD
    assert listed[remote.url]["evidence"] == f"its firmware says {BOARD}"
    assert "Nothing listens at 127.0.0.1:1." in listed["socket://127.0.0.1:1"]["evidence"]
    said = benchwright("boards").output
    assert "gone: named in BENCHWRIGHT_EXTRA_PORTS; it is no address: 'gopher' is no way to reach a port." in said


def test_a_board_that_cannot_be_flashed_from_here_says_so(remote: Rfc2217Server, tmp_path: Path) -> None:
    database = ("--db", str(tmp_path / "runs.db"))
    answer = benchwright("run", str(MODEL), "--board", remote.url, *database, "--force-flash")
    assert answer.code == FlashFailed.code
    assert "carries its console only" in answer.errors
    assert "at the computer it is plugged into" in answer.errors


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("rfc2217://127.0.0.1:1", RemoteUnreachable.code, "Nothing listens at 127.0.0.1:1."),
        ("socket://nobody..here:4000", RemoteUnreachable.code, "No computer is known by the name 'nobody..here'."),
        ("ftp://127.0.0.1:21", PortUrlInvalid.code, "'ftp' is no way to reach a port."),
    ],
)
def test_an_address_that_leads_nowhere_says_why(url: str, code: int, words: str, tmp_path: Path) -> None:
    answer = benchwright("run", str(MODEL), "--board", url, "--db", str(tmp_path / "runs.db"))
    assert answer.code == code
    assert words in answer.errors
    assert "cable" not in answer.errors
