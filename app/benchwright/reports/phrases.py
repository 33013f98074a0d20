"""Values of runs and comparisons in the words of a report's language."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.compare import Delta, Metric, Verdict
from benchwright.model.drawing import Ink
from benchwright.model.energy import EnergyEstimate, gross_energy, net_energy
from benchwright.model.run import Run, ValidityStatus
from benchwright.model.units import (
    bytes_text,
    duration_text,
    energy_spread_text,
    energy_text,
    ratio_text,
    three_digits,
    us_to_seconds,
)
from benchwright.reports.catalogue import Catalogue
from benchwright.reports.plain import plain
from benchwright.reports.reason_words import reason_text
from benchwright.reports.run_figures import Counts

NOTHING = "–"
VERDICT_INK = {Verdict.BETTER: Ink.GOOD, Verdict.WORSE: Ink.BAD, Verdict.SAME: Ink.MUTED, Verdict.UNKNOWN: Ink.MUTED}
STATUS_INK = {
    ValidityStatus.VALID: Ink.GOOD,
    ValidityStatus.DEGRADED: Ink.WARNING,
    ValidityStatus.INVALID: Ink.BAD,
}
_STATUS_SIGN = {ValidityStatus.VALID: "●", ValidityStatus.DEGRADED: "▲", ValidityStatus.INVALID: "✕"}


@dataclass(frozen=True, slots=True)
class DeltaPhrase:
    """A delta to read: `text` with sign, arrow and word, and the `interval` of it."""

    text: str
    interval: str
    ink: Ink


class Phrases:
    """Words and numbers in one language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.say = catalogue.say
        self.count = catalogue.count
        self.figures = catalogue.figures

    def origin(self, origin: Origin) -> str:
        """One word for an origin."""
        return self.say(f"origin.{origin.value}.word")

    def status(self, status: ValidityStatus) -> str:
        """Sign and word of a validity; never a colour alone."""
        return f"{_STATUS_SIGN[status]} {self.say(f'validity.{status.value}')}"

    def metric(self, metric: Metric) -> str:
        """The name of a metric."""
        return self.say(f"metric.{metric.value}")

    def verdict(self, verdict: Verdict) -> str:
        """The word of a verdict."""
        return self.say(f"verdict.{verdict.value}")

    def value(self, metric: Metric, value: float) -> str:
        """A value with its unit: `18.4 ms`."""
        return self.figures(_value_text(metric, value))

    def latency(self, latency_us: float) -> str:
        """A latency with its unit."""
        return self.value(Metric.LATENCY, latency_us)

    def size(self, count: int) -> str:
        """Bytes with their unit."""
        return self.figures(bytes_text(count))

    def basis(self, run: Run) -> str:
        """What the latency of a run is time of."""
        return self.say("basis.counted" if run.timing.ns_per_instruction is not None else f"basis.{run.origin.value}")

    def samples(self, run: Run) -> str:
        """How many samples, and of what."""
        count, each = len(run.timing.samples), run.timing.inferences_per_sample
        if each == 1:
            return self.figures(f"{count:,}")
        return self.say("samples.means", n=self.figures(f"{count:,}"), each=self.figures(f"{each:,}"))

    def counts(self, counts: Counts) -> str:
        """A count, or from the least to the most."""
        low, high = self.figures(f"{counts.least:,}"), self.figures(f"{counts.most:,}")
        return low if low == high else f"{low}–{high}"

    def repetition(self, counts: Counts) -> str:
        """Whether the counts repeat, and their range."""
        text = self.say("counts.repeat" if counts.repeats else "counts.differ")
        return text if counts.least == counts.most else f"{self.counts(counts)}, {text}"

    def ram_parts(self, run: Run) -> str:
        """What the RAM of a run is made of; what was not measured is named."""
        memory = run.memory
        static = self.size(memory.static_bytes)
        if not memory.is_measured:
            return self.say("ram.static_only", static=static) if memory.static_bytes else self.say("ram.unmeasured")
        arena = self.say("ram.arena", arena=self.size(memory.arena_planned)) if memory.arena_planned else ""
        arena = arena or self.say("ram.arena_untold")
        if not memory.stack_capacity:
            return self.say("ram.arena_only", arena=arena)
        return self.say("ram.parts", arena=arena, stack=self.size(memory.stack_touched), static=static)

    def flash_parts(self, run: Run) -> str:
        """What the flash of a run is made of."""
        firmware = self.size(run.flash_firmware_bytes)
        if run.has_pack:
            return self.say("flash.parts", firmware=firmware, pack=self.size(run.pack_bytes))
        return self.say("flash.within", firmware=firmware)

    def energy(self, run: Run) -> str:
        """What the energy of a run is, how far it can be trusted, and that it is simulated; "" without one."""
        record = run.energy
        net, gross = (net_energy(record), gross_energy(record)) if record is not None else (None, None)
        if record is None or net is None or gross is None:
            return ""
        instrument = self.say("tile.energy_instrument", half=self._half(net.instrument_uj, net.energy_uj))
        meter = (record.meter_kind, self.simulated(run), self.figures(f"{record.supply_mv / 1000:g} V"))
        return self.say(
            "tile.energy",
            net=f"{self._energy_interval(net)}, {instrument}",
            gross=self.figures(energy_text(gross.energy_uj)),
            meter=", ".join(filter(None, (plain(meter[0], 40), *meter[1:]))),
        )

    def simulated(self, run: Run) -> str:
        """SIMULATED where the energy of a run is; "" elsewhere."""
        return self.say("tile.energy_simulated") if run.energy is not None and run.energy.is_simulated else ""

    def _energy_interval(self, net: EnergyEstimate) -> str:
        if not math.isfinite(net.interval_uj):
            return self.say("tile.energy_single")
        half = self._half(net.interval_uj, net.energy_uj)
        return self.say("tile.energy_interval", half=half, n=self.figures(f"{net.windows:,}"))

    def _half(self, half_uj: float, energy_uj: float) -> str:
        return self.figures(energy_spread_text(half_uj, energy_uj))

    def outputs(self, run: Run) -> str:
        """What the check of the output bytes said, against the host build and against desktop LiteRT."""
        return "; ".join(filter(None, (self._parity(run), self._litert(run))))

    def delta(self, delta: Delta) -> DeltaPhrase:
        """How a run differs from the baseline in one metric; "same" where the difference may be none."""
        ink = VERDICT_INK[delta.verdict]
        if delta.verdict is Verdict.SAME:
            return DeltaPhrase(self.say("verdict.same"), self.interval(delta), ink)
        size = self.figures(_difference(delta))
        if delta.metric is Metric.ACCURACY:
            size = self.say("delta.points", points=size)
        if delta.verdict is Verdict.UNKNOWN:
            return DeltaPhrase(self.say("delta.unknown", size=size), "", ink)
        is_less = delta.value < delta.baseline
        word = self.say(f"{'less' if is_less else 'more'}.{delta.metric.value}")
        return DeltaPhrase(f"{'↓' if is_less else '↑'} {size} {word}", self.interval(delta), ink)

    def interval(self, delta: Delta) -> str:
        """The interval of a difference, or that it is exact; "" where nothing is known of the noise."""
        interval = delta.interval
        if interval is None:
            return ""
        if interval.low == interval.high:
            return self.say("interval.exact")
        low, high = (self.figures(_signed(delta.metric, value)) for value in (interval.low, interval.high))
        percent = f"{interval.confidence_ratio * 100:.0f}"
        return self.say("interval.range", percent=percent, low=low, high=high)

    def reasons(self, reasons: tuple[str, ...]) -> str:
        """Why two runs are not comparable."""
        return self.say("compare.not_comparable", reasons="; ".join(reason_text(r, self.catalogue) for r in reasons))

    def provenance(self, run: Run) -> Iterator[tuple[str, str]]:
        """What it takes to repeat a run, name by name; what is empty is left out."""
        made, day = run.provenance, self.catalogue.day_and_time
        items = (
            ("repro.run", run.run_id),
            ("repro.when", f"{day(run.started_at)} – {day(run.finished_at)} UTC"),
            (
                "repro.device",
                self.say("repro.at_clock", device=run.device_id, hz=self.figures(f"{run.timing.clock_hz:,}")),
            ),
            ("repro.emulator", made.emulator),
            ("repro.variant_sha", run.variant_sha256),
            ("repro.pack_sha", run.pack_sha256),
            ("repro.firmware_sha", made.firmware_sha256),
            ("repro.board_sha", made.board_file_sha256),
            ("repro.inputs_sha", made.input_sha256),
            ("repro.inputs", self.say("repro.warmed", source=made.input_source, n=run.timing.warmup_count)),
            ("repro.engine", ", ".join(filter(None, (run.engine_label, made.firmware_compiler)))),
            ("repro.protocol", "MLPerf Tiny, ASCII" if made.protocol == "mlperf" else ""),
            (
                "repro.versions",
                self.say(
                    "repro.version_list",
                    agent=made.agent_version,
                    wire=made.wire_version,
                    planner=made.planner_version,
                ),
            ),
            ("repro.host", f"Benchwright {made.benchwright_version}, Python {made.python_version}, {made.host}"),
            ("repro.stages", self._stages(run)),
        )
        return ((key, plain(value, 400)) for key, value in items if value)

    def _stages(self, run: Run) -> str:
        return " · ".join(
            self.figures(f"{item.stage} {item.seconds:.2f} s") + (f" ({item.note})" if item.note else "")
            for item in run.stages
        )

    def _parity(self, run: Run) -> str:
        parity = run.parity
        if not parity.checked:
            return self.say("outputs.unchecked")
        inputs, total = self.count("outputs.inputs", parity.checked), self.figures(f"{parity.compared_bytes:,}")
        if parity.mismatched_bytes:
            return self.say(
                "outputs.differ", wrong=self.figures(f"{parity.mismatched_bytes:,}"), total=total, inputs=inputs
            )
        key = "outputs.equal_printed" if run.provenance.protocol == "mlperf" else "outputs.equal"
        return self.say(key, total=total, inputs=inputs)

    def _litert(self, run: Run) -> str:
        parity = run.parity
        if parity.litert_max_difference is None:
            return ""
        if not parity.litert_max_difference and not parity.litert_differing_bytes:
            return self.say("outputs.litert_equal")
        return self.say("outputs.litert_differ", largest=self.figures(f"{parity.litert_max_difference:g}"))


def _value_text(metric: Metric, value: float) -> str:
    if metric is Metric.LATENCY:
        return duration_text(us_to_seconds(value))
    if metric is Metric.ENERGY:
        return energy_text(value)
    if metric is Metric.ACCURACY:
        return f"{value * 100:.1f} %"
    return bytes_text(round(value))


def _signed(metric: Metric, value: float) -> str:
    return f"{'+' if value > 0 else ''}{_value_text(metric, value)}"


def _difference(delta: Delta) -> str:
    difference = delta.value - delta.baseline
    if delta.metric is Metric.ACCURACY:
        return f"{difference * 100:+.1f}"
    if delta.ratio is None:
        return _signed(delta.metric, difference)
    if abs(delta.ratio) < 0.0005:
        # Real, but too small for a tenth of a percent: an exact count shows a single instruction.
        return f"{'+' if difference > 0 else '-'}{three_digits(abs(delta.ratio) * 100)} %"
    return ratio_text(delta.ratio)
