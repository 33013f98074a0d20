"""The journey of firmware of others: a file and a device in, a saved run out.

It is flashed as it is, asked what it speaks, and measured by Benchwright's agent where it holds that, else by the
MLPerf Tiny protocol.
"""

from __future__ import annotations

import platform
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import benchwright
from benchwright.bench.agent_reading import AgentReader
from benchwright.bench.ascii_reading import AsciiReader
from benchwright.bench.ascii_talk import AsciiTalk, Introduction, Speech
from benchwright.bench.band_validity import held_against
from benchwright.bench.firmware_file import as_image, flash_file, project_name, read_firmware_file
from benchwright.bench.foreign_readings import ForeignReadings, Given, GivenModel, ReadInputs
from benchwright.bench.load_inputs import UNKNOWN_SOURCE
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.route import RouteParts
from benchwright.bench.saving import RunSaver
from benchwright.bench.slot_model import SlotModel, SlotModels
from benchwright.bench.stages import Emit, StageLog
from benchwright.images.firmware_file import FirmwareFile
from benchwright.model.board import Board
from benchwright.model.device import Device, MemoryReport
from benchwright.model.errors import BoardUnknown
from benchwright.model.events import ConsoleLine, Event, RunSaved, Stage
from benchwright.model.op_work import op_work
from benchwright.model.run import Parity, Provenance, Run
from benchwright.model.variant import Variant, VariantKind
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.run_store import RunRecord, RunStore

FOREIGN_ENGINE = "foreign"
"""The engine of firmware that does not say which one it has."""


@dataclass(frozen=True, slots=True)
class ForeignRequest:
    """What to do with a firmware file.

    `speech` is what to speak with it, None to find out; `baud` that of its line, None for the board's; `address` where
    a raw binary begins. `variant` and `model` are the .tflite that is said to be in it: it lends its name to the run,
    the form of its input, and outputs to compare with; where the firmware reads its model from the slot, it is written
    there. `read_inputs` makes the user's own inputs.
    """

    device: Device
    file: Path
    address: int | None = None
    speech: Speech | None = None
    baud: int | None = None
    variant: Variant | None = None
    model: bytes = b""
    settings: MeasureSettings = field(default_factory=MeasureSettings)
    read_inputs: ReadInputs | None = None
    force_flash: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    board: Board
    file: FirmwareFile
    model: GivenModel | None


@dataclass(frozen=True, slots=True)
class _Flashed:
    board: Board
    file: FirmwareFile
    model: GivenModel | None
    who: Introduction
    slot: SlotModel | None


class ForeignRoute:
    """Walks identify, flash, self-check, warm-up, measure and save on the calling thread."""

    def __init__(self, parts: RouteParts, store: RunStore) -> None:
        self._parts = parts
        self._store = store
        self._saver = RunSaver(store)

    @property
    def waiting(self) -> tuple[Run, ...]:
        """Runs that the database did not take."""
        return self._saver.waiting

    def run(self, request: ForeignRequest, emit: Emit, cancel: CancelToken) -> Run:
        """The whole journey. Nothing is saved unless all of it ends well.

        Raises:
            BenchError: any of `model.errors`; nothing was saved.
        """
        with self._parts.leases.held(request.device) as device:
            return self._journey(replace(request, device=device), emit, cancel)

    def _journey(self, request: ForeignRequest, emit: Emit, cancel: CancelToken) -> Run:
        started = self._parts.now()
        console: list[str] = []

        def keep(event: Event) -> None:
            if isinstance(event, ConsoleLine):
                console.append(f"{event.direction} {event.text}")
            emit(event)

        device = request.device
        log = StageLog(device.device_id, keep, cancel, self._store.stage_medians(device.board or ""))
        known = self._identify(request, log)
        flashed = self._flash(request, known, log, keep, cancel)
        readings = self._read(request, flashed, log, keep, cancel)
        with log.stage(Stage.SAVE):
            slot = flashed.slot
            variant = slot.variant if slot else request.variant or self._firmware_variant(request.file, flashed)
            run = self._compose_run(request, flashed, readings, variant, log, started, "\n".join(console))
            image = as_image(known.file, known.board)
            self._saver.save(RunRecord(run, variant, slot.pack if slot else None, known.board, device, image))
        emit(RunSaved(device.device_id, run))
        return run

    def _identify(self, request: ForeignRequest, log: StageLog) -> _Known:
        catalog, device = self._parts.catalog, request.device
        with log.stage(Stage.IDENTIFY):
            if device.board is None:
                raise BoardUnknown(device.device_id, (board.name for board in catalog.boards()))
            board = catalog.board(device.board)
            if request.baud is not None:
                board = replace(board, baud=request.baud)
            file = read_firmware_file(request.file, board, address=request.address)
            log.note(f"{board.title}, {device.origin_word}; {file.name}, {file.form.value}")
            given = None if request.variant is None else self._given_model(request.variant, request.model)
            return _Known(board, file, given)

    def _flash(
        self, request: ForeignRequest, known: _Known, log: StageLog, emit: Emit, cancel: CancelToken
    ) -> _Flashed:
        device, talk, board = request.device, AsciiTalk(self._parts.transports, emit), known.board
        with log.stage(Stage.FLASH):
            note = flash_file(self._parts.flasher, known.file, device, board, log, cancel, force=request.force_flash)
            with talk.client(device, board.baud) as client:
                who = talk.introduce(client, device, board.baud)
            slot = None
            if who.speech is Speech.AGENT:
                models = SlotModels(self._parts, self._store, log, emit, cancel)
                slot = models.settle(device, board, known.file, request.variant, request.model)
            within = slot.note if slot else f"model {who.model_id or 'without a name'}"
            log.note(f"{note}; it is {who.vendor_name}, {within}")
        model = self._given_model(slot.variant, slot.model) if slot else known.model
        return _Flashed(board, known.file, model, _chosen(who, request.speech, slot), slot)

    def _read(
        self, request: ForeignRequest, flashed: _Flashed, log: StageLog, emit: Emit, cancel: CancelToken
    ) -> ForeignReadings:
        given = Given(
            device=request.device,
            board=flashed.board,
            who=flashed.who,
            model=flashed.model,
            settings=request.settings,
            read_inputs=request.read_inputs,
        )
        if flashed.who.speech is Speech.AGENT:
            return AgentReader(self._parts, log, emit, cancel).read(given)
        return AsciiReader(self._parts, log, emit).read(given)

    def _given_model(self, variant: Variant, model: bytes) -> GivenModel:
        return GivenModel(variant.name, model, self._parts.planner.borders(model, name=variant.name))

    def _firmware_variant(self, path: Path, flashed: _Flashed) -> Variant:
        file = flashed.file
        name = project_name(path)
        # Programs of different boards are no builds of one another, whatever their files are called.
        model = flashed.who.model_id or f"{name} on {flashed.board.name}"

        def describe(version: int) -> Variant:
            is_taken = self._store.is_name_taken(name, model)
            return Variant(
                sha256=file.sha256,
                model=model,
                version=version,
                name=f"{name} ({file.sha256[:7]})" if is_taken else name,
                file_bytes=file.flash_bytes,
                quantisation="",
                source=file.name,
                imported_at=self._parts.now().isoformat(timespec="seconds"),
                kind=VariantKind.FIRMWARE,
            )

        return self._store.firmware_variant(file.sha256, describe)

    def _compose_run(
        self,
        request: ForeignRequest,
        flashed: _Flashed,
        readings: ForeignReadings,
        variant: Variant,
        log: StageLog,
        started: datetime,
        console: str,
    ) -> Run:
        slot = flashed.slot
        run = Run(
            run_id=uuid.uuid4().hex[:12],
            started_at=started.isoformat(timespec="milliseconds"),
            finished_at=self._parts.now().isoformat(timespec="milliseconds"),
            board=flashed.board.name,
            device_id=request.device.device_id,
            origin=readings.origin,
            variant_sha256=variant.sha256,
            variant_name=variant.name,
            variant_version=variant.version,
            model=variant.model,
            pack_sha256=slot.pack.sha256 if slot else "",
            pack_bytes=slot.pack.pack_bytes if slot else 0,
            timing=readings.timing,
            memory=readings.memory or MemoryReport(0, 0, 0, 0, 0, flashed.file.static_bytes or 0),
            flash_firmware_bytes=flashed.file.flash_bytes,
            parity=readings.parity or Parity(0, 0, 0),
            validity=readings.validity,
            provenance=self._provenance(request, flashed, readings),
            stages=log.times,
            op_ticks=readings.op_ticks,
            op_labels=tuple(f"{op.index} {op.code}" for op in slot.pack.ops) if slot and readings.op_ticks else (),
            op_work=op_work(slot.pack.ops) if slot else (),
            core=flashed.board.core,
            log=console,
            accuracy=variant.accuracy if readings.parity and not readings.parity.mismatched_bytes else None,
        )
        return held_against(run, self._parts.bands)

    def _provenance(self, request: ForeignRequest, flashed: _Flashed, readings: ForeignReadings) -> Provenance:
        hello, inputs = readings.hello, readings.inputs
        return Provenance(
            benchwright_version=benchwright.__version__,
            python_version=platform.python_version(),
            host=f"{platform.system()} {platform.release()} {platform.machine()}",
            board_file_sha256=self._parts.catalog.file_sha256(flashed.board.name),
            firmware_sha256=flashed.file.sha256,
            firmware_compiler="",
            engine=hello.engine if hello else FOREIGN_ENGINE,
            engine_version=hello.engine_version if hello else 0,
            kernel_set=hello.kernel_set if hello else "",
            agent_version=hello.agent_version if hello else 0,
            wire_version=hello.wire_version if hello else 0,
            planner_version=flashed.slot.pack.planner_version if flashed.slot else 0,
            emulator=request.device.emulator,
            input_sha256=inputs.sha256 if inputs else "",
            input_source=inputs.source if inputs else UNKNOWN_SOURCE,
            protocol=flashed.who.speech.value,
        )


def _chosen(who: Introduction, speech: Speech | None, slot: SlotModel | None) -> Introduction:
    """Who answers, with what the user wants spoken, and the model that was brought since it said its name."""
    model_id = slot.pack.model_id if slot else who.model_id
    return Introduction(who.vendor_name, model_id, speech or who.speech)
