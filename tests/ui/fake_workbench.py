"""A workbench without threads, files or devices: tests say what happens, and see what was asked."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchwright import paths
from benchwright.bench.meter_desk import MeterDesk
from benchwright.bench.mlperf_desk import MlperfOrder
from benchwright.drivers.power.meters import SystemPowerMeters
from benchwright.model.batch import Batch, BatchSettings
from benchwright.model.batch_summary import BatchSummary, summarise_batch
from benchwright.model.board import Board, BoardFault
from benchwright.model.conversion import Conversion, Samples
from benchwright.model.device import Device
from benchwright.model.errors import BenchError, FileUnwritable, ModelFileInvalid, RunNotFound, ToolMissing
from benchwright.model.events import (
    DevicesChanged,
    Event,
    RunSaved,
    Stage,
    StageFinished,
    StageStarted,
)
from benchwright.model.mlperf_entry import MlperfEntry
from benchwright.model.model_facts import ModelFacts, OperatorFacts, TensorFacts
from benchwright.model.pack import Fit, Pack
from benchwright.model.place import Place
from benchwright.model.plan_wish import BALANCED, PlanWish
from benchwright.model.point import RunPoint, point_of
from benchwright.model.port_url import parse_port_url
from benchwright.model.run import Run
from benchwright.model.run_query import Text
from benchwright.model.run_summary import RunSummary, derived
from benchwright.model.scoring import ScoredInput, Scoring
from benchwright.model.tool import ToolStatus
from benchwright.model.variant import Variant
from benchwright.protocols.run_search import RunPage, RunSearch
from benchwright.protocols.run_store import RunFilter, UnreadRun
from benchwright.protocols.store_upkeep import ArchivedRuns, KeptTraces
from benchwright.reports.desk import DeskParts, StoreReportDesk
from benchwright.reports.letterhead_file import LetterheadFile
from benchwright.ui.printing.pdf_printer import QtReportPrinter
from tests.builders import a_board, a_device, a_pack, a_scoring, a_variant


class FakeUpkeep:
    """A database that never changes; `calls` are kept by the workbench. `refusal` is raised when one is made."""

    def __init__(self, calls: list[tuple[str, ...]]) -> None:
        self._calls = calls
        self.refusal: BenchError | None = None
        self.outdated_count = 0

    def size_bytes(self) -> int:
        return 3_400_000

    def change_mark(self) -> int:
        return 1

    def is_free(self) -> bool:
        return self.refusal is None

    def back_up(self, file: Path) -> None:
        if self.refusal is not None:
            raise self.refusal
        self._calls.append(("back_up", file.name))

    def archived(self, *, older_than_days: int) -> ArchivedRuns:
        return ArchivedRuns(self.outdated_count, 3_000 * self.outdated_count)

    def traces(self, *, older_than_days: int = 0) -> KeptTraces:
        return KeptTraces(self.outdated_count, 2_000_000 * self.outdated_count)

    def remove_traces(self, *, older_than_days: int) -> int:
        self._calls.append(("remove_traces", str(older_than_days)))
        return self.outdated_count

    def remove_archived(self, *, older_than_days: int) -> int:
        self._calls.append(("remove_archived", str(older_than_days)))
        return self.outdated_count


class FakeScorings:
    """Holds the answers of one scoring; `of_run` finds it for every run where there are any."""

    def __init__(self) -> None:
        self.answers: tuple[ScoredInput, ...] = ()
        self.kept: tuple[Scoring, ...] = ()

    def of_run(self, run: Run) -> Scoring | None:
        return a_scoring(pack_sha256=run.pack_sha256) if self.answers else None

    def scorings(self, variant_sha256: str = "") -> tuple[Scoring, ...]:
        return tuple(one for one in self.kept if variant_sha256 in {"", one.variant_sha256})

    def inputs(self, _scoring_id: str) -> tuple[ScoredInput, ...]:
        return self.answers


class FakeMlperfStore:
    """Results of MLPerf Tiny, newest first."""

    def __init__(self) -> None:
        self.kept: tuple[MlperfEntry, ...] = ()

    def entries(self) -> tuple[MlperfEntry, ...]:
        return self.kept


class FakeStore:
    file = "/data/benchwright.db"

    def __init__(self, calls: list[tuple[str, ...]] | None = None) -> None:
        self.kept: list[Run] = []
        self.unread: tuple[UnreadRun, ...] = ()
        self.upkeep = FakeUpkeep(calls if calls is not None else [])
        self.scorings = FakeScorings()
        self.mlperf = FakeMlperfStore()
        self.variants_kept: tuple[Variant, ...] = ()

    def runs(
        self,
        which: RunFilter = RunFilter(),  # noqa: B008
        on_unread: Callable[[UnreadRun], None] | None = None,
    ) -> tuple[Run, ...]:
        for one in self.unread if on_unread is not None else ():
            on_unread(one)
        found = [
            run
            for run in reversed(self.kept)
            if (not which.device_id or run.device_id == which.device_id)
            and (not which.model or run.model == which.model)
            and (not which.board or run.board == which.board)
            and (not which.variant_sha256 or run.variant_sha256 == which.variant_sha256)
            and (which.include_archived or not run.is_archived)
        ]
        return tuple(found[: which.limit or None])

    def search(self, which: RunSearch) -> RunPage:
        """As rows, without searching: the Runs page is tested on a real store."""
        return RunPage(tuple(summary_of(run) for run in self.runs(RunFilter(limit=which.limit))))

    def count(self, which: RunSearch) -> int:
        return len(self.runs(RunFilter(include_archived=which.include_archived)))

    def found_ids(self, which: RunSearch) -> tuple[str, ...]:
        """Runs whose tags hold the first text that is asked for; a real store searches in the store's tests."""
        values = [term.asks.value for term in which.query.terms if isinstance(term.asks, Text)]
        return tuple(run.run_id for run in self.runs() if not values or values[0] in run.tags)

    def field_values(self, field: str) -> tuple[str, ...]:
        return ()

    def points(self, limit: int = 0, on_unread: Callable[[UnreadRun], None] | None = None) -> tuple[RunPoint, ...]:
        return tuple(point_of(run) for run in self.runs(RunFilter(limit=limit), on_unread))

    def run(self, run_id: str) -> Run:
        found = next((run for run in self.kept if run.run_id == run_id), None)
        if found is None:
            raise RunNotFound(run_id)
        return found

    def run_count(self) -> int:
        return len(self.kept)

    def previous(self, run: Run, on_unread: Callable[[UnreadRun], None] | None = None) -> Run | None:
        same = self.runs(RunFilter(model=run.model, board=run.board))
        lower = [other for other in same if other.variant_version < run.variant_version]
        return max(lower, key=lambda other: (other.variant_version, other.started_at), default=None)

    def baseline(self, run: Run, on_unread: Callable[[UnreadRun], None] | None = None) -> Run | None:
        return next((r for r in self.runs(RunFilter(model=run.model, board=run.board)) if r.is_baseline), None)

    def set_baseline(self, run_id: str, *, is_baseline: bool) -> None:
        self.kept = [replace(run, is_baseline=is_baseline if run.run_id == run_id else False) for run in self.kept]

    def set_archived(self, run_ids: Sequence[str], *, is_archived: bool) -> None:
        self.kept = [replace(r, is_archived=is_archived) if r.run_id in run_ids else r for r in self.kept]

    def set_note(self, run_id: str, note: str) -> None:
        self.kept = [replace(run, note=note) if run.run_id == run_id else run for run in self.kept]

    def set_tags(self, run_id: str, tags: Sequence[str]) -> None:
        self.kept = [replace(run, tags=tuple(tags)) if run.run_id == run_id else run for run in self.kept]

    def variants(self, *, include_archived: bool = False) -> tuple[Variant, ...]:
        return tuple(variant for variant in self.variants_kept if include_archived or not variant.is_archived)

    def pack_wish(self, _pack_sha256: str, _board: str) -> PlanWish:
        return PlanWish()

    def stage_medians(self, board: str) -> dict[str, float]:
        return {"Flash": 2.0, "Measure": 4.0} if board else {}


def summary_of(run: Run) -> RunSummary:
    """The row of a run, without what it is compared with."""
    values = derived(run)
    return RunSummary(
        sequence=1, run_id=run.run_id, started_at=run.started_at, board=run.board, device_id=run.device_id,
        origin=run.origin, model=run.model, variant_name=run.variant_name, variant_version=run.variant_version,
        variant_sha256=run.variant_sha256, latency_us=values.latency_us, p99_us=values.p99_us,
        sample_count=values.sample_count, instructions=values.instructions, ram_bytes=run.ram_bytes,
        flash_bytes=run.flash_bytes, accuracy=run.accuracy, validity=run.validity.status,
        issue_codes=tuple(issue.code.value for issue in run.validity.issues), parity_checked=run.parity.checked,
        parity_mismatched_bytes=run.parity.mismatched_bytes, note=run.note, tags=run.tags,
        is_baseline=run.is_baseline, archived_at="2026-11-20T12:00:00+00:00" if run.is_archived else "",
    )  # fmt: skip


class FakeDesk:
    """The queue as the window asks for it; `calls` are kept by the workbench. `refusal` is raised when one begins."""

    def __init__(self, calls: list[tuple[str, ...]], store: FakeStore) -> None:
        self._calls = calls
        self._store = store
        self.refusal: BenchError | None = None

    def begin(self, sha256s: Sequence[str], device_ids: Sequence[str], *, settings: BatchSettings) -> None:
        if self.refusal is not None:
            raise self.refusal
        forced = ["force"] if settings.force_flash else []
        self._calls.append(("begin_batch", *sha256s, *device_ids, *forced))

    def stop(self) -> None:
        self._calls.append(("stop_batch",))

    def resume(self, batch_id: str) -> None:
        self._calls.append(("resume_batch", batch_id))

    def retry(self, batch_id: str, positions: Sequence[int]) -> None:
        self._calls.append(("retry_jobs", batch_id, *map(str, positions)))

    def skip(self, batch_id: str, positions: Sequence[int]) -> None:
        self._calls.append(("skip_jobs", batch_id, *map(str, positions)))

    def release(self, batch_id: str, device_ids: Sequence[str]) -> None:
        self._calls.append(("release", batch_id, *device_ids))

    def summary(self, batch: Batch) -> BatchSummary:
        return summarise_batch(batch, {run.run_id: run for run in self._store.kept})


class FakeRemote:
    """Ports and a lab in memory; it is its own book of ports. `refusal` is raised when the lab is asked."""

    def __init__(self) -> None:
        self.urls: tuple[str, ...] = ()
        self.coordinator = ""
        self.shown: tuple[Place, ...] = ()
        self.refusal: BenchError | None = None

    @property
    def ports(self) -> FakeRemote:
        return self

    def kept(self) -> tuple[str, ...]:
        return self.urls

    def keep(self, url: str) -> None:
        parse_port_url(url)
        self.urls = (*self.urls, url)

    def forget(self, url: str) -> None:
        self.urls = tuple(other for other in self.urls if other != url)

    def use_lab(self, coordinator: str) -> None:
        self.coordinator = coordinator

    def places(self) -> tuple[Place, ...]:
        if self.refusal is not None:
            raise self.refusal
        return self.shown


class FakeModelDesk:
    """The desk for models: `calls` are kept by the workbench; `missing` is raised where TensorFlow is asked for."""

    def __init__(self, workbench: FakeWorkbench) -> None:
        self._workbench = workbench
        self.missing: BenchError | None = None
        self.conversions: list[Conversion] = []

    def require_forge(self) -> None:
        if self.missing is not None:
            raise self.missing

    def convert(self, conversion: Conversion, *, is_installing: bool = False) -> None:
        self.conversions.append(conversion)
        before = ["install"] if is_installing else []
        self._workbench.calls.append(("convert", conversion.source.name, *before))

    def convert_variant(self, variant: Variant, conversion: Conversion, *, is_installing: bool = False) -> None:
        self.conversions.append(conversion)
        before = ["install"] if is_installing else []
        self._workbench.calls.append(("convert_variant", variant.sha256, *before))

    def score(self, variants: Sequence[Variant], samples: Samples) -> None:
        self._workbench.calls.append(("score", samples.path.name, *(variant.sha256 for variant in variants)))

    def cancel(self) -> None:
        self._workbench.calls.append(("cancel_forge",))

    def rename(self, sha256: str, name: str, note: str) -> None:
        self._workbench.replace_variant(sha256, name=name, note=note)

    def set_archived(self, sha256s: Sequence[str], *, is_archived: bool) -> None:
        for sha256 in sha256s:
            self._workbench.replace_variant(sha256, is_archived=is_archived)

    def show_graph(self, sha256: str) -> None:
        self._workbench.calls.append(("show_graph", sha256))
        raise ToolMissing("Netron", "It is not there.", "Install it: pip install netron; or look at netron.app")


class FakeMlperfDesk:
    """Keeps what was asked for; the test tells how it ends."""

    def __init__(self) -> None:
        self.orders: list[MlperfOrder] = []

    def measure(self, order: MlperfOrder) -> None:
        self.orders.append(order)


class FakeWorkbench:
    """`calls` is what the window asked for; `tell` is an event from a worker thread."""

    def __init__(self, *devices: Device, variants: tuple[Variant, ...] = ()) -> None:
        self.calls: list[tuple[str, ...]] = []
        self.wish = BALANCED
        self.store = FakeStore(self.calls)
        self.remote = FakeRemote()
        self.meters = MeterDesk(SystemPowerMeters(ports=tuple))
        self.batches = FakeDesk(self.calls, self.store)
        self.reports = a_report_desk(self.store)
        self.written: list[Path] = []
        self.waiting: list[Run] = []
        self.models = FakeModelDesk(self)
        self.mlperf = FakeMlperfDesk()
        self.save_refusal: BenchError | None = None
        self.files: dict[Path, bytes] = {}
        self.unwritable = False
        self._devices = devices
        self._variants = variants
        self._listeners: list[Callable[[Event], None]] = []
        self._busy: set[str] = set()

    @property
    def listener_count(self) -> int:
        return len(self._listeners)

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, *events: Event) -> None:
        def work() -> None:
            for event in events:
                for listener in tuple(self._listeners):
                    listener(event)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    def plug(self, *devices: Device) -> None:
        self._devices = devices
        self.tell(DevicesChanged(devices))

    def walk(self, device_id: str, *stages: Stage, note: str = "") -> None:
        """Starts and ends these stages."""
        for stage in stages:
            said = note if stage is Stage.FLASH else ""
            self.tell(StageStarted(device_id, stage), StageFinished(device_id, stage, 0.4, said))

    def save(self, run: Run) -> None:
        """The run is in the store and the journey is over."""
        self.store.kept.append(run)
        self._busy.discard(run.device_id)
        self.tell(RunSaved(run.device_id, run))

    def free(self, device_id: str) -> None:
        self._busy.discard(device_id)

    def devices(self) -> tuple[Device, ...]:
        return self._devices

    def boards(self) -> tuple[Board, ...]:
        return (a_board(),)

    def board_faults(self) -> tuple[BoardFault, ...]:
        return self.faults

    def is_busy(self, device_id: str) -> bool:
        return device_id in self._busy

    def import_model(self, file: Path) -> Variant:
        self.calls.append(("import_model", file.name))
        if file.suffix != ".tflite":
            raise ModelFileInvalid(file.name, "It does not begin with TFL3.")
        variant = a_variant(sha256=file.stem * 2, name=file.stem, model=file.stem)
        self._variants = (*self._variants, variant)
        return variant

    def variants(self, *, include_archived: bool = False) -> tuple[Variant, ...]:
        return tuple(variant for variant in self._variants if include_archived or not variant.is_archived)

    def set_wish(self, wish: PlanWish) -> None:
        self.wish = wish

    def plan(self, variant_sha256: str, board_name: str) -> Pack:
        return a_pack(source_sha256=variant_sha256, board=board_name, wish=self.wish)

    def facts(self, variant_sha256: str) -> ModelFacts:
        weights = TensorFacts(1, "dense/kernel", "weights", "int8", (10, 64), 640, 10, 0.01, 0, 0.25)
        return ModelFacts(
            (OperatorFacts(0, "FULLY_CONNECTED", (0, 1), (2,)),),
            (
                TensorFacts(0, "input", "input", "int8", (1, 64), 64, 1, 0.0625, -128),
                weights,
                TensorFacts(2, "output", "output", "int8", (1, 10), 10, 1, 0.0039, -128),
            ),
        )

    def replace_variant(self, sha256: str, **changes: Any) -> None:
        self._variants = tuple(
            replace(variant, **changes) if variant.sha256 == sha256 else variant for variant in self._variants
        )

    def score_on_device(self, device_id: str, variant_sha256: str, samples: Samples, *, resumes: bool = False) -> None:
        how = "resumes" if resumes else "begins"
        self.calls.append(("score_on_device", device_id, variant_sha256, samples.path.name, how))

    def measure_firmware(self, device_id: str, file: Path, variant_sha256: str = "") -> None:
        self.calls.append(("measure_firmware", device_id, file.name, variant_sha256))

    def fit(self, pack: Pack, board_name: str) -> Fit:
        return Fit(board_name, pack.arena_bytes, 65_536, pack.pack_bytes, 524_288, 4_096, ())

    def flash_and_test(self, device_id: str, variant_sha256: str, *, force_flash: bool = False) -> None:
        self.calls.append(("flash_and_test", device_id, variant_sha256, *(["force"] if force_flash else [])))
        self._busy.add(device_id)

    def flash_only(self, device_id: str, variant_sha256: str) -> None:
        self.calls.append(("flash_only", device_id, variant_sha256))
        self._busy.add(device_id)

    def save_waiting(self) -> None:
        if self.save_refusal is not None:
            raise self.save_refusal
        self.calls.append(("save_waiting",))
        self.waiting.clear()

    def cancel(self, device_id: str) -> None:
        self.calls.append(("cancel", device_id))

    def ask_firmware(self, device_id: str) -> None:
        self.calls.append(("ask_firmware", device_id))

    def ask_chip(self, device_id: str) -> None:
        self.calls.append(("ask_chip", device_id))

    def name_device(self, device_id: str, board: str | None) -> None:
        self.calls.append(("name_device", device_id, board or ""))

    def flash_with(self, device_id: str, method: str) -> None:
        self.calls.append(("flash_with", device_id, method))

    def name_identity(self, usb_id: str, board: str) -> None:
        self.calls.append(("name_identity", usb_id, board))

    own_boards = "config/boards"
    faults: tuple[BoardFault, ...] = ()

    def tools(self) -> tuple[ToolStatus, ...]:
        self.calls.append(("tools",))
        return (
            ToolStatus("esptool", True, "5.6.0", "flashing Espressif boards"),
            ToolStatus("dfu-util", False, "", "flashing Arduino boards", "apt install dfu-util"),
        )

    def virtual_names(self) -> tuple[str, ...]:
        return ("b-l475e-iot01a", "native")

    def start_virtual(self, name: str) -> None:
        self.calls.append(("start_virtual", name))

    def stop_virtual(self, name: str) -> None:
        self.calls.append(("stop_virtual", name))

    def unplug_virtual(self, name: str) -> None:
        self.calls.append(("unplug_virtual", name))

    def plug_virtual(self, name: str) -> None:
        self.calls.append(("plug_virtual", name))

    def waiting_runs(self) -> tuple[Run, ...]:
        return tuple(self.waiting)

    def save_elsewhere(self, file: Path) -> int:
        count = len(self.waiting)
        self.calls.append(("save_elsewhere", file.name))
        self.waiting.clear()
        return count

    def write_file(self, file: Path, data: bytes) -> None:
        if self.unwritable:
            raise FileUnwritable(str(file), "Permission denied.")
        self.files[file] = data

    def export_report(self, run_ids: Sequence[str], file: Path) -> None:
        self.calls.append(("export_report", *run_ids, file.suffix))


def a_report_desk(store: FakeStore) -> StoreReportDesk:
    """The real desk, with a letterhead of its own; its clock stands still."""
    home = Path(os.environ["BENCHWRIGHT_HOME"])
    parts = DeskParts(
        templates=paths.resources() / "report",
        letterhead=LetterheadFile(Path(tempfile.mkdtemp(dir=home)) / "letterhead"),
        printer=QtReportPrinter(),
        now=lambda: datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
    )
    return StoreReportDesk(parts, store)


def a_bench(*, device_count: int = 1, variant_count: int = 1) -> FakeWorkbench:
    """Devices on the desk and variants in the store."""
    devices = tuple(
        a_device(device_id=f"virtual:b-l475e-iot01a#{index + 1}" if index else "virtual:b-l475e-iot01a")
        for index in range(device_count)
    )
    variants = tuple(a_variant(version=version, sha256=f"{version:x}" * 64) for version in range(1, variant_count + 1))
    return FakeWorkbench(*devices, variants=variants)
