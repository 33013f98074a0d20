"""The words of a run and of a delta, the same in every report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.compare import Delta, Metric, Verdict
from benchwright.model.run import Run
from benchwright.model.units import bytes_text, duration_text, energy_text, ratio_text, three_digits, us_to_seconds

_BASIS = {
    Origin.HARDWARE: "time on the board's clock",
    Origin.EMULATED: "time on the emulator's clock, not of a board",
    Origin.NATIVE: "time on this computer, not of a board",
}
_COUNTED_BASIS = "virtual time at one instruction per cycle"
_COMPARATIVES = {
    Metric.LATENCY: ("faster", "slower"),
    Metric.RAM: ("smaller", "larger"),
    Metric.FLASH: ("smaller", "larger"),
    Metric.ENERGY: ("less", "more"),
    Metric.ACCURACY: ("lower", "higher"),
}
_BETTER = {Verdict.BETTER: "better", Verdict.WORSE: "worse", Verdict.SAME: "same", Verdict.UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class DeltaWords:
    """A delta to read: `text` with sign, arrow and word, the `interval` of it, and whether it is `kind` "better" …"""

    text: str
    interval: str
    kind: str


def latency_basis(run: Run) -> str:
    """What the latency of a run is time of; never silent about what did not run on a board."""
    return _COUNTED_BASIS if run.timing.ns_per_instruction is not None else _BASIS[run.origin]


def latency_text(latency_us: float) -> str:
    """A latency with its unit: `18.4 ms`."""
    return duration_text(us_to_seconds(latency_us))


def metric_text(metric: Metric, value: float) -> str:
    """A value of a metric with its unit."""
    if metric is Metric.LATENCY:
        return latency_text(value)
    if metric is Metric.ENERGY:
        return energy_text(value)
    if metric is Metric.ACCURACY:
        return f"{value * 100:.1f} %"
    return bytes_text(round(value))


def delta_words(delta: Delta) -> DeltaWords:
    """How a run differs from the baseline in one metric; "same" where the difference may be none."""
    kind = _BETTER[delta.verdict]
    if delta.verdict is Verdict.SAME:
        return DeltaWords("same", _interval_text(delta), kind)
    if delta.verdict is Verdict.UNKNOWN:
        return DeltaWords(f"{_size(delta)}, unknown: too few samples", "", kind)
    is_less = delta.value < delta.baseline
    arrow = "↓" if is_less else "↑"
    return DeltaWords(f"{arrow} {_size(delta)} {_COMPARATIVES[delta.metric][not is_less]}", _interval_text(delta), kind)


def ram_parts_text(run: Run) -> str:
    """What the RAM of a run is made of; what the device cannot measure is named, not counted as nothing."""
    memory = run.memory
    if not memory.is_measured:
        static = f"static data {bytes_text(memory.static_bytes)} (ELF); " if memory.static_bytes else ""
        return f"{static}stack and heap not measured"
    arena = f"arena {bytes_text(memory.arena_planned)}" if memory.arena_planned else "arena not told"
    if not memory.stack_capacity:
        return f"{arena}; stack and static data not measured"
    return f"{arena} + stack {bytes_text(memory.stack_touched)} + static {bytes_text(memory.static_bytes)}"


def flash_parts_text(run: Run) -> str:
    """What the flash of a run is made of."""
    firmware = f"firmware {bytes_text(run.flash_firmware_bytes)}"
    return f"{firmware} + pack {bytes_text(run.pack_bytes)}" if run.has_pack else f"{firmware}, the model within"


def samples_text(run: Run) -> str:
    """How many samples a run has, and of what: `50`, or `50 means over 12 inferences`."""
    count, each = len(run.timing.samples), run.timing.inferences_per_sample
    return f"{count:,}" if each == 1 else f"{count:,} means over {each:,} inferences"


def parity_text(run: Run) -> str:
    """What the check of the output bytes against the host build said."""
    parity = run.parity
    if not parity.checked:
        return "outputs not checked"
    inputs = f"{parity.checked} input{'' if parity.checked == 1 else 's'}"
    if parity.mismatched_bytes:
        differing = f"{parity.mismatched_bytes:,} of {parity.compared_bytes:,} output bytes"
        return f"{differing} differ from the host build ({inputs})"
    printed = ", as far as three printed decimals tell" if run.provenance.protocol == "mlperf" else ""
    return f"all {parity.compared_bytes:,} output bytes equal to the host build ({inputs}){printed}"


def litert_text(run: Run) -> str:
    """How the outputs differ from desktop LiteRT; empty where that was not computed."""
    parity = run.parity
    if parity.litert_max_difference is None:
        return ""
    if not parity.litert_max_difference and not parity.litert_differing_bytes:
        return "no difference to desktop LiteRT"
    differing = "" if parity.litert_differing_bytes is None else f" in {parity.litert_differing_bytes:,} bytes"
    return f"up to {parity.litert_max_difference:g} from desktop LiteRT{differing}"


def instruction_counts(run: Run) -> tuple[int, ...]:
    """Exact instruction counts of every sample; empty where they were not counted."""
    counts = (run.timing.instructions(ticks) for ticks in run.timing.samples)
    return tuple(count for count in counts if count is not None)


def provenance_items(run: Run) -> Iterator[tuple[str, str]]:
    """What it takes to repeat a run, name by name; what is empty is left out."""
    made = run.provenance
    items = (
        ("Started, finished", f"{run.started_at}, {run.finished_at}"),
        ("Device", f"{run.device_id} at {run.timing.clock_hz:,} Hz"),
        ("Emulator", made.emulator),
        ("Variant SHA-256", run.variant_sha256),
        ("Pack SHA-256", run.pack_sha256),
        ("Firmware SHA-256", made.firmware_sha256),
        ("Board file SHA-256", made.board_file_sha256),
        ("Inputs SHA-256", made.input_sha256),
        ("Inputs", f"{made.input_source}; {run.timing.warmup_count} warm-up inferences"),
        ("Engine", ", ".join(filter(None, (run.engine_label, made.firmware_compiler)))),
        ("Protocol", "MLPerf Tiny, ASCII" if made.protocol == "mlperf" else ""),
        ("Versions", f"agent {made.agent_version}, wire {made.wire_version}, planner {made.planner_version}"),
        ("Host", f"Benchwright {made.benchwright_version}, Python {made.python_version}, {made.host}"),
    )
    return ((name, value) for name, value in items if value)


def _size(delta: Delta) -> str:
    difference = delta.value - delta.baseline
    if delta.metric is Metric.ACCURACY:
        return f"{difference * 100:+.1f} points"
    if delta.ratio is None:
        return f"{'+' if difference > 0 else ''}{metric_text(delta.metric, difference)}"
    if abs(delta.ratio) < 0.0005:
        # Real, but too small for a tenth of a percent: an exact count shows a single instruction.
        return f"{'+' if difference > 0 else '-'}{three_digits(abs(delta.ratio) * 100)} %"
    return ratio_text(delta.ratio)


def _interval_text(delta: Delta) -> str:
    interval = delta.interval
    if interval is None:
        return ""
    if interval.low == interval.high:
        return "exact"
    low, high = (f"{'+' if value > 0 else ''}{latency_text(value)}" for value in (interval.low, interval.high))
    return f"{interval.confidence_ratio * 100:.0f} % interval {low} to {high}"
