"""The lines of results.txt, word for word as the submission checker of mlcommons/tiny looks for them.

A result that breaks a rule has none of them: its number stands in lines that the checker does not take.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime

from benchwright.model.mlperf import Mode, Quality
from benchwright.model.mlperf_detections import PERIOD_SPREAD_RATIO
from benchwright.model.mlperf_result import MlperfResult
from benchwright.model.mlperf_rules import BreachCode

_RULE = "-" * 57
_PARTS = 10_000


def result_lines(result: MlperfResult) -> Iterator[str]:
    """Everything of results.txt, a line each."""
    stamp = f"{datetime.fromisoformat(result.finished_at):%m%d.%H%M%S} ulp-mlperf:"
    yield f"{stamp} {_titled(result)}"
    if result.dut.remark:
        yield f"{stamp} NOTE: {result.dut.remark}"
    if result.meter is not None and result.meter.is_simulated:
        yield f"{stamp} NOTE: Simulated: no current flowed, the meter's trace is made up."
    if result.detections is not None:
        yield from _streaming(result, stamp)
        return
    details = {
        Mode.PERFORMANCE: _performance,
        Mode.ENERGY: _energy,
        Mode.ACCURACY: _accuracy,
    }[result.mode]
    marked = [breach for breach in result.breaches if breach.code is not BreachCode.BELOW_TARGET]
    for breach in result.breaches:
        yield f"{stamp} NOT BY THE RULES ({breach.code.value}): {breach.text}"
    yield from (f"{stamp} {line}" for line in details(result))
    if marked:
        yield f"{stamp} {_unofficial(result)}"
        return
    yield f"{stamp} {_RULE}"
    yield from (f"{stamp} {line}" for line in _official(result))
    yield f"{stamp} {_RULE}"


def _titled(result: MlperfResult) -> str:
    via = f" through {result.dut.io_manager}" if result.dut.io_manager else ""
    return f"{result.benchmark.benchmark_id} {result.mode.value} of {result.dut.vendor_name}{via}"


def _performance(result: MlperfResult) -> Iterator[str]:
    for number, window in enumerate(result.windows, 1):
        yield f"Performance results for window {number} ({window.file}):"
        yield f"  # Inferences : {window.inferences:>13}"
        yield f"  Runtime      : {window.duration_s:>10.3f} sec."
        yield f"  Throughput   : {window.throughput:>10.3f} inf./sec."


def _energy(result: MlperfResult) -> Iterator[str]:
    for number, window in enumerate(result.metered, 1):
        yield f"Energy results for window {number} ({window.file}):"
        yield f"  # Inferences : {window.inferences:>13}"
        yield f"  Runtime      : {window.duration_s:>10.3f} sec."
        yield f"  Power        : {window.energy_uj / window.duration_s / 1e3:>10.4f} mW"
        yield f"  Energy       : {window.inference_uj:>10.4f} uJ an inference"


def _accuracy(result: MlperfResult) -> Iterator[str]:
    files = len({answer.file for answer in result.answers})
    yield f"{len(result.answers)} inferences on {files} files, set {result.dataset_sha256[:16]}"


def _streaming(result: MlperfResult, stamp: str) -> Iterator[str]:
    """Of a run that listens; its official lines begin with their word, without a time."""
    found = result.detections
    if found is None:
        return
    marked = [breach for breach in result.breaches if breach.code is not BreachCode.BELOW_TARGET]
    for breach in result.breaches:
        yield f"{stamp} NOT BY THE RULES ({breach.code.value}): {breach.text}"
    if found.duty is not None and found.duty.period_spread_ratio > PERIOD_SPREAD_RATIO:
        yield f"{stamp} NOTE: The periods of frames vary by {found.duty.period_spread_ratio:.1%}."
    yield f"{stamp} F1 = {found.f1_ratio:.4f}"
    counts = (len(found.found), len(found.missed), len(found.false))
    if marked:
        yield f"{stamp} Unofficial: {counts[0]} words found, {counts[1]} missed, {counts[2]} made up"
        return
    yield _RULE
    yield "Accuracy: {} True positives, {} False negatives, {} False positives".format(*counts)
    if found.duty is not None:
        yield f"Average duty cycle: {found.duty.ratio:.6f}"
        yield f"Estimated throughput: {found.duty.throughput:.3f} inf./sec."
    if found.mean_mw is not None:
        yield f"Power         : {found.mean_mw:.4f} mW"
    yield _RULE


def _official(result: MlperfResult) -> Iterator[str]:
    if result.mode is Mode.PERFORMANCE:
        yield f"Median throughput is {result.median_throughput:>10.3f} inf./sec."
    elif result.mode is Mode.ENERGY:
        yield f"Median energy cost is {result.median_uj:.4f} uJ/inf."
    elif result.benchmark.quality is Quality.TOP_1:
        yield f"Top 1% = {_cut(100 * result.quality, 100)}"
        if result.area is not None:
            yield f"AUC = {_cut(result.area, _PARTS)}"
    elif result.benchmark.quality is Quality.AUC:
        yield f"AUC = {_cut(result.quality, _PARTS)}"


def _unofficial(result: MlperfResult) -> str:
    """The number of a run that broke a rule, in words that no pattern of the checker takes."""
    if result.mode is Mode.PERFORMANCE:
        return f"Unofficial: the median of the windows was {result.median_throughput:.3f} inferences a second"
    if result.mode is Mode.ENERGY:
        return f"Unofficial: the median of the windows was {result.median_uj:.4f} µJ an inference"
    name = "share of right classes" if result.benchmark.quality is Quality.TOP_1 else "area under the ROC curve"
    return f"Unofficial: the {name} was {result.quality:.4f}"


def _cut(value: float, parts: int) -> str:
    """A number cut, never rounded up: 89.996 % is below a target of 90 %."""
    digits = round(math.log10(parts))
    return f"{math.floor(value * parts + 1e-9) / parts:.{digits}f}"
