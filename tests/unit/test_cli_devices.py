"""`benchwright virtual` on a lab that is only written down: what it starts, stops, plugs and says."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from benchwright.cli.main import parse, run_command
from benchwright.compose import build_toolbox
from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.errors import BoardUnknown, DeviceNotFound, ToolMissing


class WrittenLab:
    """Boards `native` and `arm`; `plugged` and `unplugged` are the running ones, `missing` lack their emulator."""

    def __init__(self, *, plugged: tuple[str, ...] = (), unplugged: tuple[str, ...] = ()) -> None:
        self.plugged = dict.fromkeys(plugged)
        self.unplugged = dict.fromkeys(unplugged)
        self.missing: tuple[str, ...] = ()

    def start(self, board: str, *, instance: str = "") -> Device:
        name = self.checked(board) + instance
        if name in self.missing:
            raise ToolMissing("qemu-system-arm", "It is not there.", "Install it.")
        self.unplugged.pop(name, None)
        self.plugged[name] = None
        return device(name)

    def borrow(self, board: str) -> tuple[Device, bool]:
        return self.start(board), True

    def stop(self, name: str) -> None:
        self.plugged.pop(name, None)
        self.unplugged.pop(name, None)

    def unplug(self, name: str) -> None:
        if name not in self.running():
            raise DeviceNotFound(name, self.running())
        self.plugged.pop(name, None)
        self.unplugged[name] = None

    def plug(self, name: str) -> Device:
        return self.start(name)

    def reset(self, name: str, *, boot0: bool = False) -> Device:
        return replace(device(name), evidence="virtual board in its ROM bootloader" if boot0 else "it runs")

    def checked(self, name: str) -> str:
        if name.removeprefix("virtual:") not in self.names():
            raise BoardUnknown(name, self.names())
        return name.removeprefix("virtual:")

    def names(self) -> tuple[str, ...]:
        return ("arm", "native")

    def running(self) -> tuple[str, ...]:
        return tuple(sorted({*self.plugged, *self.unplugged}))

    def devices(self) -> tuple[Device, ...]:
        return tuple(device(name) for name in self.plugged)


def device(name: str) -> Device:
    return Device(f"virtual:{name}", name, f"/tmp/{name}", Origin.NATIVE, evidence="virtual board on this computer")


def virtual(lab: WrittenLab, *words: str) -> int:
    return run_command(parse(["virtual", *words]), replace(build_toolbox(), lab=lab))


def test_stop_without_names_ends_boards_whose_cable_is_pulled_too(capsys: pytest.CaptureFixture[str]) -> None:
    lab = WrittenLab(plugged=("native",), unplugged=("arm",))
    assert virtual(lab, "stop") == 0
    assert lab.running() == ()
    assert capsys.readouterr().out == "stopped: arm, native\n"


def test_list_shows_boards_whose_cable_is_pulled_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    lab = WrittenLab(plugged=("native",), unplugged=("arm",))
    virtual(lab, "list")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("virtual:native")
    assert "unplugged" in lines[1]
    assert "benchwright virtual plug arm" in lines[1]
    virtual(lab, "list", "--json")
    document = json.loads(capsys.readouterr().out)
    assert document["unplugged"] == ["arm"]
    assert [entry["device_id"] for entry in document["devices"]] == ["virtual:native"]


def test_plug_without_names_plugs_all_that_are_unplugged(capsys: pytest.CaptureFixture[str]) -> None:
    lab = WrittenLab(unplugged=("arm", "native"))
    assert virtual(lab, "plug") == 0
    assert lab.unplugged == {}
    capsys.readouterr()
    assert virtual(lab, "plug") == 0
    assert capsys.readouterr().out == "plugged: nothing\n"


def test_unplug_without_names_pulls_every_cable_that_is_in(capsys: pytest.CaptureFixture[str]) -> None:
    lab = WrittenLab(plugged=("native",), unplugged=("arm",))
    assert virtual(lab, "unplug") == 0
    assert capsys.readouterr().out == "unplugged: native\n"


def test_start_says_that_it_put_a_cable_back(capsys: pytest.CaptureFixture[str]) -> None:
    lab = WrittenLab(unplugged=("native",))
    virtual(lab, "start", "virtual:native")
    assert "native was unplugged, and is plugged in again" in capsys.readouterr().out


@pytest.mark.parametrize("action", ["start", "stop", "unplug", "plug"])
def test_every_name_is_checked_before_anything_is_done(capsys: pytest.CaptureFixture[str], action: str) -> None:
    lab = WrittenLab(plugged=("arm",))
    assert virtual(lab, action, "native", "arm", "../../etc") == BoardUnknown.code
    assert lab.plugged == {"arm": None}
    said = capsys.readouterr()
    assert "There is no board '../../etc'." in said.err
    assert "Known: arm, native." in said.err


def test_boards_without_their_emulator_do_not_keep_the_others_from_starting(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lab = WrittenLab()
    lab.missing = ("arm",)
    assert virtual(lab, "start") == ToolMissing.code
    said = capsys.readouterr()
    assert said.out.startswith("virtual:native")
    assert "error: qemu-system-arm is missing." in said.err
    assert "arm" in said.err
    assert virtual(lab, "start", "--json") == ToolMissing.code
    document = json.loads(capsys.readouterr().out)
    assert [entry["device_id"] for entry in document["devices"]] == ["virtual:native"]
    assert [(entry["board"], entry["code"]) for entry in document["failed"]] == [("arm", ToolMissing.code)]


def test_the_only_board_that_does_not_start_is_the_failure_of_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lab = WrittenLab()
    lab.missing = ("arm",)
    assert virtual(lab, "start", "arm", "--json") == ToolMissing.code
    assert json.loads(capsys.readouterr().out)["error"]["code"] == ToolMissing.code


def test_bootloader_and_reset_say_where_the_board_is_now(capsys: pytest.CaptureFixture[str]) -> None:
    lab = WrittenLab(plugged=("arm",))
    assert virtual(lab, "bootloader", "arm") == 0
    assert "in its ROM bootloader" in capsys.readouterr().out
    assert virtual(lab, "reset") == 0
    assert "it runs" in capsys.readouterr().out
