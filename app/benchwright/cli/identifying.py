"""`identify`: which board is on a port, and keeping the user's answer."""

from __future__ import annotations

import argparse
import json

from benchwright.bench.toolbox import Toolbox
from benchwright.cli.choosing import chosen_device
from benchwright.model.device import Device
from benchwright.model.identification import Identity


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds the command."""
    identify = commands.add_parser("identify", parents=[common], help="ask a device which board it is, or say so")
    identify.add_argument("device", metavar="DEVICE", help="its id, port or serial number, as `boards` lists it")
    how = identify.add_mutually_exclusive_group()
    how.add_argument(
        "--chip", action="store_true", help="ask the chip through bootloader or probe; this may restart the device"
    )
    how.add_argument("--as", dest="board", metavar="BOARD", help="remember that the device is this board")
    how.add_argument("--forget", action="store_true", help="forget what was said of the device")
    identify.set_defaults(command=identify_device)


def identify_device(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints the board with the evidence; exit code 0 when it is known, else that of BoardUnknown."""
    with chosen_device(arguments.device, toolbox) as device:
        identity = _identity(arguments, toolbox, device)
    if arguments.json:
        document = {
            "device_id": device.device_id,
            "board": identity.board,
            "evidence": identity.evidence,
            "candidates": list(identity.candidates),
            "origin": identity.origin.value if identity.origin else None,
        }
        print(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        origin = f", {identity.origin.value}" if identity.origin else ""
        print(f"{device.device_id}: {identity.board or 'unknown board'}{origin} ({identity.evidence})")
        if identity.board is None:
            print(f"Say which it is: benchwright identify '{device.device_id}' --as BOARD")
    return 0 if identity.board or arguments.forget else 15


def _identity(arguments: argparse.Namespace, toolbox: Toolbox, device: Device) -> Identity:
    identifier = toolbox.identifier
    if arguments.board or arguments.forget:
        identifier.name(device, arguments.board)
        return Identity(arguments.board, "you said so" if arguments.board else "forgotten")
    return identifier.ask_chip(device) if arguments.chip else identifier.ask_firmware(device)
