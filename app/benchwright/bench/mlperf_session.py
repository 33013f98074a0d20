"""One measurement by MLPerf Tiny from the line to a result: performance, accuracy or energy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchwright.bench.metering import metered
from benchwright.bench.mlperf_accuracy import AccuracyRun, accuracy_breaches, require_both_kinds
from benchwright.bench.mlperf_energy import EnergyRun, energy_breaches
from benchwright.bench.mlperf_inputs import TimedInput, input_breaches, read_set, rules_breaches, timed_inputs
from benchwright.bench.mlperf_performance import PerformanceRun, window_breaches
from benchwright.bench.mlperf_talk import Dut, DutRoute, TalkLog, open_dut
from benchwright.bench.stages import Emit, StageLog
from benchwright.datasets.mlperf_layout import LabelledFiles
from benchwright.model.errors import BenchmarkMismatch, RulesUnmet
from benchwright.model.events import Stage
from benchwright.model.meter import MeterWish
from benchwright.model.mlperf import MLPERF_BENCHMARKS, MlperfBenchmark, Mode, benchmark_of
from benchwright.model.mlperf_result import MlperfResult
from benchwright.model.mlperf_rules import OFFICIAL_RULES, Breach, MlperfRules
from benchwright.model.submission import Division
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.device_leases import DeviceLeases
from benchwright.protocols.power_meter import PowerMeter
from benchwright.protocols.power_meters import PowerMeters
from benchwright.protocols.submission import SubmissionTarget, SubmissionWriter
from benchwright.protocols.transport import TransportFactory


@dataclass(frozen=True, slots=True)
class MlperfRequest:
    """What to measure, on which DUT, with what, and where the result goes.

    `data` is the folder of the labelled set. `restarts` drops the answers of an accuracy run that was stopped.
    """

    benchmark_id: str
    mode: Mode
    route: DutRoute
    data: Path
    target: SubmissionTarget
    rules: MlperfRules = OFFICIAL_RULES
    meter: MeterWish | None = None
    restarts: bool = False

    @property
    def benchmark(self) -> MlperfBenchmark:
        """The benchmark that is meant."""
        return MLPERF_BENCHMARKS[self.benchmark_id]

    @property
    def answers_file(self) -> Path:
        """Where an accuracy run keeps its answers until they are written."""
        place = self.target.place
        return self.target.out / f"{place.division.value}-{place.system}-{self.benchmark_id}.answers"


@dataclass(frozen=True, slots=True)
class MlperfParts:
    """What a session is made of; `compose` picks the classes."""

    transports: TransportFactory
    meters: PowerMeters
    leases: DeviceLeases
    writer: SubmissionWriter
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Written:
    """A result and the folder that it was written to."""

    result: MlperfResult
    folder: Path


@dataclass(frozen=True, slots=True)
class MlperfSession:
    """Walks identify, warm-up, measure (or energy) and save on the calling thread."""

    parts: MlperfParts

    def run(self, request: MlperfRequest, emit: Emit, cancel: CancelToken) -> Written:
        """The whole measurement. Nothing is written unless all of it ends well; answers of an accuracy run are kept.

        Raises:
            BenchError: any of `model.errors`.
        """
        with self.parts.leases.held(request.route.device):
            return self._journey(request, emit, cancel)

    def _journey(self, request: MlperfRequest, emit: Emit, cancel: CancelToken) -> Written:
        started = self.parts.now()
        talk = TalkLog(emit)
        log = StageLog(request.route.device.device_id, talk, cancel, {})
        _require_possible(request)
        self.parts.writer.check(request.target)
        with ExitStack() as opened:
            with log.stage(Stage.IDENTIFY):
                files = read_set(request.data, request.benchmark)
                inputs = self._inputs(request, files)
                meter = opened.enter_context(metered(self.parts.meters, request.meter, request.route.device))
                dut = opened.enter_context(open_dut(self.parts.transports, request.route, talk, log.check_cancel))
                _require_benchmark(request, dut)
                log.note(_identified(request, dut))
            measured = _Measured(request, dut, meter, files, inputs, log, talk)
            made = measured.result(started.isoformat(timespec="seconds"), self.parts.now)
        with log.stage(Stage.SAVE):
            folder = self.parts.writer.write(made, request.target, talk.lines)
            measured.forget()
            log.note(str(folder))
        return Written(made, folder)

    def _inputs(self, request: MlperfRequest, files: LabelledFiles) -> tuple[TimedInput, ...]:
        if request.mode is Mode.ACCURACY:
            require_both_kinds(files, request.benchmark)
            return ()
        return timed_inputs(files, request.benchmark, request.rules)


@dataclass(slots=True)
class _Measured:
    """One open DUT and what is asked of it."""

    request: MlperfRequest
    dut: Dut
    meter: PowerMeter | None
    files: LabelledFiles
    inputs: tuple[TimedInput, ...]
    log: StageLog
    talk: TalkLog
    _accuracy: AccuracyRun | None = None

    def result(self, started_at: str, now: Callable[[], datetime]) -> MlperfResult:
        """Measures in the mode that was asked for."""
        made = {
            Mode.PERFORMANCE: self._performance,
            Mode.ACCURACY: self._accuracy_result,
            Mode.ENERGY: self._energy,
        }[self.request.mode]
        return made(started_at, now)

    def forget(self) -> None:
        """Drops what was kept to go on with, once the result is written."""
        if self._accuracy is not None:
            self._accuracy.journal.drop()

    def _performance(self, started_at: str, now: Callable[[], datetime]) -> MlperfResult:
        request, rules = self.request, self.request.rules
        run = PerformanceRun(self.dut, request.benchmark, rules, self.log)
        with self.log.stage(Stage.WARM_UP):
            pace_us = run.pace_us(self.inputs[0])
            self.log.note(f"{pace_us:,.1f} µs an inference")
        with self.log.stage(Stage.MEASURE):
            windows = run.windows(self.inputs, pace_us)
            self.log.note(f"{len(windows)} windows")
        breaches = (
            *rules_breaches(rules),
            *input_breaches(self.inputs),
            *window_breaches(windows, rules, self.dut.facts.origin),
        )
        return self._made(started_at, now, breaches, windows=windows)

    def _energy(self, started_at: str, now: Callable[[], datetime]) -> MlperfResult:
        request, rules = self.request, self.request.rules
        if self.meter is None or request.meter is None:
            raise AssertionError("energy is measured with a meter")
        run = EnergyRun(self.dut, request.benchmark, rules, self.meter, request.meter, self.log)
        with self.log.stage(Stage.WARM_UP):
            pace_s = run.pace_s(self.inputs[0])
            self.log.note(f"{pace_s * 1e6:,.1f} µs an inference")
        with self.log.stage(Stage.ENERGY):
            windows = run.windows(self.inputs, pace_s)
            self.log.note(f"{len(windows)} windows")
        breaches = (
            *rules_breaches(rules),
            *input_breaches(self.inputs),
            *energy_breaches(windows, rules, self.meter.meter),
        )
        return self._made(started_at, now, breaches, metered=windows, meter=run.facts)

    def _accuracy_result(self, started_at: str, now: Callable[[], datetime]) -> MlperfResult:
        request = self.request
        self._accuracy = AccuracyRun(self.dut, request.benchmark, self.files, request.answers_file, self.log)
        with self.log.stage(Stage.MEASURE):
            self.talk.is_silent = True
            try:
                answers = self._accuracy.answers(restarts=request.restarts)
            finally:
                self.talk.is_silent = False
            self.log.note(f"{len(answers):,} inferences")
        is_closed = request.target.place.division is Division.CLOSED
        breaches = tuple(accuracy_breaches(request.benchmark, answers, is_closed=is_closed))
        return self._made(started_at, now, breaches, answers=answers, dataset_sha256=self._accuracy.dataset_sha256)

    def _made(
        self, started_at: str, now: Callable[[], datetime], breaches: tuple[Breach, ...], **parts: object
    ) -> MlperfResult:
        return MlperfResult(
            benchmark=self.request.benchmark,
            mode=self.request.mode,
            dut=self.dut.facts,
            rules=self.request.rules,
            started_at=started_at,
            finished_at=now().isoformat(timespec="seconds"),
            breaches=breaches,
            **parts,  # type: ignore[arg-type]
        )


def _require_possible(request: MlperfRequest) -> None:
    """Refuses what could not end in a result, before anything is opened.

    Raises:
        RulesUnmet: energy without a meter, a meter without energy, or a benchmark that is heard.
    """
    name, mode = request.benchmark_id, request.mode
    if request.benchmark.load is None:
        why = "The DUT listens to a recording that an interface board plays; there is nothing to load."
        raise RulesUnmet(name, why, "Choose another benchmark.")
    if mode is Mode.ENERGY and request.meter is None:
        raise RulesUnmet(name, "Energy needs a power meter.", "Name one: --meter PORT, or virtual:ppk2.")
    if mode is not Mode.ENERGY and request.meter is not None:
        why = "A power meter is of use for energy only."
        raise RulesUnmet(name, why, "Leave it out, or measure energy.")


def _require_benchmark(request: MlperfRequest, dut: Dut) -> None:
    held = benchmark_of(dut.facts.model_id)
    if held is None or held.benchmark_id != request.benchmark_id:
        raise BenchmarkMismatch(dut.facts.device_id, request.benchmark_id, dut.facts.model_id)


def _identified(request: MlperfRequest, dut: Dut) -> str:
    facts = dut.facts
    via = f" through {facts.io_manager}" if facts.io_manager else ""
    return f"{facts.vendor_name}, {facts.model_id}, {request.route.device.origin_word}{via}"
