"""`boards`, `virtual` and `doctor`: what is there."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from benchwright.bench.toolbox import Toolbox
from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.units import bytes_text


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds the three commands."""
    boards = commands.add_parser("boards", parents=[common], help="devices that are plugged in, and every known board")
    boards.set_defaults(command=list_boards)
    virtual = commands.add_parser("virtual", parents=[common], help="start, stop, unplug and plug virtual boards")
    virtual.add_argument("action", choices=("list", "start", "stop", "unplug", "plug"))
    virtual.add_argument("board", nargs="*", metavar="NAME", help="virtual boards; none means all of them")
    virtual.set_defaults(command=drive_virtual)
    doctor = commands.add_parser("doctor", parents=[common], help="what is installed, what is missing, how to get it")
    doctor.set_defaults(command=examine)


def list_boards(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints devices and boards."""
    present = toolbox.discovery.scan()
    known = toolbox.parts.catalog.boards()
    if arguments.json:
        devices = [_device_document(device) for device in present]
        print(json.dumps({"devices": devices, "boards": [_board_document(board) for board in known]}, indent=2))
        return 0
    print("Devices")
    if not present:
        print("  none. Plug in a board, or: benchwright virtual start " + (toolbox.lab.names() or ("NAME",))[0])
    for device in present:
        print(f"  {device.device_id:<28} {device.board or 'unknown board':<18} {device.origin.value:<9} {device.url}")
    print("\nBoards")
    for board in known:
        memory = board.memory
        sizes = f"flash {bytes_text(memory.flash_bytes)}, RAM {bytes_text(memory.ram_bytes)}"
        print(f"  {board.name:<28} {board.core:<12} {board.clock_hz / 1e6:5.0f} MHz  {sizes}  ({board.status})")
    return 0


def drive_virtual(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Starts, stops, unplugs or plugs virtual boards."""
    lab = toolbox.lab
    running = tuple(device.device_id.removeprefix("virtual:") for device in lab.devices())
    if arguments.action == "start":
        devices = [lab.start(name) for name in arguments.board or lab.names()]
        _print_devices(devices, as_json=arguments.json)
    elif arguments.action == "plug":
        _print_devices([lab.plug(name) for name in arguments.board], as_json=arguments.json)
    elif arguments.action == "list":
        _print_devices(list(lab.devices()), as_json=arguments.json)
    else:
        act = lab.stop if arguments.action == "stop" else lab.unplug
        names = arguments.board or running
        for name in names:
            act(name)
        done = "stopped" if arguments.action == "stop" else "unplugged"
        print(json.dumps({done: list(names)}) if arguments.json else f"{done}: {', '.join(names) or 'nothing'}")
    return 0


def examine(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints what is there and what is missing; exit code 0 when nothing is missing, else that of ToolMissing."""
    tools = toolbox.check_tools()
    if arguments.json:
        print(json.dumps({"tools": [asdict(tool) for tool in tools]}, indent=2, ensure_ascii=False))
    else:
        for tool in tools:
            mark = "ok     " if tool.is_present else "MISSING"
            print(f"{mark}  {tool.name:<22} {tool.found or '–':<34} {tool.needed_for}")
            if not tool.is_present:
                print(f"         → {tool.remedy}")
    return 0 if all(tool.is_present for tool in tools) else 32


def _print_devices(devices: list[Device], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"devices": [_device_document(device) for device in devices]}, indent=2))
        return
    for device in devices:
        print(f"{device.device_id:<28} {device.url}  {device.evidence}")
    if not devices:
        print("No virtual board runs. Start one: benchwright virtual start")


def _board_document(board: Board) -> dict[str, object]:
    return {
        "name": board.name,
        "title": board.title,
        "core": board.core,
        "clock_hz": board.clock_hz,
        "status": board.status,
        "tested": board.tested,
    }


def _device_document(device: Device) -> dict[str, object]:
    return {
        "device_id": device.device_id,
        "board": device.board,
        "url": device.url,
        "origin": device.origin.value,
        "state": device.state.value,
        "serial_number": device.serial_number,
        "evidence": device.evidence,
    }
