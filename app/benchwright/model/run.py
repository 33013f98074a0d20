"""A run: one measurement, with everything needed to trust it and to repeat it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain, repeat

from benchwright.model.board import Origin
from benchwright.model.device import MemoryReport
from benchwright.model.energy import EnergyRecord
from benchwright.model.op_work import OpWork
from benchwright.model.recording import KeptTrace


class ValidityStatus(Enum):
    """How far a run can be trusted."""

    VALID = "valid"
    DEGRADED = "degraded"
    INVALID = "invalid"


class IssueCode(Enum):
    """Stable codes of what can be wrong with a run; they stand in databases and must never change."""

    DEAD_CLOCK = "dead-clock"
    PARITY_MISMATCH = "parity-mismatch"
    PARITY_UNCHECKED = "parity-unchecked"
    CLOCK_DISAGREEMENT = "clock-disagreement"
    TOO_FEW_SAMPLES = "too-few-samples"
    SHORT_WINDOW = "short-window"
    UNSTABLE_LATENCY = "unstable-latency"
    COUNT_NOT_REPEATABLE = "count-not-repeatable"
    WIRE_ERRORS = "wire-errors"
    NO_WARMUP = "no-warmup"
    LIVE_HOST = "live-host"
    PROTOCOL_LIMITS = "protocol-limits"
    INPUT_UNKNOWN = "input-unknown"
    OUTPUTS_DIFFER = "outputs-differ"
    MAC_RATE_UNUSUAL = "mac-rate-unusual"
    MAC_RATE_IMPOSSIBLE = "mac-rate-impossible"
    METER_LOST = "meter-lost"
    METER_UNCALIBRATED = "meter-uncalibrated"
    SAMPLES_LOST = "samples-lost"
    CURRENT_CLIPPED = "current-clipped"
    EDGES_MISSING = "edges-missing"
    EDGES_BOUNCE = "edges-bounce"
    MARKS_TOO_SHORT = "marks-too-short"
    NO_IDLE_TIME = "no-idle-time"
    METER_CLOCK_DISAGREEMENT = "meter-clock-disagreement"
    NO_MARK_LINE = "no-mark-line"
    WINDOWS_BY_STEPS = "windows-by-steps"
    VOLTAGE_OUT_OF_RANGE = "voltage-out-of-range"
    MAC_ENERGY_UNUSUAL = "mac-energy-unusual"

    @property
    def makes_invalid(self) -> bool:
        """Whether this issue alone makes a run invalid; the others degrade it."""
        return self in {IssueCode.DEAD_CLOCK, IssueCode.PARITY_MISMATCH, IssueCode.MAC_RATE_IMPOSSIBLE}

    @property
    def is_of_meter(self) -> bool:
        """Whether it says something of the run's energy, and nothing of the rest."""
        return self in _OF_METER


_OF_METER = frozenset(
    {
        IssueCode.METER_LOST,
        IssueCode.METER_UNCALIBRATED,
        IssueCode.SAMPLES_LOST,
        IssueCode.CURRENT_CLIPPED,
        IssueCode.EDGES_MISSING,
        IssueCode.EDGES_BOUNCE,
        IssueCode.MARKS_TOO_SHORT,
        IssueCode.NO_IDLE_TIME,
        IssueCode.METER_CLOCK_DISAGREEMENT,
        IssueCode.NO_MARK_LINE,
        IssueCode.WINDOWS_BY_STEPS,
        IssueCode.VOLTAGE_OUT_OF_RANGE,
        IssueCode.MAC_ENERGY_UNUSUAL,
    }
)


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong with a run: a stable code and a sentence with its numbers."""

    code: IssueCode
    text: str


@dataclass(frozen=True, slots=True)
class Validity:
    """The verdict on a run, derived from its issues."""

    issues: tuple[Issue, ...] = ()

    @property
    def status(self) -> ValidityStatus:
        """Invalid if any issue makes it so, degraded if there is any issue, else valid."""
        if any(issue.code.makes_invalid for issue in self.issues):
            return ValidityStatus.INVALID
        return ValidityStatus.DEGRADED if self.issues else ValidityStatus.VALID


@dataclass(frozen=True, slots=True)
class Window:
    """The inferences timed on one input. `ticks` are raw counter differences, one a sample.

    Equal ticks are one object: of a fast model there are a hundred thousand, with few values among them.
    """

    input_index: int
    ticks: tuple[int, ...]

    def __post_init__(self) -> None:
        known: dict[int, int] = {}
        object.__setattr__(self, "ticks", tuple([known.setdefault(ticks, ticks) for ticks in self.ticks]))


@dataclass(frozen=True, slots=True)
class Timing:
    """Raw samples of a run and what turns them into time.

    `ns_per_instruction` is set on an emulated device that counts instructions: virtual nanoseconds of one instruction.
    Then a sample is an exact instruction count; else it is time on a clock of `tick_hz`. A sample is one inference,
    or where the protocol has no finer clock the sum of `inferences_per_sample`, of which only the mean can be told.
    """

    tick_hz: int
    clock_hz: int
    overhead_ticks: int
    windows: tuple[Window, ...]
    warmup_count: int
    ns_per_instruction: int | None = None
    inferences_per_sample: int = 1

    @property
    def samples(self) -> tuple[int, ...]:
        """All raw ticks, window after window."""
        return tuple(ticks for window in self.windows for ticks in window.ticks)

    def instructions(self, ticks: int) -> int | None:
        """Executed instructions behind `ticks`, less the overhead of reading the counter; None where not counted.

        Exact while an instruction lasts more than two ticks: a difference of two readings is off by less than one tick,
        so rounding finds the whole number. Ticks and overhead are rounded each by itself for that reason.
        """
        if self.ns_per_instruction is None:
            return None
        ticks_per_instruction = self.ns_per_instruction * self.tick_hz / 1e9
        return round(ticks / ticks_per_instruction) - round(self.overhead_ticks / ticks_per_instruction)

    def latency_us(self, ticks: int) -> float:
        """Time of one inference behind `ticks` in microseconds.

        On a counting emulator this is virtual time at one instruction a cycle of the real board's clock.
        """
        instructions = self.instructions(ticks)
        if instructions is not None:
            return instructions * 1e6 / self.clock_hz
        return (ticks - self.overhead_ticks) * 1e6 / self.tick_hz / self.inferences_per_sample

    @property
    def latencies_us(self) -> tuple[float, ...]:
        """Every sample in microseconds."""
        samples = self.samples
        latencies = {ticks: self.latency_us(ticks) for ticks in set(samples)}
        return tuple(map(latencies.__getitem__, samples))

    @property
    def ordered_ticks(self) -> list[int]:
        """All raw ticks, ascending."""
        counts = self._tick_counts()
        return list(chain.from_iterable(repeat(ticks, counts[ticks]) for ticks in sorted(counts)))

    @property
    def ordered_latencies_us(self) -> list[float]:
        """Every sample in microseconds, ascending: more ticks are never less time."""
        counts = self._tick_counts()
        return list(chain.from_iterable(repeat(self.latency_us(ticks), counts[ticks]) for ticks in sorted(counts)))

    def _tick_counts(self) -> Counter[int]:
        """How often each tick count came: a clock gives far fewer values than a run has samples."""
        counts: Counter[int] = Counter()
        for window in self.windows:
            counts.update(window.ticks)
        return counts


@dataclass(frozen=True, slots=True)
class Parity:
    """The board's output bytes against the host build of the same kernels.

    `checked` inputs were compared; `litert_max_difference` is the largest difference to desktop LiteRT in quantised
    steps (or absolute, for float32), information only; None where it was not computed.
    """

    checked: int
    mismatched_bytes: int
    compared_bytes: int
    litert_max_difference: float | None = None
    litert_differing_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long one stage of the route took on the host, in seconds, and what it said ("skipped: already there")."""

    stage: str
    seconds: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What it takes to repeat a run.

    `protocol` is what was spoken: "agent" (frames) or "mlperf" (ASCII). Versions are 0 where that tells none.
    """

    benchwright_version: str
    python_version: str
    host: str
    board_file_sha256: str
    firmware_sha256: str
    firmware_compiler: str
    engine: str
    engine_version: int
    kernel_set: str
    agent_version: int
    wire_version: int
    planner_version: int
    emulator: str = ""
    input_sha256: str = ""
    input_source: str = ""
    protocol: str = "agent"


@dataclass(frozen=True, slots=True)
class Run:
    """One measurement of one variant on one device. Times of day are ISO 8601 in UTC.

    Firmware of others has no pack (`pack_sha256` is "", `pack_bytes` 0): its model is part of `flash_firmware_bytes`.
    `predicted_instructions` is what planning predicted of an inference; None where it could not. `core` is that of the
    board and `op_work` what each op has to do; "" and () of runs from before they were kept. `energy` is what a power
    meter saw, None where none was asked or what it saw is no good (`validity` says why), and
    `trace` what is kept of its samples.
    """

    run_id: str
    started_at: str
    finished_at: str
    board: str
    device_id: str
    origin: Origin
    variant_sha256: str
    variant_name: str
    variant_version: int
    model: str
    pack_sha256: str
    pack_bytes: int
    timing: Timing
    memory: MemoryReport
    flash_firmware_bytes: int
    parity: Parity
    validity: Validity
    provenance: Provenance
    stages: tuple[StageTime, ...] = ()
    op_ticks: tuple[int, ...] = ()
    op_labels: tuple[str, ...] = ()
    op_work: tuple[OpWork, ...] = ()
    core: str = ""
    log: str = ""
    accuracy: float | None = None
    predicted_instructions: int | None = None
    energy: EnergyRecord | None = None
    trace: KeptTrace | None = None
    tags: tuple[str, ...] = field(default=())
    note: str = ""
    is_baseline: bool = False
    is_archived: bool = False

    @property
    def variant_label(self) -> str:
        """Name and version of the variant: `digits_int8 v3`."""
        return f"{self.variant_name} v{self.variant_version}"

    @property
    def engine_label(self) -> str:
        """Engine, version and kernel set: `benchwright 1 (generic)`; what it does not tell is left out."""
        made = self.provenance
        return engine_label(made.engine, made.engine_version, made.kernel_set)

    @property
    def macs(self) -> int | None:
        """Multiply-accumulates of one inference, those on padding included; None where they are not known."""
        return sum(work.macs for work in self.op_work) if self.op_work else None

    @property
    def has_pack(self) -> bool:
        """Whether the model travelled as a pack of its own, and not within the firmware."""
        return bool(self.pack_sha256)

    @property
    def was_metered(self) -> bool:
        """Whether a power meter was to see it, whatever came of that."""
        return self.energy is not None or any(issue.code.is_of_meter for issue in self.validity.issues)

    @property
    def ram_bytes(self) -> int | None:
        """RAM of the inference: arena + stack + static data, as reported; None where nothing was.

        Without an agent it is the static data that the firmware's ELF tells (`MemoryReport.is_measured`).
        """
        return self.memory.used_bytes

    @property
    def flash_bytes(self) -> int:
        """Flash of the deployment: firmware and pack."""
        return self.flash_firmware_bytes + self.pack_bytes


def engine_label(engine: str, version: int, kernel_set: str) -> str:
    """As `Run.engine_label`, of the three by themselves."""
    version_words = f" {version}" if version else ""
    kernel_words = f" ({kernel_set})" if kernel_set else ""
    return f"{engine}{version_words}{kernel_words}"
