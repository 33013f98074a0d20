"""A place of a lab as a device, which lab it is, and `benchwright lab` on a lab that is only written down."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.cli.main import parse, run_command
from benchwright.compose import build_toolbox
from benchwright.drivers.remote.lab_settings import LabSettings
from benchwright.model.device import DeviceState
from benchwright.model.errors import LabUnavailable, PlaceHeld, PlaceUnknown
from benchwright.model.place import Place, PlaceResource, place_device

PORT = PlaceResource("console", "NetworkSerialPort", "bench:4000", is_available=True)
KWS = Place("kws", tags=(("board", "native"),), resources=(PORT,))


class WrittenPlaces:
    """A lab with `kws`, which is free, and `vww`, which somebody holds."""

    coordinator = "bench:20408"

    def __init__(self) -> None:
        self.holders = {"kws": "", "vww": "desk/you"}

    def seen(self) -> tuple[Place, ...]:
        return self.places()

    def listen(self) -> None:
        pass

    def places(self) -> tuple[Place, ...]:
        return tuple(
            replace(KWS, name=name, holder=holder, is_ours=holder == "desk/me") for name, holder in self.holders.items()
        )

    def acquire(self, name: str, *, keep: bool) -> tuple[str, bool]:
        assert keep
        if name not in self.holders:
            raise PlaceUnknown(name, self.holders)
        if self.holders[name] == "desk/you":
            raise PlaceHeld(name, "desk/you")
        self.holders[name] = "desk/me"
        return "rfc2217://bench:4000", False

    def release(self, name: str) -> bool:
        was_held = bool(self.holders[name])
        self.holders[name] = ""
        return was_held

    def forgo(self, name: str) -> None:
        pass

    def close(self) -> None:
        pass


def lab(*words: str, places: WrittenPlaces | None = None) -> int:
    return run_command(parse(["lab", *words]), replace(build_toolbox(), places=places or WrittenPlaces()))


def test_a_free_place_is_a_ready_device_of_the_board_its_tag_names() -> None:
    device = place_device(KWS, ["native"])
    assert (device.device_id, device.board, device.state) == ("lab:kws", "native", DeviceState.READY)
    assert device.evidence == "the lab's tag board=native"


@pytest.mark.parametrize(
    ("place", "evidence"),
    [
        (replace(KWS, tags=()), "a place of the lab without a tag board=NAME"),
        (replace(KWS, tags=(("board", "toaster"),)), "the lab's tag board=toaster names no board of the catalogue"),
    ],
)
def test_a_place_without_a_known_board_is_unknown_until_the_user_says_it(place: Place, evidence: str) -> None:
    device = place_device(place, ["native"])
    assert (device.board, device.state, device.evidence) == (None, DeviceState.UNKNOWN, evidence)
    assert place_device(place, ["native"], "native").evidence == "you said so"


def test_a_place_that_somebody_else_holds_is_busy_and_names_him() -> None:
    device = place_device(replace(KWS, holder="desk/you"), ["native"])
    assert (device.state, device.held_by) == (DeviceState.BUSY, "desk/you")
    assert device.evidence.endswith("; held by desk/you")


def test_a_place_that_is_ours_is_ready() -> None:
    device = place_device(replace(KWS, holder="desk/me", is_ours=True), ["native"])
    assert (device.state, device.held_by) == (DeviceState.READY, "")


def test_a_place_whose_resources_are_away_is_gone() -> None:
    unplugged = replace(KWS, resources=(replace(PORT, is_available=False),))
    assert "none of its resources is there" in place_device(unplugged, ["native"]).evidence
    away = place_device(replace(KWS, resources=()), ["native"])
    assert (away.state, away.evidence.rpartition("; ")[2]) == (
        DeviceState.GONE,
        "the exporter of its resources is away",
    )


def test_places_are_listed_with_their_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert lab("places") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["lab:kws", "native", "free"]
    assert lines[1].split() == ["console", "NetworkSerialPort", "bench:4000"]
    assert lines[2].endswith("held by desk/you")
    lab("places", "vww", "--json")
    document = json.loads(capsys.readouterr().out)
    assert [(place["name"], place["holder"]) for place in document["places"]] == [("vww", "desk/you")]


def test_a_place_is_acquired_and_released(capsys: pytest.CaptureFixture[str]) -> None:
    places = WrittenPlaces()
    assert lab("acquire", "lab:kws", places=places) == 0
    assert places.holders["kws"] == "desk/me"
    assert "acquired: kws  rfc2217://bench:4000" in capsys.readouterr().out
    lab("release", "kws", places=places)
    lab("release", "kws", places=places)
    assert capsys.readouterr().out == "released: kws\nnobody held kws\n"


@pytest.mark.parametrize(("name", "code"), [("vww", PlaceHeld.code), ("kw", PlaceUnknown.code)])
def test_what_cannot_be_acquired_has_its_code(name: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert lab("acquire", name) == code
    assert "error: " in capsys.readouterr().err


@pytest.mark.parametrize("words", [("acquire",), ("release",), ("use",), ("use", "a", "b"), ("forget", "a")])
def test_a_command_that_lacks_its_names_is_a_wrong_command(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        lab(*words)
    assert caught.value.code == 2


def test_a_run_on_a_place_that_is_not_there_lists_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["run", str(tmp_path / "x.tflite"), "--board", "lab:kw", "--db", str(tmp_path / "runs.db")]
    assert run_command(parse(words), replace(build_toolbox(), places=WrittenPlaces())) == PlaceUnknown.code
    assert "Its places: kws, vww." in capsys.readouterr().err


def test_the_lab_is_the_one_of_the_environment_else_the_one_that_was_kept(tmp_path: Path) -> None:
    file = tmp_path / "config" / "lab.json"
    settings = LabSettings(file, {})
    assert settings.coordinator() == ""
    settings.use("bench:20408")
    assert LabSettings(file, {}).coordinator() == "bench:20408"
    assert LabSettings(file, {"LG_COORDINATOR": "other"}).coordinator() == "other"
    settings.use("")
    assert settings.coordinator() == ""
    file.write_text("[")
    assert settings.coordinator() == ""


@pytest.mark.parametrize("address", ["bench", "bench.lab:20408", "10.0.0.1:1", "[::1]:20408"])
def test_an_address_of_a_coordinator_is_kept(tmp_path: Path, address: str) -> None:
    settings = LabSettings(tmp_path / "lab.json", {})
    settings.use(address)
    assert settings.coordinator() == address


@pytest.mark.parametrize("address", ["http://bench", "bench:port", "a b", "-x"])
def test_what_is_no_address_of_a_coordinator_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(LabUnavailable, match="neither HOST nor HOST:PORT"):
        LabSettings(tmp_path / "lab.json", {}).use(address)
