"""`flash` and `run`: the route from the command line."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from benchwright.bench.importing import import_model
from benchwright.bench.inputs import inputs_from_file, save_outputs
from benchwright.bench.lane import Cancel
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.route import Route, RouteRequest, RouteResult
from benchwright.bench.toolbox import Toolbox
from benchwright.cli.choosing import chosen_device, interruptible
from benchwright.cli.progress import ProgressPrinter
from benchwright.files import require_writable
from benchwright.model.device import Device
from benchwright.model.errors import RunNotSaved
from benchwright.model.run import ValidityStatus
from benchwright.protocols.run_store import RunStore
from benchwright.reports.run_json import run_document
from benchwright.reports.text import run_text

EXIT_INVALID_RUN = 3
"""The run was saved, but is invalid; its issues say why."""


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds `flash` and `run`."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("model", type=Path, metavar="MODEL.tflite")
    shared.add_argument("--board", required=True, metavar="DEVICE", help="device, port, board, or virtual:BOARD")
    shared.add_argument("--force-flash", action="store_true", help="write even what is there already")
    shared.add_argument("--quiet", action="store_true", help="no progress")
    flash = commands.add_parser("flash", parents=[common, shared], help="bring firmware and model onto a device")
    flash.set_defaults(command=flash_device)
    run = commands.add_parser("run", parents=[common, shared], help="flash, check, measure and save a run")
    run.add_argument("--inputs", type=Path, metavar="X.npy", help="inputs [n, …shape] in the model's type")
    run.add_argument("--outputs", type=Path, metavar="Y.npy", help="where the board's raw outputs go, [n, …shape]")
    run.add_argument("--window", type=_seconds, default=1.0, metavar="SECONDS", help="length of a window (default 1)")
    run.set_defaults(command=run_device)


def flash_device(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Brings firmware and pack onto a device."""
    with interruptible() as cancel, _journey(arguments, toolbox) as (device, store):
        request = _request(arguments, toolbox, device, store)
        text = Route(toolbox.parts, store).flash(request, ProgressPrinter(quiet=arguments.quiet), cancel)
    print(json.dumps({"device": device.device_id, "result": text}, ensure_ascii=False) if arguments.json else text)
    return 0


def run_device(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Walks the whole route and prints the run; exit code 3 when the run is invalid."""
    if arguments.outputs is not None:
        require_writable(arguments.outputs)
    with interruptible() as cancel, _journey(arguments, toolbox) as (device, store):
        request = _request(arguments, toolbox, device, store)
        result = _measure(Route(toolbox.parts, store), request, arguments, cancel)
        if arguments.outputs is not None:
            save_outputs(arguments.outputs, result.pack, result.outputs)
        run = result.run
        if arguments.json:
            print(json.dumps(run_document(run), indent=2, ensure_ascii=False))
        else:
            print(run_text(run, store.previous(run), store.baseline(run)))
    return EXIT_INVALID_RUN if run.validity.status is ValidityStatus.INVALID else 0


def _measure(route: Route, request: RouteRequest, arguments: argparse.Namespace, cancel: Cancel) -> RouteResult:
    """Runs the route; a run that cannot be saved is printed, because this process is its only memory."""
    try:
        return route.run(request, ProgressPrinter(quiet=arguments.quiet), cancel)
    except RunNotSaved as error:
        run = route.waiting[-1]
        if not arguments.json:
            print(run_text(run, None, None))
        raise RunNotSaved(run.run_id, error.why, "Make room, or choose another file (--db), and run again.") from error


@contextlib.contextmanager
def _journey(arguments: argparse.Namespace, toolbox: Toolbox) -> Iterator[tuple[Device, RunStore]]:
    store = toolbox.open_store(arguments.db or toolbox.default_database)
    try:
        with chosen_device(arguments.board, toolbox) as device:
            yield device, store
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
    )


def _seconds(text: str) -> float:
    value = float(text)
    if not 0.01 <= value <= 600:
        raise argparse.ArgumentTypeError("between 0.01 and 600 seconds")
    return value
