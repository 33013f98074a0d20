"""`mlperf`: performance, accuracy and energy by the rules of MLPerf Tiny, into a submission folder."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchwright.bench.mlperf_keeping import keep_result
from benchwright.bench.mlperf_session import MlperfRequest, MlperfSession, Written
from benchwright.bench.mlperf_talk import DutRoute
from benchwright.bench.toolbox import Toolbox
from benchwright.cli.asking import baud
from benchwright.cli.choosing import chosen_device, interruptible
from benchwright.cli.measuring import EXIT_INVALID_RUN
from benchwright.cli.metering import add_meter, asked_meter
from benchwright.cli.progress import ProgressPrinter
from benchwright.cli.results import opened_store
from benchwright.model.board import Board, Origin
from benchwright.model.device import Device
from benchwright.model.errors import DatabaseUnusable
from benchwright.model.mlperf import MLPERF_BENCHMARKS, Mode
from benchwright.model.mlperf_entry import MlperfEntry
from benchwright.model.mlperf_rules import OFFICIAL_RULES, MlperfRules
from benchwright.model.submission import Availability, Division, SubmissionPlace, system_name
from benchwright.protocols.submission import SubmissionTarget
from benchwright.reports.mlperf.document import result_document
from benchwright.reports.mlperf.kept import entries_text, entry_document, entry_text
from benchwright.reports.mlperf.lines import result_lines

_BAUD = 115_200
_ANONYMOUS = "anonymous"


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds the command."""
    mlperf = commands.add_parser(
        "mlperf", parents=[common], help="measure a device by the rules of MLPerf Tiny, into a submission folder"
    )
    mlperf.add_argument("mode", nargs="?", choices=[mode.value for mode in Mode])
    mlperf.add_argument("benchmark", nargs="?", choices=list(MLPERF_BENCHMARKS))
    mlperf.add_argument("--dut", metavar="DEVICE", help="device, port, URL, board, or virtual:BOARD")
    mlperf.add_argument(
        "--io-manager", metavar="PORT", help="port of the IO manager that the DUT is behind, or virtual:io-manager"
    )
    mlperf.add_argument("--baud", type=baud, metavar="BAUD", help="of the DUT's line (default: the board's, or 115200)")
    mlperf.add_argument("--data", type=Path, metavar="FOLDER", help="inputs and their y_labels.csv")
    mlperf.add_argument("--out", type=Path, metavar="FOLDER", help="the submission folder")
    mlperf.add_argument("--restart", action="store_true", help="drop the answers of an accuracy run that was stopped")
    mlperf.add_argument(
        "--unofficial-window",
        type=_seconds,
        metavar="SECONDS",
        help="shorter windows than the rules ask for; the result says so and is none of MLPerf Tiny",
    )
    mlperf.add_argument("--quiet", action="store_true", help="no progress")
    add_meter(mlperf, keeps_trace=None)
    place = mlperf.add_argument_group("submission")
    place.add_argument("--division", choices=[one.value for one in Division], default=Division.CLOSED.value)
    place.add_argument("--submitter", default=_ANONYMOUS, metavar="NAME", help=f"a folder's name ({_ANONYMOUS})")
    place.add_argument("--system", default="", metavar="NAME", help="a folder's name (default: the board)")
    place.add_argument(
        "--status", choices=[one.value for one in Availability], default=Availability.RDI.value, help="of the system"
    )
    place.add_argument("--system-file", type=Path, metavar="FILE", help="a description of the system, JSON")
    kept = mlperf.add_argument_group("what was measured before")
    kept.add_argument("--list", action="store_true", help="list results that are kept, newest first")
    kept.add_argument("--show", default="", metavar="RESULT", help="id of one, or its first characters")
    mlperf.set_defaults(command=measure_benchmark, usage=mlperf.error)


def measure_benchmark(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Measures, writes, keeps and prints the result; exit code 3 when it breaks a rule.

    With --list and --show nothing is measured: what is kept is printed.
    """
    if arguments.list or arguments.show:
        return _tell_kept(arguments, toolbox)
    if arguments.mode is None or arguments.benchmark is None or arguments.data is None or arguments.out is None:
        arguments.usage("MODE, BENCHMARK, --data and --out are needed, or --list, or --show RESULT")
    if arguments.dut is None and arguments.io_manager is None:
        arguments.usage("--dut or --io-manager is needed")
    session = MlperfSession(toolbox.mlperf)
    with opened_store(arguments, toolbox) as store:
        with interruptible() as cancel, _route(arguments, toolbox) as route:
            request = _request(arguments, route, _board(route.device, toolbox))
            written = session.run(request, ProgressPrinter(quiet=arguments.quiet), cancel)
        try:
            entry = keep_result(store, written, request.target.place)
        except DatabaseUnusable:
            _tell(written, None, as_json=arguments.json)
            raise
    _tell(written, entry, as_json=arguments.json)
    return 0 if written.result.is_by_the_rules else EXIT_INVALID_RUN


@contextlib.contextmanager
def _route(arguments: argparse.Namespace, toolbox: Toolbox) -> Iterator[DutRoute]:
    with contextlib.ExitStack() as opened:
        device: Device | None = None
        if arguments.dut is not None:
            device = opened.enter_context(chosen_device(arguments.dut, toolbox))
        board = _board(device, toolbox)
        rate = arguments.baud or (board.baud if board else _BAUD)
        if arguments.io_manager is None and device is not None:
            yield DutRoute(device, rate)
            return
        manager = opened.enter_context(toolbox.io_managers.opened(arguments.io_manager, device, rate))
        behind = device or Device(f"dut-behind:{manager.url}", None, manager.url, Origin.HARDWARE)
        yield DutRoute(behind, rate, manager)


def _board(device: Device | None, toolbox: Toolbox) -> Board | None:
    """The board of a device, where it is known which one it is: any that speaks the protocol will do."""
    known = device.board if device is not None else None
    return toolbox.parts.catalog.board(known) if known else None


def _request(arguments: argparse.Namespace, route: DutRoute, board: Board | None) -> MlperfRequest:
    place = SubmissionPlace(
        division=Division(arguments.division),
        submitter=arguments.submitter,
        system=arguments.system or system_name(board.name if board else ""),
        availability=Availability(arguments.status),
    )
    window_s: float | None = arguments.unofficial_window
    return MlperfRequest(
        benchmark_id=arguments.benchmark,
        mode=Mode(arguments.mode),
        route=route,
        data=arguments.data,
        target=SubmissionTarget(arguments.out, place, board, arguments.system_file),
        rules=OFFICIAL_RULES if window_s is None else MlperfRules(window_s=window_s),
        meter=asked_meter(arguments),
        restarts=arguments.restart,
    )


def _tell_kept(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    if arguments.list and arguments.show:
        arguments.usage("--list or --show, not both")
    if arguments.mode is not None or arguments.dut is not None or arguments.io_manager is not None:
        arguments.usage("--list and --show tell what was measured, and measure nothing")
    with opened_store(arguments, toolbox) as store:
        entries = (store.mlperf.entry(arguments.show),) if arguments.show else store.mlperf.entries()
    documents = [entry_document(entry) for entry in entries]
    if arguments.json:
        document = documents[0] if arguments.show else {"results": documents}
        print(json.dumps(document, indent=2, ensure_ascii=False))
    elif arguments.show:
        print(entry_text(entries[0]))
    else:
        print(entries_text(entries) if entries else "No result of MLPerf Tiny is kept yet.")
    return 0


def _tell(written: Written, entry: MlperfEntry | None, *, as_json: bool) -> None:
    if as_json:
        kept = {"result_id": entry.result_id if entry is not None else None, "folder": str(written.folder)}
        document = result_document(written.result) | kept
        print(json.dumps(document, indent=2, ensure_ascii=False))
        return
    for line in result_lines(written.result):
        print(line.partition("ulp-mlperf: ")[2])
    kept_as = f", kept as {entry.result_id}" if entry is not None else ""
    print(f"Written to {written.folder}{kept_as}", file=sys.stderr)


def _seconds(text: str) -> float:
    value = float(text)
    if not 0.01 <= value < OFFICIAL_RULES.window_s:
        raise argparse.ArgumentTypeError(f"between 0.01 and {OFFICIAL_RULES.window_s:g} seconds")
    return value
