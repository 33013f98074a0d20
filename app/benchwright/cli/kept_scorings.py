"""`accuracy --list` and `--show`: accuracy runs on boards that the database keeps."""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import fields

from benchwright.bench.importing import read_model_file
from benchwright.bench.toolbox import Toolbox
from benchwright.cli.results import opened_store
from benchwright.cli.scoring import print_scoring
from benchwright.files import require_writable
from benchwright.model.scoring import Scoring
from benchwright.reports.scoring_report import scorings_text


def tell(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints what is kept; nothing is measured.

    Raises:
        ScoringNotFound: `--show` names none, or several.
    """
    if arguments.list and arguments.show:
        arguments.usage("--list or --show, not both")
    if arguments.board or arguments.on is not None or arguments.resume:
        arguments.usage("--board, --on and --resume measure; --list and --show tell what was measured")
    return _show(arguments, toolbox) if arguments.show else _list(arguments, toolbox)


def _show(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    if arguments.models:
        arguments.usage("--show takes an id and no model")
    if arguments.output is not None:
        require_writable(arguments.output)
    with opened_store(arguments, toolbox) as store:
        scoring = store.scorings.scoring(arguments.show)
        inputs = store.scorings.inputs(scoring.scoring_id)
    print_scoring(arguments, scoring, inputs)
    return 0


def _list(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    if arguments.metric or arguments.output is not None:
        arguments.usage("--metric and --output go with --show or --board")
    wanted = {hashlib.sha256(read_model_file(file).data).hexdigest() for file in arguments.models}
    with opened_store(arguments, toolbox) as store:
        kept = store.scorings.scorings()
    found = [scoring for scoring in kept if not wanted or scoring.variant_sha256 in wanted]
    if arguments.json:
        print(json.dumps({"accuracy_runs": [_document(one) for one in found]}, indent=2, ensure_ascii=False))
    else:
        print(scorings_text(found) if found else _none(is_narrowed=bool(wanted)))
    return 0


def _document(scoring: Scoring) -> dict[str, object]:
    words = {"scoring_id": "accuracy_id", "sample_count": "input_count", "done_count": "answered_count"}
    document: dict[str, object] = {}
    for field in fields(scoring):
        value = getattr(scoring, field.name)
        plain = value.value if field.name in {"origin", "kind"} else value
        document[words.get(field.name, field.name)] = list(plain) if isinstance(plain, tuple) else plain
    accuracy = scoring.accuracy
    return document | {"top1": accuracy.ratio if accuracy is not None else None}


def _none(*, is_narrowed: bool) -> str:
    if is_narrowed:
        return "No accuracy run of this model is kept. List them all: benchwright accuracy --list"
    return "No accuracy runs yet. Measure one: benchwright accuracy MODEL.tflite --on SET --board DEVICE"
