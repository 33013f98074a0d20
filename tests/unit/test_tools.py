"""What the doctor finds: what is needed and missing is a failure, a flash tool that is not here is none."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchwright.cli.devices import examine
from benchwright.drivers.flash.programs import flash_programs
from benchwright.drivers.tools import check_tools
from benchwright.model.board import Board, BoardFault, FlashMethod
from benchwright.model.errors import FirmwareMissing
from benchwright.model.tool import ToolStatus
from tests.builders import a_board


class Catalog:
    def boards(self) -> tuple[Board, ...]:
        return tuple(
            a_board(title=title, flash_methods=methods)
            for title, methods in (
                ("One", (FlashMethod.OPENOCD, FlashMethod.PYOCD)),
                ("Two", (FlashMethod.OPENOCD,)),
            )
        )


class NoFirmware:
    def image(self, board: str) -> None:
        raise FirmwareMissing(board, "Nothing was built.", "Build it.")


class Program:
    def __init__(self, name: str, version: str | None, *, there: bool = True) -> None:
        self.name = name
        self.install = f"Install it: apt install {name}"
        self._version = version
        self._there = there

    def is_there(self) -> bool:
        return self._there

    def version(self) -> str | None:
        assert self._there, "a tool that is not there must not be asked"
        return self._version


def statuses(**programs: Program) -> dict[str, ToolStatus]:
    by_method = {FlashMethod[name]: program for name, program in programs.items()}
    found = check_tools(Catalog(), NoFirmware(), Path("none"), by_method)
    return {tool.name: tool for tool in found}


def test_a_flash_tool_is_listed_with_its_version_and_the_boards_that_want_it() -> None:
    found = statuses(OPENOCD=Program("openocd", "0.12.0"))["openocd"]
    assert found == ToolStatus(
        "openocd", True, "0.12.0", "flashing One and 1 more", "Install it: apt install openocd", True
    )


def test_a_flash_tool_that_is_not_here_or_does_not_run_comes_with_its_way_in() -> None:
    found = statuses(OPENOCD=Program("openocd", None, there=False), PYOCD=Program("pyocd", None))
    assert [(tool.is_present, tool.is_optional) for tool in (found["openocd"], found["pyocd"])] == [(False, True)] * 2
    assert found["pyocd"].remedy == "Install it: apt install pyocd"


def test_a_tool_that_no_board_here_wants_is_listed_for_boards_of_the_users_own() -> None:
    assert (
        statuses(AVRDUDE=Program("avrdude", "7.1"))["avrdude"].needed_for
        == "flashing a board whose board.toml names it"
    )


def test_every_flash_tool_says_how_to_get_it(tmp_path: Path) -> None:
    programs = flash_programs(tmp_path)
    without = {
        FlashMethod.VIRTUAL_IMAGE,
        FlashMethod.AGENT,
        FlashMethod.MANUAL,
    }
    assert set(programs) == set(FlashMethod) - without
    assert all(program.install for program in programs.values())


def doctor(*tools: ToolStatus, faults: tuple[BoardFault, ...] = ()) -> int:
    catalog = SimpleNamespace(faults=lambda: faults)
    toolbox = SimpleNamespace(check_tools=lambda: tools, parts=SimpleNamespace(catalog=catalog))
    return examine(argparse.Namespace(udev_rules=False, json=False), toolbox)


def test_the_doctor_is_content_without_optional_tools(capsys: pytest.CaptureFixture[str]) -> None:
    absent = ToolStatus("nrfutil", False, "", "flashing nRF52840 DK", "Take it from nordicsemi.com", is_optional=True)
    assert doctor(ToolStatus("pyserial", True, "3.5", "serial ports"), absent) == 0
    said = capsys.readouterr().out
    assert "not here" in said
    assert "Take it from nordicsemi.com" in said
    assert doctor(ToolStatus("pyserial", False, "", "serial ports", "make demo"), absent) == 32


def test_the_doctor_names_board_files_that_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    fault = BoardFault("boards/mine/board.toml", "clock_hz", "It is missing.")
    assert doctor(ToolStatus("pyserial", True, "3.5", "serial ports"), faults=(fault,)) == 0
    assert "left out  boards/mine/board.toml: key 'clock_hz' is wrong. It is missing." in capsys.readouterr().out
