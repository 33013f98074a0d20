"""A database with runs that virtual boards really made; kept, because they take their time."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchwright import paths
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.toolbox import Toolbox
from benchwright.bench.workbench import Workbench
from benchwright.compose import build_toolbox, build_workbench
from benchwright.model.conversion import Samples
from benchwright.model.device import Device
from benchwright.model.events import Event, RouteFailed, RunSaved, ScoringSaved
from benchwright.model.meter import MeterWish

PREFERRED = ("native", "b-l475e-iot01a", "mps3-an547")
"""The boards measured, where this computer can have them virtual; the first one can be had everywhere."""

_PATIENCE_S = 180.0


class CannotShoot(Exception):
    """Something the pictures need is not here. The text says what."""


@contextlib.contextmanager
def home_in(folder: Path) -> Iterator[None]:
    """BENCHWRIGHT_HOME is this folder meanwhile."""
    before = os.environ.get("BENCHWRIGHT_HOME")
    os.environ["BENCHWRIGHT_HOME"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["BENCHWRIGHT_HOME"]
        else:
            os.environ["BENCHWRIGHT_HOME"] = before


@contextlib.contextmanager
def measured_bench(
    home: Path, kept: Path | None, boards: Sequence[str], settings: MeasureSettings
) -> Iterator[Workbench]:
    """A workbench in a home of its own, its virtual boards plugged in and every demo model measured on each.

    `kept` is a database from last time; it is made where it is missing, None makes it anew every time. The boards are
    stopped in the end.

    Raises:
        CannotShoot: no board can be virtual here, or one failed.
    """
    with home_in(home):
        toolbox = build_toolbox()
        names = [name for name in boards if name in toolbox.lab.names()]
        if not names:
            raise CannotShoot("No virtual board can run here; build the firmware first: make firmware")
        database = home / "benchwright.db"
        is_kept = kept is not None and kept.is_file()
        if kept is not None and is_kept:
            shutil.copyfile(kept, database)
        workbench = build_workbench(toolbox, database, settings)
        try:
            _plug(toolbox, workbench, names)
            if not is_kept:
                _measure(workbench, names)
                if kept is not None:
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    workbench.store.upkeep.back_up(kept)
            yield workbench
        finally:
            workbench.close()
            for name in names:
                toolbox.lab.stop(name)
            toolbox.places.close()


def _plug(toolbox: Toolbox, workbench: Workbench, names: Sequence[str]) -> None:
    for name in names:
        toolbox.lab.start(name)
    workbench.start()


def _measure(workbench: Workbench, names: Sequence[str]) -> None:
    models = sorted(
        (paths.resources() / "models").glob("*.tflite"), key=lambda file: ("float32" not in file.name, file)
    )
    for model in models:
        workbench.import_model(model)
    waiting = _Waiting()
    unsubscribe = workbench.subscribe(waiting.take)
    try:
        for variant in workbench.variants():
            for device in _ready(workbench, names):
                waiting.expect(device.device_id)
                workbench.flash_and_test(device.device_id, variant.sha256)
            waiting.wait()
        if "native" in names:
            _look_closer(workbench, waiting)
    finally:
        unsubscribe()
    runs = workbench.store.runs()
    workbench.store.set_baseline(runs[-1].run_id, is_baseline=True)
    workbench.store.set_tags(runs[0].run_id, ("release", "night run"))
    workbench.store.set_note(runs[0].run_id, "Before the new kernels.")


def _look_closer(workbench: Workbench, waiting: _Waiting) -> None:
    """An energy by a simulated meter, and the accuracy of a labelled set on the board."""
    device, variant = _ready(workbench, ("native",))[0], workbench.variants()[-1]
    workbench.meters.wish = MeterWish("virtual:ppk2")
    waiting.expect(device.device_id)
    workbench.flash_and_test(device.device_id, variant.sha256)
    waiting.wait()
    workbench.meters.wish = None
    waiting.expect(device.device_id)
    samples = Samples(paths.resources() / "models" / "digits_test.npz")
    workbench.score_on_device(device.device_id, variant.sha256, samples)
    waiting.wait()


def _ready(workbench: Workbench, names: Sequence[str]) -> list[Device]:
    wanted = {f"virtual:{name}" for name in names}
    return [device for device in workbench.scan() if device.device_id in wanted]


class _Waiting:
    """Devices whose journey has not ended; told on worker threads, waited for on another."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: set[str] = set()
        self._failures: list[str] = []

    def expect(self, device_id: str) -> None:
        with self._changed:
            self._running.add(device_id)

    def take(self, event: Event) -> None:
        if isinstance(event, RunSaved | ScoringSaved | RouteFailed):
            with self._changed:
                self._running.discard(event.device_id)
                if isinstance(event, RouteFailed):
                    self._failures.append(f"{event.device_id}: {event.what} {event.why}")
                self._changed.notify_all()

    def wait(self) -> None:
        with self._changed:
            is_over = self._changed.wait_for(lambda: not self._running, timeout=_PATIENCE_S)
            if self._failures or not is_over:
                raise CannotShoot("; ".join(self._failures) or f"{', '.join(self._running)} took too long.")
