"""The workbench with real virtual boards: cables pulled, jobs cancelled, ports taken, at every stage."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchwright.bench.measure import MeasureSettings
from benchwright.bench.toolbox import Toolbox
from benchwright.bench.workbench import Workbench
from benchwright.compose import build_toolbox
from benchwright.drivers.hot_plug import PollingHotPlug
from benchwright.model.board import Origin
from benchwright.model.conversion import Samples
from benchwright.model.device import Device, DeviceState
from benchwright.model.events import (
    DeviceIdentified,
    Event,
    RouteFailed,
    RunSaved,
    ScoringSaved,
    Stage,
    StageProgressed,
    StageStarted,
)
from benchwright.model.variant import Variant

DIGITS = Path(__file__).parents[2] / "resources" / "models"
DEADLINE_S = 60.0
ON_THE_WIRE = (Stage.FLASH, Stage.SELF_CHECK, Stage.WARM_UP, Stage.MEASURE, Stage.MEMORY)


class Watcher:
    """Keeps events and waits for the one that ends a journey."""

    def __init__(self, on_event: Callable[[Event], None] | None = None) -> None:
        self.events: list[Event] = []
        self._on_event = on_event
        self._ended = threading.Event()

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        if self._on_event is not None:
            self._on_event(event)
        if isinstance(event, RunSaved | ScoringSaved | RouteFailed):
            self._ended.set()

    def end(self) -> RunSaved | ScoringSaved | RouteFailed:
        assert self._ended.wait(DEADLINE_S), self.events[-5:]
        return next(event for event in self.events if isinstance(event, RunSaved | ScoringSaved | RouteFailed))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def toolbox(home: Path) -> Iterator[Toolbox]:
    toolbox = build_toolbox()
    yield toolbox
    for device in toolbox.lab.devices():
        toolbox.lab.stop(device.device_id.removeprefix("virtual:"))
    for name in toolbox.lab.names():
        toolbox.lab.stop(name)


@pytest.fixture
def bench(toolbox: Toolbox, home: Path) -> Iterator[Workbench]:
    store = toolbox.open_store(home / "runs.db")
    settings = MeasureSettings(window_s=0.3)
    bench = Workbench(
        toolbox.parts,
        store,
        toolbox.discovery,
        toolbox.lab,
        toolbox.report_desk(store, None),
        settings,
        hot_plug=PollingHotPlug(),
        identifier=toolbox.identifier,
        processes=toolbox.processes,
        open_store=toolbox.open_store,
        forge=toolbox.forge,
        viewer=toolbox.viewer,
        mlperf=toolbox.mlperf_tools,
    )
    yield bench
    bench.close()


@pytest.fixture
def variant(bench: Workbench) -> Variant:
    return bench.import_model(DIGITS / "digits_int8.tflite")


def walk(bench: Workbench, device_id: str, variant: Variant, watcher: Watcher, *, force: bool = False) -> None:
    unsubscribe = bench.subscribe(watcher)
    bench.flash_and_test(device_id, variant.sha256, force_flash=force)
    watcher.end()
    unsubscribe()


@pytest.mark.parametrize("stage", ON_THE_WIRE, ids=lambda stage: stage.value)
def test_a_board_pulled_at_any_stage_ends_in_words_and_works_after_it_is_plugged_in(
    stage: Stage, bench: Workbench, toolbox: Toolbox, variant: Variant
) -> None:
    device = toolbox.lab.start("native")
    bench.scan()

    def pull(event: Event) -> None:
        if isinstance(event, StageStarted) and event.stage is stage:
            toolbox.lab.unplug("native")

    watcher = Watcher(pull)
    walk(bench, device.device_id, variant, watcher, force=True)
    failure = watcher.end()
    assert isinstance(failure, RouteFailed)
    assert failure.stage is stage
    assert failure.code in {22, 30}
    assert failure.remedy
    assert bench.store.run_count() == 0

    toolbox.lab.plug("native")
    bench.scan()
    again = Watcher()
    walk(bench, device.device_id, variant, again)
    assert isinstance(again.end(), RunSaved)
    assert bench.store.run_count() == 1


def test_a_labelled_set_goes_on_after_its_cable_was_pulled_in_the_middle(
    bench: Workbench, toolbox: Toolbox, variant: Variant, home: Path
) -> None:
    with np.load(DIGITS / "digits_test.npz") as held:
        places = np.arange(4_000) % len(held["images"])
        images, labels, divisor = held["images"][places], held["labels"][places], held["divisor"]
    np.savez(home / "many.npz", images=images, labels=labels, divisor=divisor)
    samples = Samples(home / "many.npz")
    device = toolbox.lab.start("native")
    bench.scan()

    def pull(event: Event) -> None:
        if isinstance(event, StageProgressed) and event.stage is Stage.MEASURE and event.done > 1_000:
            toolbox.lab.unplug("native")

    watcher = Watcher(pull)
    unsubscribe = bench.subscribe(watcher)
    bench.score_on_device(device.device_id, variant.sha256, samples)
    failure = watcher.end()
    unsubscribe()
    assert isinstance(failure, RouteFailed)
    assert (failure.stage, failure.code) == (Stage.MEASURE, 22)
    (stopped,) = bench.store.scorings.scorings()
    assert 1_000 < stopped.done_count < 4_000

    toolbox.lab.plug("native")
    bench.scan()
    again = Watcher()
    bench.subscribe(again)
    bench.score_on_device(device.device_id, variant.sha256, samples, resumes=True)
    saved = again.end()
    assert isinstance(saved, ScoringSaved)
    assert (saved.scoring.scoring_id, saved.scoring.done_count) == (stopped.scoring_id, 4_000)
    answers = bench.store.scorings.inputs(stopped.scoring_id)
    assert [one.label for one in answers] == labels.tolist()
    assert all(one.board == one.host for one in answers)


@pytest.mark.parametrize("stage", ON_THE_WIRE, ids=lambda stage: stage.value)
def test_a_cancel_at_any_stage_saves_nothing_and_the_next_run_works(
    stage: Stage, bench: Workbench, toolbox: Toolbox, variant: Variant
) -> None:
    device = toolbox.lab.start("native")
    bench.scan()

    def cancel(event: Event) -> None:
        if isinstance(event, StageStarted) and event.stage is stage:
            bench.cancel(device.device_id)

    watcher = Watcher(cancel)
    walk(bench, device.device_id, variant, watcher, force=True)
    failure = watcher.end()
    assert isinstance(failure, RouteFailed)
    assert failure.was_cancelled
    assert bench.store.run_count() == 0
    again = Watcher()
    walk(bench, device.device_id, variant, again)
    assert isinstance(again.end(), RunSaved)


def test_a_port_that_another_program_holds_is_named(bench: Workbench, toolbox: Toolbox, variant: Variant) -> None:
    device = toolbox.lab.start("native")
    board = toolbox.parts.catalog.board("native")
    bench.scan()
    with toolbox.parts.transports.open(device, board.baud):
        watcher = Watcher()
        walk(bench, device.device_id, variant, watcher)
    failure = watcher.end()
    assert isinstance(failure, RouteFailed)
    assert failure.code == 20
    assert failure.stage is Stage.IDENTIFY
    again = Watcher()
    walk(bench, device.device_id, variant, again)
    assert isinstance(again.end(), RunSaved)


def test_a_device_is_busy_while_it_works_and_ready_afterwards(
    bench: Workbench, toolbox: Toolbox, variant: Variant
) -> None:
    device = toolbox.lab.start("native")
    bench.scan()
    states: list[DeviceState] = []

    def look(event: Event) -> None:
        if isinstance(event, StageStarted | RunSaved):
            states.append(bench.devices()[0].state)

    walk(bench, device.device_id, variant, Watcher(look))
    assert set(states) == {DeviceState.BUSY}
    bench.close()
    assert bench.devices()[0].state is DeviceState.READY


@pytest.mark.qemu
def test_four_boards_at_once_do_not_disturb_each_other(bench: Workbench, toolbox: Toolbox, variant: Variant) -> None:
    names = ("native", "b-l475e-iot01a", "b-l475e-iot01a#2", "mps3-an547")
    devices = [toolbox.lab.start(name) for name in names]
    bench.scan()
    saved = threading.Semaphore(0)
    failures: list[RouteFailed] = []

    def note(event: Event) -> None:
        if isinstance(event, RouteFailed):
            failures.append(event)
        if isinstance(event, RunSaved | RouteFailed):
            saved.release()

    bench.subscribe(note)
    for device in devices:
        bench.flash_and_test(device.device_id, variant.sha256)
    for _ in devices:
        assert saved.acquire(timeout=DEADLINE_S)
    assert failures == []
    runs = {run.device_id: run for run in bench.store.runs()}
    first, second = runs["virtual:b-l475e-iot01a"].timing, runs["virtual:b-l475e-iot01a#2"].timing
    assert [*map(first.instructions, first.samples)] == [*map(second.instructions, second.samples)]
    assert all(run.parity.mismatched_bytes == 0 for run in runs.values())


def test_a_port_of_the_catalogue_that_usb_cannot_name_is_asked_by_itself(
    bench: Workbench, toolbox: Toolbox, variant: Variant
) -> None:
    device = toolbox.lab.start("native")
    bench.scan()
    walk(bench, device.device_id, variant, Watcher())
    stranger = replace(
        device, device_id="usb:1:2:3", board=None, origin=Origin.HARDWARE, candidates=("native",), is_askable=True
    )
    identified = threading.Event()

    def watch(event: Event) -> None:
        if isinstance(event, DeviceIdentified) and event.identity.board == "native":
            identified.set()

    asking = build_asking_bench(toolbox, bench, stranger)
    try:
        asking.subscribe(watch)
        asking.start()
        assert identified.wait(DEADLINE_S)
        assert asking.scan()[0].board == "native"
    finally:
        asking.close()


class OneDevice:
    """A discovery that always sees the same device."""

    def __init__(self, device: Device) -> None:
        self._device = device

    def scan(self) -> tuple[Device, ...]:
        return (self._device,)


def build_asking_bench(toolbox: Toolbox, bench: Workbench, device: Device) -> Workbench:
    store = toolbox.open_store(Path(bench.store.file).with_name("asking.db"))
    return Workbench(
        toolbox.parts,
        store,
        OneDevice(device),
        toolbox.lab,
        toolbox.report_desk(store, None),
        hot_plug=PollingHotPlug(),
        identifier=toolbox.identifier,
        processes=toolbox.processes,
        open_store=toolbox.open_store,
        forge=toolbox.forge,
        viewer=toolbox.viewer,
        mlperf=toolbox.mlperf_tools,
    )
