"""`flash`, `run` and `profile`: the route from the command line."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchwright.bench.ascii_talk import Speech
from benchwright.bench.foreign_route import ForeignRequest, ForeignRoute
from benchwright.bench.importing import import_model
from benchwright.bench.inputs import inputs_from_file, save_outputs
from benchwright.bench.lane import Cancel
from benchwright.bench.load_inputs import loads_from_file
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.route import FlashResult, Route, RouteRequest, RouteResult
from benchwright.bench.toolbox import Toolbox
from benchwright.cli.asking import baud
from benchwright.cli.choosing import chosen_device, interruptible
from benchwright.cli.failures import print_unread
from benchwright.cli.metering import add_meter, asked_meter
from benchwright.cli.progress import ProgressPrinter
from benchwright.cli.wishing import add_wish, asked_wish
from benchwright.files import require_writable
from benchwright.model.core_band import CoreBands
from benchwright.model.device import Device
from benchwright.model.errors import RunNotSaved
from benchwright.model.plan_wish import BALANCED
from benchwright.model.run import Run, ValidityStatus
from benchwright.protocols.run_store import RunStore, UnreadRun
from benchwright.reports.op_profile import profile_document, profile_text
from benchwright.reports.run_json import run_document
from benchwright.reports.text import run_text

EXIT_INVALID_RUN = 3
"""The run was saved, but is invalid; its issues say why."""

_SHORT_WINDOW_S = 0.1
"""Of a profile, whose counts repeat."""


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds `flash`, `run` and `profile`."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--board", required=True, metavar="DEVICE", help="device, port, URL, board, or virtual:BOARD")
    shared.add_argument("--force-flash", action="store_true", help="write even what is there already")
    shared.add_argument(
        "--flash-with", default="", metavar="TOOL", help="flash with this of the board's tools, such as stm32flash"
    )
    shared.add_argument("--quiet", action="store_true", help="no progress")
    add_wish(shared)
    flash = commands.add_parser("flash", parents=[common, shared], help="bring firmware and model onto a device")
    flash.add_argument("model", type=Path, metavar="MODEL.tflite")
    flash.set_defaults(command=flash_device)
    profile = commands.add_parser(
        "profile", parents=[common, shared], help="what each op of a model takes on a device; the run is saved"
    )
    profile.add_argument("model", type=Path, metavar="MODEL.tflite")
    profile.set_defaults(command=profile_device, window=_SHORT_WINDOW_S)
    run = commands.add_parser("run", parents=[common, shared], help="flash, check, measure and save a run")
    run.add_argument("--inputs", type=Path, metavar="X.npy", help="inputs [n, …shape] in the model's type")
    run.add_argument("--outputs", type=Path, metavar="Y.npy", help="where the board's raw outputs go, [n, …shape]")
    run.add_argument("--window", type=_seconds, default=1.0, metavar="SECONDS", help="length of a window (default 1)")
    run.add_argument(
        "model", type=Path, nargs="?", metavar="MODEL.tflite", help="with --firmware: what is said to be in it"
    )
    add_meter(run, keeps_trace=True)
    own = run.add_argument_group("firmware of your own")
    own.add_argument("--firmware", type=Path, metavar="FILE", help="flash this .elf, .hex, .uf2 or .bin as it is")
    own.add_argument("--protocol", choices=[speech.value for speech in Speech], help="what it speaks (default: ask it)")
    own.add_argument(
        "--address", type=_address, metavar="ADDRESS", help="where a .bin begins (default: where programs do)"
    )
    own.add_argument("--baud", type=baud, metavar="BAUD", help="of its line (default: the board's)")
    run.set_defaults(command=run_device, usage=run.error)


def flash_device(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Brings firmware and pack onto a device."""
    with interruptible() as cancel, _journey(arguments, toolbox) as (device, store):
        request = _request(arguments, toolbox, device, store)
        result = Route(toolbox.parts, store).flash(request, ProgressPrinter(quiet=arguments.quiet), cancel)
    print(json.dumps(_flash_document(device, result), indent=2, ensure_ascii=False) if arguments.json else result.words)
    return 0


def _flash_document(device: Device, result: FlashResult) -> dict[str, object]:
    parts = [
        {
            "part": part.name,
            "bytes": part.bytes_count,
            "sha256": part.sha256,
            "tool": part.tool,
            "seconds": round(part.seconds, 3),
            "skipped": part.skipped,
        }
        for part in result.parts
    ]
    return {"device": device.device_id, "board": result.board, "result": result.words, "parts": parts}


def run_device(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Walks the whole route and prints the run; exit code 3 when the run is invalid."""
    if arguments.firmware is not None:
        return _run_firmware(arguments, toolbox)
    if arguments.model is None:
        arguments.usage("MODEL.tflite or --firmware FILE is needed")
    if (arguments.protocol, arguments.address, arguments.baud) != (None, None, None):
        arguments.usage("--protocol, --address and --baud go with --firmware")
    if arguments.outputs is not None:
        require_writable(arguments.outputs)
    with interruptible() as cancel, _journey(arguments, toolbox) as (device, store):
        request = _request(arguments, toolbox, device, store)
        result = _measure(Route(toolbox.parts, store), request, arguments, cancel)
        if arguments.outputs is not None:
            save_outputs(arguments.outputs, result.pack, result.outputs)
        return _told(result.run, store, toolbox.parts.bands, as_json=arguments.json)


def profile_device(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Walks the whole route and prints what each op took; exit code 3 when the run is invalid."""
    with interruptible() as cancel, _journey(arguments, toolbox) as (device, store):
        request = _request(arguments, toolbox, device, store)
        result = _measure(Route(toolbox.parts, store), request, arguments, cancel)
        run, bands = result.run, toolbox.parts.bands
        if arguments.json:
            print(json.dumps(profile_document(run, bands), indent=2, ensure_ascii=False))
        else:
            print(profile_text(run, bands))
    return EXIT_INVALID_RUN if run.validity.status is ValidityStatus.INVALID else 0


def _run_firmware(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """The journey of firmware of the user's own."""
    if arguments.outputs is not None:
        arguments.usage("--outputs needs a model that runs on Benchwright's own firmware")
    if arguments.meter:
        arguments.usage("--meter needs Benchwright's own firmware, which marks its inferences")
    if asked_wish(arguments) != BALANCED:
        arguments.usage("--optimise and --arena-limit need Benchwright's own firmware")
    with interruptible() as cancel, _journey(arguments, toolbox) as (device, store):
        route = ForeignRoute(toolbox.parts, store)
        request = _firmware_request(arguments, toolbox, device, store)
        try:
            run = route.run(request, ProgressPrinter(quiet=arguments.quiet), cancel)
        except RunNotSaved as error:
            raise _not_saved(error, route.waiting[-1], as_json=arguments.json) from error
        return _told(run, store, toolbox.parts.bands, as_json=arguments.json)


def _told(run: Run, store: RunStore, bands: CoreBands, *, as_json: bool) -> int:
    """Prints a saved run; the exit code that its validity asks for."""
    if as_json:
        print(json.dumps(run_document(run, bands), indent=2, ensure_ascii=False))
    else:
        unread: list[UnreadRun] = []
        print(run_text(run, store.previous(run, unread.append), store.baseline(run, unread.append), bands))
        print_unread(unread)
    return EXIT_INVALID_RUN if run.validity.status is ValidityStatus.INVALID else 0


def _measure(route: Route, request: RouteRequest, arguments: argparse.Namespace, cancel: Cancel) -> RouteResult:
    """Runs the route."""
    try:
        return route.run(request, ProgressPrinter(quiet=arguments.quiet), cancel)
    except RunNotSaved as error:
        raise _not_saved(error, route.waiting[-1], as_json=arguments.json) from error


def _not_saved(error: RunNotSaved, run: Run, *, as_json: bool) -> RunNotSaved:
    """Prints a run that the database did not take, because this process is its only memory."""
    if not as_json:
        print(run_text(run, None, None))
    return RunNotSaved(run.run_id, error.why, "Make room, or choose another file (--db), and run again.")


@contextlib.contextmanager
def _journey(arguments: argparse.Namespace, toolbox: Toolbox) -> Iterator[tuple[Device, RunStore]]:
    store = toolbox.open_store(arguments.db or toolbox.default_database)
    try:
        with chosen_device(arguments.board, toolbox) as device:
            yield replace(toolbox.identifier.require_board(device), flash_with=arguments.flash_with), store
    finally:
        store.close()


def _request(arguments: argparse.Namespace, toolbox: Toolbox, device: Device, store: RunStore) -> RouteRequest:
    variant = import_model(arguments.model, store, toolbox.parts.planner)
    inputs: Path | None = getattr(arguments, "inputs", None)
    return RouteRequest(
        device=device,
        variant=variant,
        model=store.variant_file(variant.sha256),
        force_flash=arguments.force_flash,
        settings=MeasureSettings(window_s=getattr(arguments, "window", 1.0)),
        read_inputs=None if inputs is None else lambda pack: inputs_from_file(inputs, pack),
        wish=asked_wish(arguments),
        meter=asked_meter(arguments),
    )


def _firmware_request(
    arguments: argparse.Namespace, toolbox: Toolbox, device: Device, store: RunStore
) -> ForeignRequest:
    variant = import_model(arguments.model, store, toolbox.parts.planner) if arguments.model else None
    inputs: Path | None = arguments.inputs
    return ForeignRequest(
        device=device,
        file=arguments.firmware,
        address=arguments.address,
        speech=Speech(arguments.protocol) if arguments.protocol else None,
        baud=arguments.baud,
        variant=variant,
        model=store.variant_file(variant.sha256) if variant else b"",
        settings=MeasureSettings(window_s=arguments.window),
        read_inputs=None if inputs is None else lambda form: loads_from_file(inputs, form),
        force_flash=arguments.force_flash,
    )


def _address(text: str) -> int:
    words = f"'{text}' is no address: give one from 0 to 0xffffffff, such as 0x08004000"
    try:
        value = int(text, 0)
    except ValueError as error:
        raise argparse.ArgumentTypeError(words) from error
    if not 0 <= value < 2**32:
        raise argparse.ArgumentTypeError(words)
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0.01 <= value <= 600:
        raise argparse.ArgumentTypeError("between 0.01 and 600 seconds")
    return value
