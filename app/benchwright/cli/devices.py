"""`boards`, `virtual` and `doctor`: what is there."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace

from benchwright.bench.identifying import Identifier
from benchwright.bench.toolbox import Toolbox
from benchwright.cli.failures import print_error
from benchwright.model.board import Board, BoardFault
from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import BenchError
from benchwright.model.identification import with_identity
from benchwright.model.port_url import is_port_url
from benchwright.model.udev_rules import udev_rules
from benchwright.model.units import bytes_text
from benchwright.protocols.virtual_lab import VirtualLab

_EXPLAINED = frozenset({DeviceState.BUSY, DeviceState.GONE})


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds the three commands."""
    boards = commands.add_parser("boards", parents=[common], help="devices that are plugged in, and every known board")
    boards.set_defaults(command=list_boards)
    virtual = commands.add_parser(
        "virtual", parents=[common], help="start, stop, unplug, plug and reset virtual boards"
    )
    virtual.add_argument("action", choices=("list", "start", "stop", "unplug", "plug", "reset", "bootloader"))
    virtual.add_argument("board", nargs="*", metavar="NAME", help="virtual boards; none means all")
    virtual.set_defaults(command=drive_virtual)
    doctor = commands.add_parser("doctor", parents=[common], help="what is installed, what is missing, how to get it")
    doctor.add_argument(
        "--udev-rules", action="store_true", help="print rules that let you use every known board and meter"
    )
    doctor.set_defaults(command=examine)


def list_boards(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints devices and boards; ports at other computers, which the user named, are asked which board they are."""
    lab_failure = _lab_failure(toolbox)
    present = _asked(toolbox.discovery.scan(), toolbox.identifier)
    known, faults = toolbox.parts.catalog.boards(), toolbox.parts.catalog.faults()
    _print_faults(faults)
    if arguments.json:
        document: dict[str, object] = {
            "devices": [_device_document(device) for device in present],
            "boards": [_board_document(board) for board in known],
            "board_faults": [asdict(fault) for fault in faults],
        }
        if lab_failure is not None:
            document["lab_error"] = _failure_document(lab_failure)
        print(json.dumps(document, indent=2))
        return 0
    print("Devices")
    if not present:
        print("  none. Plug in a board, or: benchwright virtual start " + (toolbox.lab.names() or ("NAME",))[0])
    for device in present:
        print(f"  {device.device_id:<28} {device.board or 'unknown board':<18} {device.origin_word:<9} {device.url}")
        if device.state in _EXPLAINED or "there is no board" in device.evidence:
            print(f"    {device.state.value}: {device.evidence}")
    if lab_failure is not None:
        print_error(lab_failure, as_json=False)
    print("\nBoards that run firmware of this project")
    _print_boards([board for board in known if board.has_firmware])
    print("\nBoards that are recognised; there is no firmware for them yet")
    _print_boards([board for board in known if not board.has_firmware])
    return 0


def _print_faults(faults: Sequence[BoardFault]) -> None:
    for fault in faults:
        print(f"warning: left out: {fault.text}", file=sys.stderr)


def _lab_failure(toolbox: Toolbox) -> BenchError | None:
    """Waits for the lab, if there is one; why its places cannot be listed."""
    try:
        if toolbox.places.coordinator:
            toolbox.places.places()
    except BenchError as error:
        return error
    return None


def _asked(devices: Sequence[Device], identifier: Identifier) -> tuple[Device, ...]:
    def ask(device: Device) -> Device:
        if not (device.is_askable and is_port_url(device.url)):
            return device
        try:
            return with_identity(device, identifier.ask_firmware(device))
        except BenchError as error:
            return replace(device, state=DeviceState.GONE, evidence=f"{error.what} {error.why}")

    # All at once: each of those that do not answer takes seconds.
    with ThreadPoolExecutor(max_workers=max(1, len(devices))) as pool:
        return tuple(pool.map(ask, devices))


def _print_boards(boards: Sequence[Board]) -> None:
    for board in boards:
        memory = board.memory
        sizes = f"flash {bytes_text(memory.flash_bytes):>8}  RAM {bytes_text(memory.ram_bytes):>8}"
        words = ([board.status.value] if board.has_firmware else []) + (["your own"] if board.is_own else [])
        state = f"  ({', '.join(words)})" if words else ""
        print(f"  {board.name:<28} {board.core:<12} {board.clock_hz / 1e6:5.0f} MHz  {sizes}{state}")


def drive_virtual(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Moves virtual boards, their cables and their pins; every name is checked before the first of them is touched."""
    lab = toolbox.lab
    named = tuple(dict.fromkeys(lab.checked(name) for name in arguments.board))
    plugged = tuple(lab.checked(device.device_id) for device in lab.devices())
    unplugged = tuple(name for name in lab.running() if name not in plugged)
    match arguments.action:
        case "start":
            return _start(lab, named or lab.names(), unplugged, as_json=arguments.json)
        case "plug":
            devices = [lab.plug(name) for name in named or unplugged]
            if devices or arguments.json:
                _print_devices(devices, (), as_json=arguments.json)
            else:
                _print_done("plugged", (), as_json=False)
        case "reset" | "bootloader":
            is_high = arguments.action == "bootloader"
            devices = [lab.reset(name, boot0=is_high) for name in named or plugged]
            _print_devices(devices, (), as_json=arguments.json)
        case "list":
            _print_devices(lab.devices(), unplugged, as_json=arguments.json)
        case "stop":
            _each(lab.stop, named or lab.running(), "stopped", as_json=arguments.json)
        case _:
            _each(lab.unplug, named or plugged, "unplugged", as_json=arguments.json)
    return 0


def examine(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints what is there and what is missing; exit code 0 when nothing needed is missing, else ToolMissing's."""
    if arguments.udev_rules:
        print(udev_rules(toolbox.parts.catalog.boards()), end="")
        return 0
    tools, faults = toolbox.check_tools(), toolbox.parts.catalog.faults()
    if arguments.json:
        document = {"tools": [asdict(tool) for tool in tools], "board_faults": [asdict(fault) for fault in faults]}
        print(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        for tool in tools:
            mark = "ok     " if tool.is_present else "not here" if tool.is_optional else "MISSING"
            print(f"{mark:<8}  {tool.name:<22} {tool.found or '–':<34} {tool.needed_for}")
            if not tool.is_present:
                print(f"          → {tool.remedy}")
        for fault in faults:
            print(f"{'left out':<8}  {fault.text}")
    return 0 if all(tool.is_present or tool.is_optional for tool in tools) else 32


def _start(lab: VirtualLab, names: Sequence[str], unplugged: Sequence[str], *, as_json: bool) -> int:
    """Starts what can be started, then tells the failures; the exit code is that of the first."""
    devices: list[Device] = []
    failed: list[tuple[str, BenchError]] = []
    for name in names:
        try:
            devices.append(lab.start(name))
        except BenchError as error:
            if len(names) == 1:
                raise
            failed.append((name, error))
    if as_json:
        failures = [{"board": name, **_failure_document(failure)} for name, failure in failed]
        document = {"devices": [_device_document(device) for device in devices], "failed": failures}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif devices:
        _print_devices(devices, (), as_json=False)
    started = {device.device_id.removeprefix("virtual:") for device in devices}
    for name in unplugged:
        if name in started and not as_json:
            print(f"{name} was unplugged, and is plugged in again.")
    for name, failure in failed:
        print(f"{name} did not start.", file=sys.stderr)
        print_error(failure, as_json=False)
    return failed[0][1].code if failed else 0


def _each(act: Callable[[str], None], names: Sequence[str], done: str, *, as_json: bool) -> None:
    for name in names:
        act(name)
    _print_done(done, names, as_json=as_json)


def _print_done(done: str, names: Sequence[str], *, as_json: bool) -> None:
    print(json.dumps({done: list(names)}) if as_json else f"{done}: {', '.join(names) or 'nothing'}")


def _print_devices(devices: Sequence[Device], unplugged: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        documents = [_device_document(device) for device in devices]
        print(json.dumps({"devices": documents, "unplugged": list(unplugged)}, indent=2))
        return
    for device in devices:
        print(f"{device.device_id:<28} {device.url}  {device.evidence}")
    for name in unplugged:
        print(f"virtual:{name:<20} unplugged. Plug it in: benchwright virtual plug {name}")
    if not devices and not unplugged:
        print("No virtual board runs. Start one: benchwright virtual start")


def _board_document(board: Board) -> dict[str, object]:
    return {
        "name": board.name,
        "title": board.title,
        "core": board.core,
        "clock_hz": board.clock_hz,
        "status": board.status.value,
        "tested": board.tested,
        "is_own": board.is_own,
    }


def _failure_document(error: BenchError) -> dict[str, object]:
    return {"code": error.code, "what": error.what, "why": error.why, "remedy": error.remedy}


def _device_document(device: Device) -> dict[str, object]:
    return {
        "device_id": device.device_id,
        "board": device.board,
        "url": device.url,
        "modem_url": device.modem_url,
        "origin": device.known_origin.value if device.known_origin else None,
        "state": device.state.value,
        "serial_number": device.serial_number,
        "evidence": device.evidence,
        "held_by": device.held_by,
    }
