"""The whole journey: a device and a variant in, a saved run out. The window, the command line and the tests walk it."""

from __future__ import annotations

import platform
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import benchwright
from benchwright.bench.band_validity import held_against
from benchwright.bench.energy_measure import EnergyReading, measure_energy
from benchwright.bench.inputs import INPUT_COUNT, InputSet, seeded_inputs
from benchwright.bench.kept_trace import recording_bytes
from benchwright.bench.link import Link
from benchwright.bench.local_devices import LocalDevices
from benchwright.bench.measure import (
    Measured,
    MeasureSettings,
    collect_outputs,
    collect_outputs_in_turn,
    measure,
    warm_up,
)
from benchwright.bench.metering import metered
from benchwright.bench.parity import compare_outputs, with_litert
from benchwright.bench.programming import ProgrammedPart, Programmer
from benchwright.bench.saving import RunSaver
from benchwright.bench.stages import Emit, StageLog
from benchwright.bench.validity import Evidence, judge
from benchwright.model.board import Board
from benchwright.model.core_band import NO_BANDS, CoreBands
from benchwright.model.device import Device, FirmwareImage, Hello, MemoryReport
from benchwright.model.errors import BoardUnnamed, FirmwareMissing, PackTooLarge
from benchwright.model.events import ConsoleLine, Event, RunSaved, Stage
from benchwright.model.meter import MeterWish
from benchwright.model.op_work import op_work
from benchwright.model.pack import Pack
from benchwright.model.place import SCHEME
from benchwright.model.plan_wish import PlanWish
from benchwright.model.recording import RecordingHead, kept_trace
from benchwright.model.run import Parity, Provenance, Run, Validity
from benchwright.model.variant import Variant
from benchwright.protocols.batch_store import JobMark
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.catalog import Catalog
from benchwright.protocols.device_leases import DeviceLeases
from benchwright.protocols.firmware_library import FirmwareLibrary
from benchwright.protocols.flasher import Flasher
from benchwright.protocols.planner import Planner
from benchwright.protocols.power_meter import PowerMeter
from benchwright.protocols.power_meters import PowerMeters
from benchwright.protocols.reference import DesktopReference, ReferenceEngine
from benchwright.protocols.run_store import RunRecord, RunStore
from benchwright.protocols.transport import TransportFactory

_NO_PORT_WHY = "The project recognises this board, but has no port of its firmware for it yet."
_NO_PORT_REMEDY = "Add a port (docs/add-a-board.md), or use a board that runs its firmware: benchwright boards."


@dataclass(frozen=True, slots=True)
class RouteParts:
    """What the route is made of; `compose` picks the classes."""

    catalog: Catalog
    planner: Planner
    firmware: FirmwareLibrary
    flasher: Flasher
    transports: TransportFactory
    reference: ReferenceEngine
    desktop: DesktopReference
    meters: PowerMeters
    bands: CoreBands = NO_BANDS
    leases: DeviceLeases = field(default_factory=LocalDevices)
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class RouteRequest:
    """What to do. `read_inputs` makes the user's own inputs once the pack is known; without it, seeded ones serve.

    `meter` is what shall see the energy of it, None for latency alone.
    `job` is the job of a batch that the run ends: it is done in the very transaction that saves the run. Without a
    `wish` the planner's own counts.
    """

    device: Device
    variant: Variant
    model: bytes
    force_flash: bool = False
    settings: MeasureSettings = field(default_factory=MeasureSettings)
    read_inputs: Callable[[Pack], InputSet] | None = None
    job: JobMark | None = None
    wish: PlanWish | None = None
    meter: MeterWish | None = None


@dataclass(frozen=True, slots=True)
class RouteResult:
    """The saved run, the pack it measured, and the board's raw output for every input."""

    run: Run
    pack: Pack
    outputs: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class FlashResult:
    """What was written or skipped: in words, and part by part."""

    words: str
    board: str
    parts: tuple[ProgrammedPart, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A device that holds a pack, and what was found out on the way."""

    board: Board
    pack: Pack
    firmware: FirmwareImage
    inputs: InputSet
    hello: Hello
    parts: tuple[ProgrammedPart, ...]


@dataclass(frozen=True, slots=True)
class _Readings:
    measured: Measured
    outputs: tuple[bytes, ...]
    parity: Parity | None
    op_ticks: tuple[int, ...]
    memory: MemoryReport
    bad_frames: int
    energy: EnergyReading | None
    trace: bytes = b""


class Route:
    """Walks detect, plan, flash, self-check, warm-up, measure, memory and save on the calling thread."""

    def __init__(self, parts: RouteParts, store: RunStore) -> None:
        self._parts = parts
        self._store = store
        self._saver = RunSaver(store)

    @property
    def waiting(self) -> tuple[Run, ...]:
        """Runs that the database did not take."""
        return self._saver.waiting

    def save_waiting(self) -> None:
        """Offers the database the runs that it did not take before.

        Raises:
            RunNotSaved: it still does not take them.
        """
        self._saver.save_waiting()

    def save_elsewhere(self, store: RunStore) -> int:
        """Saves the runs that wait in another store; how many.

        Raises:
            RunNotSaved: it does not take them either.
        """
        return self._saver.save_elsewhere(store)

    def flash(self, request: RouteRequest, emit: Emit, cancel: CancelToken) -> FlashResult:
        """Only identify, plan and flash.

        Raises:
            BenchError: any of `model.errors`; the device's state is in its text.
        """
        log = StageLog(request.device.device_id, emit, cancel, {})
        with self._parts.leases.held(request.device) as device:
            ready = self.prepare(replace(request, device=device), log, emit, cancel)
        return FlashResult(f"{ready.board.title}: {log.times[-1].note}", ready.board.name, ready.parts)

    def run(self, request: RouteRequest, emit: Emit, cancel: CancelToken) -> RouteResult:
        """The whole journey. Nothing is saved unless all of it ends well.

        Raises:
            BenchError: any of `model.errors`; nothing was saved.
        """
        with (
            self._parts.leases.held(request.device) as device,
            metered(self._parts.meters, request.meter, device) as meter,
        ):
            return self._journey(replace(request, device=device), meter, emit, cancel)

    def _journey(self, request: RouteRequest, meter: PowerMeter | None, emit: Emit, cancel: CancelToken) -> RouteResult:
        started = self._parts.now()
        device = request.device
        console: list[str] = []

        def keep(event: Event) -> None:
            if isinstance(event, ConsoleLine):
                console.append(f"{event.direction} {event.text}")
            emit(event)

        medians = self._store.stage_medians(device.board or "")
        log = StageLog(device.device_id, keep, cancel, medians)
        ready = self.prepare(request, log, keep, cancel)
        readings = self._read(request, ready, meter, log, keep, cancel)
        with log.stage(Stage.SAVE):
            run = self._compose_run(request, ready, readings, log, started, "\n".join(console))
            record = RunRecord(
                run, request.variant, ready.pack, ready.board, device, ready.firmware, request.job, readings.trace
            )
            self._saver.save(record)
        emit(RunSaved(device.device_id, run))
        return RouteResult(run, ready.pack, readings.outputs)

    def prepare(self, request: RouteRequest, log: StageLog, emit: Emit, cancel: CancelToken) -> Ready:
        """Identifies, plans and flashes a device that the caller holds; `read_inputs` is asked before it is written to.

        Raises:
            BenchError: any of `model.errors`.
        """
        device, parts = request.device, self._parts
        link = Link(parts.transports, emit)
        with log.stage(Stage.IDENTIFY):
            if device.board is None:
                raise BoardUnnamed(device.device_id, device.evidence)
            board = parts.catalog.board(device.board)
            if not board.has_firmware:
                raise FirmwareMissing(board.title, _NO_PORT_WHY, _NO_PORT_REMEDY)
            hello = link.probe(device, board)
            log.note(_met(device, board, hello))
        with log.stage(Stage.PLAN):
            pack = parts.planner.plan(request.model, board, name=request.variant.name, wish=request.wish)
            require_fit(parts, pack, board)
            inputs = request.read_inputs(pack) if request.read_inputs else seeded_inputs(pack)
            firmware = parts.firmware.image(board.name)
            log.note(pack.words)
        with log.stage(Stage.FLASH):
            programmed = Programmer(parts.flasher, link).program(
                device, board, hello, firmware, pack, force=request.force_flash, log=log, cancel=cancel
            )
            log.note(programmed.note)
        return Ready(board, pack, firmware, inputs, programmed.hello, programmed.parts)

    def _read(
        self,
        request: RouteRequest,
        ready: Ready,
        meter: PowerMeter | None,
        log: StageLog,
        emit: Emit,
        cancel: CancelToken,
    ) -> _Readings:
        link = Link(self._parts.transports, emit)
        with link.client(request.device, ready.board) as client:
            bad_before = client.statistics().frames_bad
            with log.stage(Stage.SELF_CHECK):
                collect = collect_outputs_in_turn if ready.pack.state_bytes else collect_outputs
                outputs = collect(client, ready.pack, ready.inputs, log)
                parity = self._check(request, ready, outputs)
                log.note(_parity_note(parity))
            with log.stage(Stage.WARM_UP):
                inference_s = warm_up(client, ready.inputs.items[0], ready.hello, request.settings)
            with log.stage(Stage.MEASURE):
                measured = measure(
                    client, ready.board, ready.hello, ready.inputs, inference_s, request.settings, log, cancel
                )
                log.note(f"{len(measured.timing.samples)} inferences on {len(measured.timing.windows)} inputs")
            energy, trace = None, b""
            if meter is not None and request.meter is not None:
                with log.stage(Stage.ENERGY):
                    item, began = ready.inputs.items[0], self._parts.now()
                    energy = measure_energy(meter, client, ready.hello, item, inference_s, request.meter, log, cancel)
                    trace = _kept(energy, meter, request, began)
                    log.note(energy.words)
            with log.stage(Stage.MEMORY):
                memory = client.memory()
                op_ticks = client.profile()
            bad_frames = client.statistics().frames_bad - bad_before
        return _Readings(measured, outputs, parity, op_ticks, memory, bad_frames, energy, trace)

    def _check(self, request: RouteRequest, ready: Ready, outputs: tuple[bytes, ...]) -> Parity | None:
        try:
            host = self._parts.reference.run_in_turn(ready.pack, ready.inputs.items)
        except FirmwareMissing:
            return None
        parity = compare_outputs(ready.pack, outputs, host)
        few = ready.inputs.items[:INPUT_COUNT]
        return with_litert(parity, ready.pack, outputs, self._parts.desktop.run(request.model, few))

    def _compose_run(
        self,
        request: RouteRequest,
        ready: Ready,
        readings: _Readings,
        log: StageLog,
        started: datetime,
        console: str,
    ) -> Run:
        evidence = Evidence(
            origin=ready.hello.origin,
            timing=readings.measured.timing,
            hello=ready.hello,
            parity=readings.parity,
            window_host_s=readings.measured.window_host_s,
            wanted_window_s=request.settings.window_s,
            bad_frames=readings.bad_frames,
        )
        variant, energy = request.variant, readings.energy
        run_id = uuid.uuid4().hex[:12]
        run = Run(
            run_id=run_id,
            started_at=started.isoformat(timespec="milliseconds"),
            finished_at=self._parts.now().isoformat(timespec="milliseconds"),
            board=ready.board.name,
            device_id=request.device.device_id,
            origin=ready.hello.origin,
            variant_sha256=variant.sha256,
            variant_name=variant.name,
            variant_version=variant.version,
            model=variant.model,
            pack_sha256=ready.pack.sha256,
            pack_bytes=ready.pack.pack_bytes,
            timing=readings.measured.timing,
            memory=readings.memory,
            flash_firmware_bytes=len(ready.firmware.image),
            parity=readings.parity or Parity(0, 0, 0),
            validity=Validity((*judge(evidence).issues, *(energy.issues if energy is not None else ()))),
            provenance=self._provenance(request, ready),
            stages=log.times,
            op_ticks=readings.op_ticks,
            op_labels=tuple(f"{op.index} {op.code}" for op in ready.pack.ops),
            op_work=op_work(ready.pack.ops),
            core=ready.board.core,
            log=console,
            accuracy=variant.accuracy,
            predicted_instructions=ready.pack.instructions,
            energy=energy.record if energy is not None else None,
            trace=kept_trace(run_id, readings.trace) if readings.trace else None,
        )
        return held_against(run, self._parts.bands)

    def _provenance(self, request: RouteRequest, ready: Ready) -> Provenance:
        hello = ready.hello
        return Provenance(
            benchwright_version=benchwright.__version__,
            python_version=platform.python_version(),
            host=f"{platform.system()} {platform.release()} {platform.machine()}",
            board_file_sha256=self._parts.catalog.file_sha256(ready.board.name),
            firmware_sha256=hello.firmware_sha256,
            firmware_compiler=ready.firmware.compiler,
            engine=hello.engine,
            engine_version=hello.engine_version,
            kernel_set=hello.kernel_set,
            agent_version=hello.agent_version,
            wire_version=hello.wire_version,
            planner_version=ready.pack.planner_version,
            emulator=request.device.emulator,
            input_sha256=ready.inputs.sha256,
            input_source=ready.inputs.source,
        )


def _met(device: Device, board: Board, hello: Hello | None) -> str:
    """What was met; who says which board it is where that is another computer's word, or the firmware disagrees."""
    words = f"{board.title}, {hello.origin.value if hello else device.origin_word}"
    if hello is None:
        words += ", no Benchwright firmware yet"
    elif hello.board != board.name:
        return f"{words}: {device.evidence}, but its firmware says {hello.board}"
    return f"{words}: {device.evidence}" if device.device_id.startswith(SCHEME) else words


def require_fit(parts: RouteParts, pack: Pack, board: Board) -> None:
    """Goes on only where `pack` fits `board`.

    Raises:
        PackTooLarge: it does not; boards where it fits are named.
    """
    shortfalls = parts.planner.fit(pack, board).shortfalls
    if not shortfalls:
        return
    runnable = (other for other in parts.catalog.boards() if other.has_firmware)
    others = (other for other in runnable if parts.planner.fit(pack, other).fits)
    first = shortfalls[0]
    raise PackTooLarge(first.what, board.title, first.needed_bytes, first.free_bytes, (o.title for o in others))


def _kept(reading: EnergyReading, meter: PowerMeter, request: RouteRequest, began: datetime) -> bytes:
    """The trace that is to be kept with the run."""
    wish = request.meter
    if reading.trace is None or wish is None or not wish.keep_trace:
        return b""
    started_at = began.isoformat(timespec="milliseconds")
    head = RecordingHead(meter.meter, wish.supply, request.device.device_id, started_at)
    return recording_bytes(reading.trace, head, reading.clipped)


def _parity_note(parity: Parity | None) -> str:
    if parity is None:
        return "not checked: host library missing"
    verdict = "equal to the host" if not parity.mismatched_bytes else f"{parity.mismatched_bytes} bytes differ"
    return f"{parity.checked} inputs, {verdict}"
