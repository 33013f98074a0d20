"""The workbench: devices as they come and go, one lane each, and everything a person can start.

The window and the tests hold one of these. Calls return at once; what happens is told by events, on worker threads.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchwright.bench.batch_desk import BatchDesk, DeskParts
from benchwright.bench.converting import ForgeParts
from benchwright.bench.device_lanes import DeviceLanes
from benchwright.bench.foreign_route import ForeignRequest, ForeignRoute
from benchwright.bench.identifying import Identifier
from benchwright.bench.importing import import_model
from benchwright.bench.lane import Cancel
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.meter_desk import MeterDesk
from benchwright.bench.mlperf_desk import MlperfDesk, MlperfDeskParts, MlperfTools
from benchwright.bench.mlperf_session import MlperfParts
from benchwright.bench.model_desk import ModelDesk
from benchwright.bench.presence import Presence
from benchwright.bench.remote_desk import RemoteDesk
from benchwright.bench.route import Route, RouteParts, RouteRequest
from benchwright.bench.scoring_route import ScoringRequest, ScoringRoute
from benchwright.bench.wished_planner import WishedPlanner
from benchwright.files import replace_file
from benchwright.model.board import Board, BoardFault
from benchwright.model.conversion import Samples
from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import BenchError, Cancelled, DeviceNotFound, ModelFileInvalid
from benchwright.model.events import (
    DeviceIdentified,
    DevicesChanged,
    Event,
    RouteFailed,
    RunSaved,
    Stage,
    StageStarted,
    StoreChanged,
)
from benchwright.model.identification import Identity
from benchwright.model.model_facts import ModelFacts
from benchwright.model.pack import Fit, Pack
from benchwright.model.plan_wish import PlanWish
from benchwright.model.report import ReportRequest, form_of
from benchwright.model.run import Run
from benchwright.model.tool import ToolStatus
from benchwright.model.variant import Variant
from benchwright.protocols.cancel import NeverCancelled
from benchwright.protocols.discovery import Discovery
from benchwright.protocols.forge import Forge
from benchwright.protocols.hot_plug import HotPlug
from benchwright.protocols.model_viewer import ModelViewer
from benchwright.protocols.processes import Processes
from benchwright.protocols.report_desk import ReportDesk
from benchwright.protocols.run_store import RunStore
from benchwright.protocols.virtual_lab import VirtualLab

Listener = Callable[[Event], None]
POLL_SECONDS = 0.25
CLOSE_SECONDS = 5.0
BATCH_SECONDS = 2.0
"""What other programs write to the database is looked at this often."""


class Workbench:
    """Everything on the bench. Calls are safe from any thread; close it, or its threads live on."""

    def __init__(
        self,
        parts: RouteParts,
        store: RunStore,
        discovery: Discovery,
        lab: VirtualLab,
        reports: ReportDesk,
        settings: MeasureSettings = MeasureSettings(),  # noqa: B008 - a frozen value
        *,
        hot_plug: HotPlug,
        identifier: Identifier,
        check_tools: Callable[[], tuple[ToolStatus, ...]] = tuple,
        own_boards: str = "",
        processes: Processes,
        remote: RemoteDesk | None = None,
        open_store: Callable[[Path], RunStore],
        forge: Forge,
        viewer: ModelViewer,
        mlperf: MlperfTools,
    ) -> None:
        self._planner = WishedPlanner(parts.planner)
        self._meters = MeterDesk(parts.meters)
        parts = replace(parts, planner=self._planner, meters=self._meters)
        self._parts = parts
        self._store = store
        self._route = Route(parts, store)
        self._discovery = discovery
        self._lab = lab
        self._reports = reports
        self._settings = settings
        self._hot_plug = hot_plug
        self._identifier = identifier
        self._check_tools = check_tools
        self._own_boards = own_boards
        self._remote = remote
        self._open_store = open_store
        self._presence = Presence()
        self._flash_with: dict[str, str] = {}
        self._asked_ids: set[str] = set()  # owned by whichever thread looks; a look too many is harmless
        self._guard = threading.Lock()  # listeners and the device list are shared by GUI, poll and lane threads
        self._listeners: list[Listener] = []
        self._devices: tuple[Device, ...] = ()
        self._lanes = DeviceLanes(self._show_devices, self._crashed)
        self._batches = BatchDesk(
            DeskParts(parts.catalog, lab, processes, store, self._route, self._lanes, self.devices, self._emit)
        )
        self._models = ModelDesk(ForgeParts(store, parts.planner, forge), viewer, self._emit)
        self._foreign = ForeignRoute(parts, store)
        session = MlperfParts(parts.transports, self._meters, parts.leases, mlperf.submissions, parts.now)
        self._mlperf = MlperfDesk(
            MlperfDeskParts(session, mlperf.io_managers, parts.catalog, self._device, self._submit, self._emit, store)
        )
        self._batches_seen_at = float("-inf")  # owned by the poll
        self._change_mark: int | None = None  # owned by the poll
        self._stages: dict[str, Stage] = {}
        self._stop = threading.Event()
        self._poll = threading.Thread(target=self._watch, name="discovery", daemon=True)

    @property
    def store(self) -> RunStore:
        """Where runs and variants are kept."""
        return self._store

    @property
    def reports(self) -> ReportDesk:
        """Documents and files made of the runs."""
        return self._reports

    @property
    def batches(self) -> BatchDesk:
        """The queue of many models on many boards."""
        return self._batches

    @property
    def mlperf(self) -> MlperfDesk:
        """Measurements by MLPerf Tiny."""
        return self._mlperf

    @property
    def remote(self) -> RemoteDesk | None:
        """The boards of other computers; None where nothing reaches any."""
        return self._remote

    @property
    def models(self) -> ModelDesk:
        """Conversions, accuracy, names and the archive of variants."""
        return self._models

    @property
    def meters(self) -> MeterDesk:
        """The power meters, and which of them sees the runs that are started here one by one."""
        return self._meters

    @property
    def wish(self) -> PlanWish:
        """What every plan made here is to be good at."""
        return self._planner.wish

    def set_wish(self, wish: PlanWish) -> None:
        """Changes that for the plans to come; jobs that have been planned go on as they are."""
        self._planner.wish = wish

    def start(self) -> None:
        """Begins to look for devices."""
        self._poll.start()

    def close(self) -> None:
        """Cancels what runs, waits for the lanes and closes the store."""
        self._stop.set()
        self._hot_plug.wake()
        self._batches.close(CLOSE_SECONDS)
        self._lanes.close(CLOSE_SECONDS)
        self._models.close()
        self._meters.stop_live()
        if self._poll.is_alive():
            self._poll.join(CLOSE_SECONDS)
        self._hot_plug.close()
        with contextlib.suppress(BenchError):
            self._route.save_waiting()
        self._store.close()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` with every event, on worker threads, until the returned function is called."""
        with self._guard:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._guard:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def boards(self) -> tuple[Board, ...]:
        """Every board in the catalogue."""
        return self._parts.catalog.boards()

    def board_faults(self) -> tuple[BoardFault, ...]:
        """The user's own board files that are left out, and why. Blocks."""
        return self._parts.catalog.faults()

    def devices(self) -> tuple[Device, ...]:
        """What is on the bench now; one that is being flashed or measured is busy, never gone."""
        with self._guard:
            return self._devices

    def scan(self) -> tuple[Device, ...]:
        """Looks for devices now rather than at the next poll. Blocks."""
        self._look()
        return self.devices()

    def is_busy(self, device_id: str) -> bool:
        """Whether a job runs or waits on a device."""
        return self._lanes.is_busy(device_id)

    def import_model(self, file: Path) -> Variant:
        """Keeps a model file; see `importing.import_model`. Blocks."""
        return import_model(file, self._store, self._parts.planner)

    def variants(self, *, include_archived: bool = False) -> tuple[Variant, ...]:
        """Every variant. Blocks."""
        return self._store.variants(include_archived=include_archived)

    def facts(self, variant_sha256: str) -> ModelFacts:
        """Operators and tensors of a variant. Blocks.

        Raises:
            ModelFileInvalid: its file cannot be read.
        """
        name = self._variant(variant_sha256).name
        return self._parts.planner.facts(self._store.variant_file(variant_sha256), name=name)

    def plan(self, variant_sha256: str, board_name: str) -> Pack:
        """The pack of a variant for a board. Blocks.

        Raises:
            BenchError: what the planner or the store says.
        """
        variant = self._variant(variant_sha256)
        board = self._parts.catalog.board(board_name)
        return self._parts.planner.plan(self._store.variant_file(variant_sha256), board, name=variant.name)

    def fit(self, pack: Pack, board_name: str) -> Fit:
        """Whether a pack fits a board."""
        return self._parts.planner.fit(pack, self._parts.catalog.board(board_name))

    def flash_and_test(self, device_id: str, variant_sha256: str, *, force_flash: bool = False) -> None:
        """Walks the whole route on a device; told by events, ends in RunSaved or RouteFailed."""

        def job(cancel: Cancel) -> None:
            self._route.run(self._request(device_id, variant_sha256, force_flash=force_flash), self._emit, cancel)

        self._submit(device_id, job)

    def flash_only(self, device_id: str, variant_sha256: str) -> None:
        """Brings firmware and pack onto a device without measuring."""

        def job(cancel: Cancel) -> None:
            self._route.flash(self._request(device_id, variant_sha256, force_flash=False), self._emit, cancel)

        self._submit(device_id, job)

    def score_on_device(self, device_id: str, variant_sha256: str, samples: Samples, *, resumes: bool = False) -> None:
        """Runs a labelled set on a device; told by events, ends in ScoringSaved or RouteFailed."""

        def job(cancel: Cancel) -> None:
            request = ScoringRequest(
                device=self._device(device_id),
                variant=self._variant(variant_sha256),
                model=self._store.variant_file(variant_sha256),
                samples=samples,
                resumes=resumes,
            )
            ScoringRoute(self._parts, self._store).run(request, self._emit, cancel)

        self._submit(device_id, job)

    def measure_firmware(self, device_id: str, file: Path, variant_sha256: str = "") -> None:
        """Flashes a firmware file as it is and measures it; told by events, ends in RunSaved or RouteFailed.

        The variant is what is said to be in it: it lends the form of its input.
        """

        def job(cancel: Cancel) -> None:
            variant = self._variant(variant_sha256) if variant_sha256 else None
            model = self._store.variant_file(variant_sha256) if variant_sha256 else b""
            request = ForeignRequest(
                self._device(device_id), file, variant=variant, model=model, settings=self._settings
            )
            self._foreign.run(request, self._emit, cancel)

        self._submit(device_id, job)

    def cancel(self, device_id: str) -> None:
        """Asks the job on a device to stop at the next safe point."""
        self._lanes.cancel(device_id)

    def ask_firmware(self, device_id: str) -> None:
        """Asks what runs on a device which board it is; told by DeviceIdentified or RouteFailed."""
        self._identify(device_id, self._identifier.ask_firmware)

    def ask_chip(self, device_id: str) -> None:
        """Asks the chip's bootloader; the device restarts. Told by DeviceIdentified or RouteFailed."""
        self._identify(device_id, self._identifier.ask_chip)

    def name_device(self, device_id: str, board: str | None) -> None:
        """Keeps which board a device is, as the user says; None forgets it. Blocks.

        Raises:
            DeviceNotFound, BoardUnknown, FileUnwritable: what stood in the way.
        """
        self._identifier.name(self._device(device_id), board)
        self._look()

    def flash_with(self, device_id: str, method: str) -> None:
        """From now on a device is flashed with this of its board's methods; "" for the first that can be had."""
        with self._guard:
            self._flash_with[device_id] = method
        self._show_devices()

    def name_identity(self, usb_id: str, board: str) -> None:
        """Keeps that every device of a USB identity (`vid:pid`) is this board. Blocks.

        Raises:
            BoardUnknown, FileUnwritable: what stood in the way.
        """
        self._identifier.name_identity(usb_id, board)
        self._look()

    @property
    def own_boards(self) -> str:
        """The folder of the user's own board files."""
        return self._own_boards

    def tools(self) -> tuple[ToolStatus, ...]:
        """What is installed and what is missing. Blocks."""
        return self._check_tools()

    def virtual_names(self) -> tuple[str, ...]:
        """Boards that can be virtual on this computer."""
        return self._lab.names()

    def start_virtual(self, name: str) -> None:
        """Starts a virtual board; it appears among the devices."""
        self._submit(f"virtual:{name}", lambda _cancel: self._lab_call(self._lab.start, name))

    def stop_virtual(self, name: str) -> None:
        """Stops a virtual board; its flash image stays."""
        self._submit(f"virtual:{name}", lambda _cancel: self._lab_call(self._lab.stop, name))

    def unplug_virtual(self, name: str) -> None:
        """Pulls the cable of a virtual board, whatever it is doing."""
        self._submit(f"cable:{name}", lambda _cancel: self._lab_call(self._lab.unplug, name))

    def plug_virtual(self, name: str) -> None:
        """Puts the cable back."""
        self._submit(f"cable:{name}", lambda _cancel: self._lab_call(self._lab.plug, name))

    def export_report(self, run_ids: Sequence[str], file: Path) -> None:
        """Writes a report of some runs; its form goes by the file's suffix. Blocks.

        Raises:
            FileUnwritable, RunNotFound: what stood in the way.
        """
        request = ReportRequest(tuple(run_ids))
        self._reports.write(request, file, form_of(file), lambda _ratio: None, NeverCancelled())

    def waiting_runs(self) -> tuple[Run, ...]:
        """Runs that were measured and that the database did not take."""
        return self._route.waiting

    def save_waiting(self) -> None:
        """Offers them to the database again. Blocks.

        Raises:
            RunNotSaved: it still does not take one of them.
        """
        self._route.save_waiting()

    def save_elsewhere(self, file: Path) -> int:
        """Saves them in another database, new or not; how many. Blocks.

        Raises:
            DatabaseUnusable, DatabaseTooNew, RunNotSaved: what stood in the way; then they still wait.
        """
        store = self._open_store(file)
        try:
            return self._route.save_elsewhere(store)
        finally:
            store.close()

    def write_file(self, file: Path, data: bytes) -> None:
        """Writes what the window made, such as a picture of a chart, whole or not at all. Blocks.

        Raises:
            FileUnwritable: what stood in the way.
        """
        replace_file(file, data)

    def _lab_call(self, call: Callable[[str], object], name: str) -> None:
        call(name)
        self._look()

    def _request(self, device_id: str, variant_sha256: str, *, force_flash: bool) -> RouteRequest:
        variant, device = self._variant(variant_sha256), self._device(device_id)
        return RouteRequest(
            device=device,
            variant=variant,
            model=self._store.variant_file(variant_sha256),
            force_flash=force_flash,
            settings=self._settings,
            meter=self._meters.wish_for(device),
        )

    def _device(self, device_id: str) -> Device:
        present = self.devices()
        for device in present:
            if device.device_id == device_id:
                return device
        raise DeviceNotFound(device_id, (device.device_id for device in present))

    def _ask_strangers(self) -> None:
        """Asks, once a plugging and without a word on failure, what USB knows as a board but cannot name."""
        for device in self.devices():
            if device.is_askable and device.device_id not in self._asked_ids and not self.is_busy(device.device_id):
                self._asked_ids.add(device.device_id)
                self._identify(device.device_id, self._quietly_ask)
        self._asked_ids &= {device.device_id for device in self.devices()}

    def _quietly_ask(self, device: Device) -> Identity:
        try:
            return self._identifier.ask_firmware(device)
        except BenchError as error:
            return Identity(None, f"{device.evidence}; asking failed: {error.what}", device.candidates)

    def _identify(self, device_id: str, ask: Callable[[Device], Identity]) -> None:
        def job(_cancel: Cancel) -> None:
            identity = ask(self._device(device_id))
            with self._guard:
                self._presence.tell(device_id, identity)
            self._emit(DeviceIdentified(device_id, identity))
            self._look()

        self._submit(device_id, job)

    def _variant(self, sha256: str) -> Variant:
        for variant in self._store.variants(include_archived=True):
            if variant.sha256 == sha256:
                return variant
        raise ModelFileInvalid(f"Model {sha256[:12]}", "It is not in this database.")

    def _submit(self, device_id: str, job: Callable[[Cancel], None]) -> None:
        with self._guard:
            self._stages[device_id] = Stage.IDENTIFY

        def told(cancel: Cancel) -> None:
            try:
                job(cancel)
            except BenchError as error:
                self._emit(self._failure(device_id, error))

        self._lanes.submit(device_id, told)

    def _crashed(self, device_id: str, error: BaseException) -> None:
        failure = BenchError("Something went wrong inside Benchwright.", f"{type(error).__name__}: {error}", "")
        self._emit(self._failure(device_id, failure))

    def _failure(self, device_id: str, error: BenchError) -> RouteFailed:
        with self._guard:
            stage = self._stages.get(device_id, Stage.IDENTIFY)
        return RouteFailed(
            device_id,
            stage,
            error.what,
            error.why,
            error.remedy,
            error.code,
            was_cancelled=isinstance(error, Cancelled),
        )

    def _emit(self, event: Event) -> None:
        if isinstance(event, StageStarted):
            with self._guard:
                self._stages[event.device_id] = event.stage
        if isinstance(event, RunSaved):
            with self._guard:
                self._presence.tell_origin(event.device_id, event.run.origin)
        with self._guard:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(event)

    def _watch(self) -> None:
        while not self._stop.is_set():
            self._look()
            if time.monotonic() - self._batches_seen_at >= BATCH_SECONDS:
                self._batches_seen_at = time.monotonic()
                self._batches.look()
                self._look_at_store()
            self._hot_plug.wait(POLL_SECONDS)

    def _look_at_store(self) -> None:
        """Tells when another program has written into the database since the last look."""
        with contextlib.suppress(BenchError):
            mark, before = self._store.upkeep.change_mark(), self._change_mark
            self._change_mark = mark
            if before is not None and mark != before:
                self._emit(StoreChanged())

    def _look(self) -> None:
        self._show_devices(self._discovery.scan())
        self._ask_strangers()

    def _show_devices(self, seen: Sequence[Device] | None = None) -> None:
        with self._guard:
            before = self._devices
            if seen is not None:
                self._devices = self._presence.look(seen, self._lanes.busy_ids, time.monotonic())
            self._devices = tuple(self._with_state(device) for device in self._devices)
            changed = self._devices != before
        if changed:
            self._emit(DevicesChanged(self._devices))

    def _with_state(self, device: Device) -> Device:
        device = replace(device, flash_with=self._flash_with.get(device.device_id, ""))
        if device.state is DeviceState.RESTARTING:
            return device
        if self._lanes.is_busy(device.device_id):
            return replace(device, state=DeviceState.BUSY)
        if device.state is DeviceState.BUSY and not device.held_by:
            return replace(device, state=DeviceState.READY if device.board else DeviceState.UNKNOWN)
        return device
