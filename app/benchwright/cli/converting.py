"""`convert` and `accuracy`: variants of a model, and how good each is."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchwright.bench.converting import ForgeParts, convert_file, score_variants
from benchwright.bench.importing import import_model
from benchwright.bench.toolbox import Toolbox
from benchwright.cli import kept_scorings, scoring
from benchwright.cli.choosing import interruptible
from benchwright.cli.wishing import asked_wish
from benchwright.files import replace_file
from benchwright.model.conversion import (
    DEFAULT_CLUSTERS,
    DEFAULT_SAMPLES,
    DEFAULT_SPARSITY,
    MOST_CLUSTERS,
    MOST_SPARSITY,
    Conversion,
    ForgeProgress,
    Format,
    Recipe,
    Samples,
)
from benchwright.model.plan_wish import BALANCED
from benchwright.model.units import bytes_text, eta_text
from benchwright.model.variant import Variant
from benchwright.protocols.run_store import RunStore

SHOWN_SPARSITY = 0.05
"""Fewer zeros are those that every quantised file has."""

TARGETS = (*(one.value for one in Format), "pruned", "clustered")


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds both commands."""
    convert = commands.add_parser("convert", parents=[common], help="make variants of a model: int8, pruned …")
    convert.add_argument("model", type=Path, metavar="MODEL", help=".keras, .h5, .tflite, or a SavedModel's folder")
    convert.add_argument("--to", action="append", choices=TARGETS, required=True, help="may be given several times")
    convert.add_argument("--representative", type=Path, metavar="SET", help="typical inputs: .npz, .npy, .csv, folder")
    convert.add_argument("--samples", type=_count, default=DEFAULT_SAMPLES, metavar="N", help="how many of them")
    _add_divisor(convert)
    convert.add_argument("--sparsity", type=_sparsity, default=DEFAULT_SPARSITY, metavar="R", help="of pruned: 0…0.95")
    convert.add_argument(
        "--clusters", type=_clusters, default=DEFAULT_CLUSTERS, metavar="N", help="of clustered: 2…256"
    )
    convert.add_argument("--out", type=Path, metavar="FOLDER", help="also write the files there")
    convert.add_argument("--quiet", action="store_true", help="no progress")
    convert.set_defaults(command=convert_model)
    accuracy = commands.add_parser("accuracy", parents=[common], help="how many labelled samples models get right")
    accuracy.add_argument("models", type=Path, nargs="*", metavar="MODEL.tflite")
    accuracy.add_argument("--on", type=Path, metavar="SET", help=".npz with x and y, .csv, or a folder")
    accuracy.add_argument("--samples", type=_count, default=0, metavar="N", help="only the first N")
    _add_divisor(accuracy)
    accuracy.add_argument("--quiet", action="store_true", help="no progress")
    scoring.add_options(accuracy)
    accuracy.set_defaults(command=measure_accuracy)


def convert_model(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Makes the variants, keeps them, and prints them."""
    given = arguments.representative
    samples = Samples(given, arguments.divide_by, arguments.samples) if given is not None else None
    conversion = Conversion(arguments.model, tuple(_recipes(arguments)), samples)
    with interruptible() as cancel, _parts(arguments, toolbox) as parts:
        made = convert_file(conversion, parts, _Progress(quiet=arguments.quiet), cancel)
        if arguments.out is not None:
            _write(made, arguments.out, parts.store)
    _print(made, as_json=arguments.json)
    return 0


def measure_accuracy(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Measures the accuracy of each file, keeps it with the variant, and prints it; with --board on a device.

    With --list and --show nothing is measured: what is kept is printed.
    """
    if arguments.list or arguments.show:
        return kept_scorings.tell(arguments, toolbox)
    if not arguments.models or arguments.on is None:
        arguments.usage("MODEL.tflite and --on SET are needed, or --list, or --show ACCURACY")
    if arguments.board:
        return scoring.score_on_board(arguments, toolbox)
    if arguments.resume or arguments.metric or arguments.output is not None or asked_wish(arguments) != BALANCED:
        arguments.usage("--resume, --metric, --output, --optimise and --arena-limit go with --board")
    samples = Samples(arguments.on, arguments.divide_by, arguments.samples)
    with interruptible() as cancel, _parts(arguments, toolbox) as parts:
        variants = [import_model(file, parts.store, parts.planner) for file in arguments.models]
        progress = _Progress(quiet=arguments.quiet)
        scored = score_variants([one.sha256 for one in variants], samples, parts, lambda _one: progress, cancel)
    _print(scored, as_json=arguments.json)
    return 0


class _Progress:
    """A line on standard error, moving only on a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._last = ""

    def __call__(self, progress: ForgeProgress) -> None:
        if self._quiet:
            return
        step = f"  {progress.number}/{progress.count} {progress.step:<10}"
        if sys.stderr.isatty():
            share = f" {progress.ratio * 100:3.0f} %" if progress.ratio is not None else " …"
            rest = f"  {eta_text(progress.eta_s)} left" if progress.eta_s is not None else ""
            end = "\n" if progress.number == progress.count and progress.ratio == 1 else ""
            print(f"\r\x1b[K{step}{share}{rest}", end=end, file=sys.stderr, flush=True)
        elif step != self._last:
            print(step.rstrip(), file=sys.stderr, flush=True)
        self._last = step


@contextlib.contextmanager
def _parts(arguments: argparse.Namespace, toolbox: Toolbox) -> Iterator[ForgeParts]:
    store = toolbox.open_store(arguments.db or toolbox.default_database)
    try:
        yield ForgeParts(store, toolbox.parts.planner, toolbox.forge)
    finally:
        store.close()


def _recipes(arguments: argparse.Namespace) -> Iterator[Recipe]:
    """Pruned and clustered weights are made int8 where there is a representative set."""
    base = Format.INT8 if arguments.representative is not None else Format.FLOAT32
    for target in dict.fromkeys(arguments.to):
        if target == "pruned":
            yield Recipe(base, sparsity=arguments.sparsity)
        elif target == "clustered":
            yield Recipe(base, cluster_count=arguments.clusters)
        else:
            yield Recipe(Format(target))


def _write(variants: Sequence[Variant], folder: Path, store: RunStore) -> None:
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)  # where it cannot be made, writing says why
    for variant in variants:
        replace_file(folder / f"{Path(variant.name).name}.tflite", store.variant_file(variant.sha256))


def _print(variants: Sequence[Variant], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"variants": [_document(one) for one in variants]}, indent=2, ensure_ascii=False))
        return
    for one in variants:
        words = [f"{one.label:<36}", one.quantisation, bytes_text(one.file_bytes)]
        if one.sparsity is not None and one.sparsity >= SHOWN_SPARSITY:
            words.append(f"{one.sparsity * 100:.0f} % zeros")
        if one.accuracy is not None:
            on = f" of {one.accuracy_set}" if one.accuracy_set else ""
            words.append(f"accuracy {one.accuracy * 100:.1f} % on {one.accuracy_sample_count:,} samples{on}")
        print("  ".join(words))
        if one.note and one.recipe:
            print(f"    {one.note}")


def _document(one: Variant) -> dict[str, object]:
    return {
        "sha256": one.sha256,
        "model": one.model,
        "name": one.name,
        "version": one.version,
        "quantisation": one.quantisation,
        "file_bytes": one.file_bytes,
        "parent_sha256": one.parent_sha256,
        "recipe": one.recipe,
        "made_with": json.loads(one.made_with) if one.made_with else None,
        "sparsity": one.sparsity,
        "accuracy": one.accuracy,
        "accuracy_sample_count": one.accuracy_sample_count,
        "accuracy_set": one.accuracy_set,
        "accuracy_set_sha256": one.accuracy_set_sha256,
        "note": one.note,
    }


def _add_divisor(command: argparse.ArgumentParser) -> None:
    text = "turns whole numbers into the model's inputs (default: what the set says, else 255 for bytes)"
    command.add_argument("--divide-by", type=_positive, metavar="X", help=text)


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e9:
        raise argparse.ArgumentTypeError("above 0")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("0 for all, or more")
    return value


def _sparsity(text: str) -> float:
    value = float(text)
    if not 0 < value <= MOST_SPARSITY:
        raise argparse.ArgumentTypeError(f"above 0, up to {MOST_SPARSITY}")
    return value


def _clusters(text: str) -> int:
    value = int(text)
    if not 2 <= value <= MOST_CLUSTERS:
        raise argparse.ArgumentTypeError(f"between 2 and {MOST_CLUSTERS}")
    return value
