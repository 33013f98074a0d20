"""One measurement by MLPerf Tiny from the line to a result: performance, accuracy or energy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from benchwright.bench.metering import metered
from benchwright.bench.mlperf_accuracy import AccuracyRun, accuracy_breaches, require_both_kinds
from benchwright.bench.mlperf_energy import EnergyRun, energy_breaches, meter_facts, trace_breaches
from benchwright.bench.mlperf_inputs import TimedInput, input_breaches, read_set, rules_breaches, timed_inputs
from benchwright.bench.mlperf_performance import PerformanceRun, window_breaches
from benchwright.bench.mlperf_recording import Recording, read_recording
from benchwright.bench.mlperf_streaming import StreamingRun, streaming_breaches
from benchwright.bench.mlperf_talk import Dut, DutRoute, Edges, TalkLog, open_dut
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
                given = _given(request)
                meter = opened.enter_context(metered(self.parts.meters, request.meter, request.route.device))
                dut = opened.enter_context(open_dut(self.parts.transports, request.route, talk, log.check_cancel))
                _require_benchmark(request, dut)
                log.note(_identified(request, dut))
            measured = _Measured(request, dut, meter, given, log, talk)
            made = measured.result(started.isoformat(timespec="seconds"), self.parts.now)
        with log.stage(Stage.SAVE):
            folder = self.parts.writer.write(made, request.target, talk.lines)
            measured.forget()
            log.note(str(folder))
        return Written(made, folder)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the user gave: labelled files and which of them are timed, or a recording."""

    files: LabelledFiles | None = None
    inputs: tuple[TimedInput, ...] = ()
    recording: Recording | None = None


def _given(request: MlperfRequest) -> _Given:
    benchmark = request.benchmark
    if benchmark.load is None:
        return _Given(recording=read_recording(request.data, benchmark.benchmark_id))
    files = read_set(request.data, benchmark)
    if request.mode is Mode.ACCURACY:
        require_both_kinds(files, benchmark)
        return _Given(files)
    return _Given(files, timed_inputs(files, benchmark, request.rules))


@dataclass(slots=True)
class _Measured:
    """One open DUT and what is asked of it."""

    request: MlperfRequest
    dut: Dut
    meter: PowerMeter | None
    given: _Given
    log: StageLog
    talk: TalkLog
    _accuracy: AccuracyRun | None = None

    def result(self, started_at: str, now: Callable[[], datetime]) -> MlperfResult:
        """Measures in the mode that was asked for."""
        if self.given.recording is not None:
            return self._streaming(self.given.recording, started_at, now)
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
            pace_us = run.pace_us(self.given.inputs[0])
            self.log.note(f"{pace_us:,.1f} µs an inference")
        with self.log.stage(Stage.MEASURE):
            windows = run.windows(self.given.inputs, pace_us)
            self.log.note(f"{len(windows)} windows")
        breaches = (
            *rules_breaches(rules),
            *input_breaches(self.given.inputs),
            *window_breaches(windows, rules, self.dut.facts.origin),
        )
        return replace(self._made(started_at, now, breaches), windows=windows)

    def _energy(self, started_at: str, now: Callable[[], datetime]) -> MlperfResult:
        request, rules = self.request, self.request.rules
        if self.meter is None or request.meter is None:
            raise AssertionError("energy is measured with a meter")
        run = EnergyRun(self.dut, request.benchmark, rules, self.meter, request.meter, self.log)
        with self.log.stage(Stage.WARM_UP):
            pace_s = run.pace_s(self.given.inputs[0])
            self.log.note(f"{pace_s * 1e6:,.1f} µs an inference")
        with self.log.stage(Stage.ENERGY):
            windows = run.windows(self.given.inputs, pace_s)
            self.log.note(f"{len(windows)} windows")
        breaches = (
            *rules_breaches(rules),
            *input_breaches(self.given.inputs),
            *energy_breaches(windows, rules, self.meter.meter),
        )
        facts = meter_facts(self.meter.meter, request.meter, self.dut.edges)
        return replace(self._made(started_at, now, breaches), metered=windows, meter=facts)

    def _accuracy_result(self, started_at: str, now: Callable[[], datetime]) -> MlperfResult:
        request = self.request
        if self.given.files is None:
            raise AssertionError("accuracy is counted on labelled files")
        self._accuracy = AccuracyRun(self.dut, request.benchmark, self.given.files, request.answers_file, self.log)
        with self.log.stage(Stage.MEASURE):
            self.talk.is_silent = True
            try:
                answers = self._accuracy.answers(restarts=request.restarts)
            finally:
                self.talk.is_silent = False
            self.log.note(f"{len(answers):,} inferences")
        is_closed = request.target.place.division is Division.CLOSED
        breaches = tuple(accuracy_breaches(request.benchmark, answers, is_closed=is_closed))
        made = self._made(started_at, now, breaches)
        return replace(made, answers=answers, dataset_sha256=self._accuracy.dataset_sha256)

    def _streaming(self, recording: Recording, started_at: str, now: Callable[[], datetime]) -> MlperfResult:
        request, meter, wish = self.request, self.meter, self.request.meter
        if self.dut.manager is None:
            raise AssertionError("what is heard is played by an interface board")
        run = StreamingRun(self.dut, self.dut.manager, recording, self.log)
        is_closed = request.target.place.division is Division.CLOSED
        if meter is None or wish is None:
            with self.log.stage(Stage.MEASURE):
                found = run.listen()
            breaches = tuple(streaming_breaches(recording, found, is_closed=is_closed))
            return replace(self._made(started_at, now, breaches), detections=found)
        with self.log.stage(Stage.ENERGY):
            found, span = run.metered(meter, wish)
        trace = trace_breaches(request.rules, meter.meter, lost_ratio=span.lost / span.samples, clipped=span.clipped)
        breaches = (*streaming_breaches(recording, found, is_closed=is_closed), *trace)
        return replace(
            self._made(started_at, now, breaches),
            detections=found,
            meter=meter_facts(meter.meter, wish, Edges.PULSES),
            picture_ua=span.picture_ua,
        )

    def _made(self, started_at: str, now: Callable[[], datetime], breaches: tuple[Breach, ...]) -> MlperfResult:
        """A result that lacks what its mode measured."""
        return MlperfResult(
            benchmark=self.request.benchmark,
            mode=self.request.mode,
            dut=self.dut.facts,
            rules=self.request.rules,
            started_at=started_at,
            finished_at=now().isoformat(timespec="seconds"),
            breaches=breaches,
        )


def _require_possible(request: MlperfRequest) -> None:
    """Refuses what could not end in a result, before anything is opened.

    Raises:
        RulesUnmet: energy without a meter, a meter without energy, or a benchmark that is heard.
    """
    name, mode = request.benchmark_id, request.mode
    if request.benchmark.load is None and request.route.io_manager is None:
        why = "The DUT listens to a recording that an interface board plays."
        raise RulesUnmet(name, why, "Name the port of that board: --io-manager PORT.")
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
