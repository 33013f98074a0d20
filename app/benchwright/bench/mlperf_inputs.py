"""The inputs of a benchmark: its labelled files, and which of them are timed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchwright.datasets.mlperf_layout import LabelledFiles, read_labelled_files
from benchwright.model.errors import DatasetInvalid, RulesUnmet
from benchwright.model.mlperf import MlperfBenchmark
from benchwright.model.mlperf_rules import Breach, BreachCode, MlperfRules


@dataclass(frozen=True, slots=True)
class TimedInput:
    """One input and the file that it is of."""

    file: str
    data: bytes


def read_set(folder: Path, benchmark: MlperfBenchmark) -> LabelledFiles:
    """The labelled files of a benchmark; `folder` may hold them itself or in a folder of the benchmark's id.

    Raises:
        DatasetInvalid: what y_labels.csv lists is not there, or does not fit the benchmark.
    """
    form = benchmark.load
    if form is None:
        raise DatasetInvalid(folder.name, f"{benchmark.benchmark_id} is heard, not loaded: it has no such files.")
    inner = folder / benchmark.benchmark_id
    window = (benchmark.window_bytes, benchmark.step_bytes) if benchmark.window_bytes else None
    found = read_labelled_files(inner if inner.is_dir() else folder, form.size_bytes, window)
    if found.class_count != benchmark.class_count:
        why = f"y_labels.csv says {found.class_count} classes; {benchmark.benchmark_id} has {benchmark.class_count}."
        raise DatasetInvalid(found.name, why)
    return found


def timed_inputs(files: LabelledFiles, benchmark: MlperfBenchmark, rules: MlperfRules) -> tuple[TimedInput, ...]:
    """The first input of each of the first files, as many as the rules ask for.

    Raises:
        RulesUnmet: there are not so many files.
        DatasetInvalid: a file cannot be read.
    """
    if len(files.files) < rules.inputs:
        why = f"The set holds {len(files.files)} files; {rules.inputs} different inputs are the rule."
        raise RulesUnmet(benchmark.benchmark_id, why, "Give the benchmark's own set, or one with as many files.")
    return tuple(TimedInput(file.path.name, file.inputs()[0]) for file in files.files[: rules.inputs])


def input_breaches(inputs: tuple[TimedInput, ...]) -> Iterator[Breach]:
    """What is wrong with the inputs of a timed run: files that hold the same bytes."""
    if len({item.data for item in inputs}) < len(inputs):
        yield Breach(BreachCode.EQUAL_INPUTS, "Some of the inputs are byte for byte the same; they must differ.")


def rules_breaches(rules: MlperfRules) -> Iterator[Breach]:
    """The mark of a run whose windows were set otherwise than the rules ask."""
    if not rules.are_official:
        text = (
            f"Set by hand: {rules.inputs} windows of {rules.window_s:g} s and {rules.iterations} inferences at least. "
            "This is no result of MLPerf Tiny."
        )
        yield Breach(BreachCode.NOT_THE_RULES, text)
