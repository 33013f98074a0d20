"""`accuracy --board`: a labelled set on a device, input by input, beside the host."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchwright.bench.importing import import_model
from benchwright.bench.scoring_route import ScoringRequest, ScoringRoute
from benchwright.bench.toolbox import Toolbox
from benchwright.cli.choosing import chosen_device, interruptible
from benchwright.cli.progress import ProgressPrinter
from benchwright.cli.wishing import add_wish, asked_wish
from benchwright.files import replace_file, require_writable
from benchwright.model.conversion import Samples
from benchwright.model.device import Device
from benchwright.model.scoring import ScoredInput, Scoring
from benchwright.protocols.run_store import RunStore
from benchwright.reports.scored_words import METRICS
from benchwright.reports.scoring_report import scoring_csv, scoring_document, scoring_junit, scoring_text

_Form = Callable[[Scoring, tuple[ScoredInput, ...], Sequence[str]], str]
_FORMS: dict[str, _Form] = {
    ".json": lambda scoring, inputs, _: (
        json.dumps(scoring_document(scoring, inputs), indent=2, ensure_ascii=False) + "\n"
    ),
    ".csv": lambda scoring, inputs, _: scoring_csv(scoring, inputs),
    ".xml": scoring_junit,
}


def add_options(command: argparse.ArgumentParser) -> None:
    """Adds what `accuracy` needs for a board."""
    board = command.add_argument_group("on a board")
    board.add_argument("--board", default="", metavar="DEVICE", help="device, port, URL, board, or virtual:BOARD")
    board.add_argument("--resume", action="store_true", help="go on where the same set was stopped on the same board")
    board.add_argument("--metric", action="append", choices=METRICS, help="only this one; may be given several times")
    board.add_argument("--output", type=_file, metavar="FILE", help=".json, .csv (a line an input) or .xml (JUnit)")
    board.add_argument("--force-flash", action="store_true", help="write even what is there already")
    board.add_argument("--flash-with", default="", metavar="TOOL", help="flash with this of the board's tools")
    add_wish(command)
    kept = command.add_argument_group("what was measured on boards before")
    kept.add_argument("--list", action="store_true", help="list accuracy runs, newest first; of MODEL.tflite if given")
    kept.add_argument("--show", default="", metavar="ACCURACY", help="id of one, or its first characters")
    command.set_defaults(usage=command.error)


def score_on_board(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Scores one model on a device, keeps every answer, and prints what they are worth."""
    if len(arguments.models) != 1:
        arguments.usage("--board takes one model")
    if arguments.output is not None:
        require_writable(arguments.output)
    with interruptible() as cancel, _opened(arguments, toolbox) as (device, store):
        variant = import_model(arguments.models[0], store, toolbox.parts.planner)
        request = ScoringRequest(
            device=device,
            variant=variant,
            model=store.variant_file(variant.sha256),
            samples=Samples(arguments.on, arguments.divide_by, arguments.samples),
            resumes=arguments.resume,
            force_flash=arguments.force_flash,
            wish=asked_wish(arguments),
        )
        route = ScoringRoute(toolbox.parts, store)
        scoring = route.run(request, ProgressPrinter(quiet=arguments.quiet), cancel)
        inputs = store.scorings.inputs(scoring.scoring_id)
    print_scoring(arguments, scoring, inputs)
    return 0


def print_scoring(arguments: argparse.Namespace, scoring: Scoring, inputs: tuple[ScoredInput, ...]) -> None:
    """Writes the file that was asked for, and prints what the answers are worth."""
    metrics = arguments.metric or METRICS
    if arguments.output is not None:
        replace_file(arguments.output, _FORMS[arguments.output.suffix.lower()](scoring, inputs, metrics).encode())
    if arguments.json:
        print(json.dumps(scoring_document(scoring, inputs), indent=2, ensure_ascii=False))
    else:
        print(scoring_text(scoring, inputs, metrics))


@contextlib.contextmanager
def _opened(arguments: argparse.Namespace, toolbox: Toolbox) -> Iterator[tuple[Device, RunStore]]:
    store = toolbox.open_store(arguments.db or toolbox.default_database)
    try:
        with chosen_device(arguments.board, toolbox) as device:
            yield replace(toolbox.identifier.require_board(device), flash_with=arguments.flash_with), store
    finally:
        store.close()


def _file(text: str) -> Path:
    file = Path(text)
    if file.suffix.lower() not in _FORMS:
        raise argparse.ArgumentTypeError("a name that ends in .json, .csv or .xml")
    return file
