"""Faults by the window's own workbench: the same errors as events, and the click that follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from benchwright.bench.workbench import Workbench
from benchwright.compose import build_toolbox, build_workbench
from benchwright.model.events import RouteFailed, RunSaved, Stage, StageStarted
from tests.e2e.faults import faults
from tests.e2e.faults.rig import DIGITS, Fault, Moment, Rig, open_rig
from tests.e2e.faults.rows import AN3155, STM32
from tests.e2e.test_workbench import Watcher

DEVICE = f"virtual:{STM32}"
pytestmark = pytest.mark.qemu


@dataclass
class Window:
    """What stands behind the window, on one rig."""

    rig: Rig
    bench: Workbench

    def click(self, fault: Fault | None = None) -> RunSaved | RouteFailed:
        """Flash & test, with a fault at its moment."""
        sha256 = self.bench.import_model(DIGITS).sha256
        self.bench.scan()

        def look(event: object) -> None:
            moment = fault.moment if fault is not None else None
            if moment is not None and isinstance(event, StageStarted) and event.stage is moment.stage:
                fault.strike(self.rig)  # type: ignore[union-attr]

        watcher = Watcher(look)
        unsubscribe = self.bench.subscribe(watcher)
        self.bench.flash_and_test(DEVICE, sha256, force_flash=True)
        try:
            return watcher.end()
        finally:
            unsubscribe()


@pytest.fixture
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    with open_rig(tmp_path_factory.mktemp("window") / "home") as rig:
        rig.board, rig.target = STM32, DEVICE
        rig.lab.start(STM32)
        bench = build_workbench(faults.patient_for_half_a_second(build_toolbox()), rig.database)
        try:
            yield Window(rig, bench)
        finally:
            bench.close()


def test_a_cable_pulled_while_the_bootloader_writes_is_one_click_from_a_valid_run(window: Window) -> None:
    window.bench.scan()
    window.bench.flash_with(DEVICE, AN3155)
    fault = faults.ordered("cable-pulled", 20_000)
    fault.strike(window.rig)
    failure = window.click()
    assert isinstance(failure, RouteFailed)
    assert (failure.code, failure.stage) == (22, Stage.FLASH)
    assert failure.remedy
    fault.clear(window.rig)
    assert isinstance(window.click(), RunSaved)
    assert window.rig.run_count() == 1
    window.rig.assert_database_is_whole()


def test_a_run_that_a_locked_database_did_not_take_is_saved_with_the_next(window: Window) -> None:
    assert isinstance(window.click(), RunSaved)
    fault = faults.database_locked(Moment(Stage.MEMORY))
    failure = window.click(fault)
    assert isinstance(failure, RouteFailed)
    assert failure.code == 55
    fault.clear(window.rig)
    assert isinstance(window.click(), RunSaved)
    assert window.rig.run_count() == 3
    window.rig.assert_database_is_whole()
