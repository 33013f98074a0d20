"""A workbench without threads, files or devices: tests say what happens, and see what was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchwright.model.batch import Batch, BatchSettings
from benchwright.model.batch_summary import BatchSummary, summarise_batch
from benchwright.model.board import Board, BoardFault
from benchwright.model.device import Device
from benchwright.model.errors import BenchError, ModelFileInvalid
from benchwright.model.events import (
    DevicesChanged,
    Event,
    RunSaved,
    Stage,
    StageFinished,
    StageStarted,
)
from benchwright.model.pack import Fit, Pack
from benchwright.model.run import Run
from benchwright.model.tool import ToolStatus
from benchwright.model.variant import Variant
from benchwright.protocols.run_store import RunFilter
from tests.builders import a_board, a_device, a_pack, a_variant


class FakeStore:
    file = "/data/benchwright.db"

    def __init__(self) -> None:
        self.kept: list[Run] = []

    def runs(self, which: RunFilter = RunFilter()) -> tuple[Run, ...]:  # noqa: B008
        found = [
            run
            for run in reversed(self.kept)
            if (not which.device_id or run.device_id == which.device_id)
            and (not which.model or run.model == which.model)
            and (not which.board or run.board == which.board)
            and (which.include_archived or not run.is_archived)
        ]
        return tuple(found[: which.limit or None])

    def run(self, run_id: str) -> Run:
        return next(run for run in self.kept if run.run_id == run_id)

    def run_count(self) -> int:
        return len(self.kept)

    def previous(self, run: Run) -> Run | None:
        same = self.runs(RunFilter(model=run.model, board=run.board))
        return next((other for other in same if other.variant_sha256 != run.variant_sha256), None)

    def baseline(self, run: Run) -> Run | None:
        return next((r for r in self.runs(RunFilter(model=run.model, board=run.board)) if r.is_baseline), None)

    def set_baseline(self, run_id: str, *, is_baseline: bool) -> None:
        self.kept = [replace(run, is_baseline=is_baseline if run.run_id == run_id else False) for run in self.kept]

    def set_archived(self, run_ids: Sequence[str], *, is_archived: bool) -> None:
        self.kept = [replace(r, is_archived=is_archived) if r.run_id in run_ids else r for r in self.kept]

    def set_note(self, run_id: str, note: str) -> None:
        self.kept = [replace(run, note=note) if run.run_id == run_id else run for run in self.kept]

    def set_tags(self, run_id: str, tags: Sequence[str]) -> None:
        self.kept = [replace(run, tags=tuple(tags)) if run.run_id == run_id else run for run in self.kept]

    def variants(self) -> tuple[Variant, ...]:
        return ()

    def stage_medians(self, board: str) -> dict[str, float]:
        return {"Flash": 2.0, "Measure": 4.0} if board else {}


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


class FakeWorkbench:
    """`calls` is what the window asked for; `tell` is an event from a worker thread."""

    def __init__(self, *devices: Device, variants: tuple[Variant, ...] = ()) -> None:
        self.store = FakeStore()
        self.calls: list[tuple[str, ...]] = []
        self.batches = FakeDesk(self.calls, self.store)
        self.written: list[Path] = []
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

    def variants(self) -> tuple[Variant, ...]:
        return self._variants

    def plan(self, variant_sha256: str, board_name: str) -> Pack:
        return a_pack(source_sha256=variant_sha256, board=board_name)

    def fit(self, pack: Pack, board_name: str) -> Fit:
        return Fit(board_name, pack.arena_bytes, 65_536, pack.pack_bytes, 524_288, 4_096, ())

    def flash_and_test(self, device_id: str, variant_sha256: str, *, force_flash: bool = False) -> None:
        self.calls.append(("flash_and_test", device_id, variant_sha256, *(["force"] if force_flash else [])))
        self._busy.add(device_id)

    def flash_only(self, device_id: str, variant_sha256: str) -> None:
        self.calls.append(("flash_only", device_id, variant_sha256))
        self._busy.add(device_id)

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

    def export_report(self, run_ids: Sequence[str], file: Path) -> None:
        self.calls.append(("export_report", *run_ids, file.suffix))


def a_bench(*, device_count: int = 1, variant_count: int = 1) -> FakeWorkbench:
    """Devices on the desk and variants in the store."""
    devices = tuple(
        a_device(device_id=f"virtual:b-l475e-iot01a#{index + 1}" if index else "virtual:b-l475e-iot01a")
        for index in range(device_count)
    )
    variants = tuple(a_variant(version=version, sha256=f"{version:x}" * 64) for version in range(1, variant_count + 1))
    return FakeWorkbench(*devices, variants=variants)
