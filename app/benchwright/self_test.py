"""`benchwright --self-test [FOLDER]`: whether this program, as it was installed, does its work.

Everything happens in a home of its own that is removed afterwards, on virtual boards. FOLDER keeps what it made.
"""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import benchwright
from benchwright import paths

if TYPE_CHECKING:
    from benchwright.bench.toolbox import Toolbox
    from benchwright.bench.workbench import Workbench
    from benchwright.model.run import Run

BOARDS = ("native", "esp32-c3")
"""This computer itself, and a board whose emulator we bring along."""
QEMU_BOARDS = ("b-l475e-iot01a", "hifive1-revb")
"""One of each QEMU, which need not be installed."""
MODEL = "digits_int8"
LANGUAGE = "pt_BR"
"""Of the window: a language other than English, so that its files are found missing."""

_WINDOW_S = 0.2
_RIGHT_RATIO = 0.9

Say = Callable[[str], None]


class NotAsItShould(Exception):
    """A step came to its end with a wrong result; the text says which."""


# ruff: noqa: PLC0415 - what is missing fails in the step that needs it


def run_self_test(arguments: Sequence[str], say: Say = print) -> int:
    """Does every step, whatever became of those before it; 0 when all went well. Only for a process of its own."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="benchwright-self-test-") as home:
        os.environ["BENCHWRIGHT_HOME"] = home
        folder = Path(arguments[0]) if arguments else Path(home) / "left"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            say(f"failed: no folder for what it makes: {error}")
            return 1
        say(f"benchwright {benchwright.__version__}, Python {platform.python_version()}, {platform.platform()}")
        return _SelfTest(folder, say).run()


class _SelfTest:
    """The steps, and what each hands to the next."""

    def __init__(self, folder: Path, say: Say) -> None:
        from benchwright.compose import build_toolbox

        self._folder = folder
        self._say = say
        self._toolbox: Toolbox = build_toolbox()
        self._runs: list[Run] = []
        self._failed: list[str] = []

    def run(self) -> int:
        """Every step; the exit code."""
        started = time.monotonic()
        self._step("parts", self._find_parts)
        self._step("modules", self._start_modules)
        self._step("joulescope", self._load_joulescope)
        for name in BOARDS:
            self._step(name, partial(self._measure, name))
        for name in QEMU_BOARDS:
            self._step(name, partial(self._measure, name), is_optional=True)
        self._step("accuracy", self._score)
        self._step("window", self._open_window)  # before the reports: their printer is content with less of a Qt
        self._step("reports", self._report)
        self._toolbox.places.close()
        words = f"failed: {', '.join(self._failed)}" if self._failed else "all is well"
        self._say(f"{words}, {time.monotonic() - started:.1f} s")
        return 1 if self._failed else 0

    def _step(self, name: str, work: Callable[[], str], *, is_optional: bool = False) -> None:
        """Does one step; it may lack a tool that is not ours where it `is_optional`."""
        from benchwright.model.errors import ToolMissing

        started = time.monotonic()
        try:
            words = work()
        except ToolMissing as error:
            if not is_optional:
                self._failed.append(name)
            self._say(f"{'skipped' if is_optional else 'FAILED':8} {name}: {error}")
        except Exception as error:
            self._failed.append(name)
            self._say(f"FAILED   {name}: {type(error).__name__}: {error}")
        else:
            self._say(f"ok       {name}: {words} ({time.monotonic() - started:.1f} s)")

    def _find_parts(self) -> str:
        catalog = self._toolbox.parts.catalog
        boards = catalog.boards()
        images = [self._toolbox.parts.firmware.image(board.name) for board in boards if board.has_firmware]
        for folder in (paths.resources() / "report", paths.resources() / "models", paths.licence()):
            _require(folder.exists(), f"{folder} is missing")
        _require((paths.translations() / f"benchwright_{LANGUAGE}.qm").is_file(), "the translations are missing")
        return f"{len(boards)} boards, firmware for {len(images)}"

    def _start_modules(self) -> str:
        """Programs of others that run in a process of their own."""
        from benchwright.drivers.flash.tool_process import said_by
        from benchwright.drivers.own_process import python_command

        said = said_by((*python_command("esptool"), "version"), deadline_s=60)
        _require("esptool v" in said, f"esptool says {said[-300:]!r}")
        return said.split("\n", 1)[0]

    def _load_joulescope(self) -> str:
        """The C library of a meter, which is loaded by name and brings libraries of its own."""
        from benchwright.drivers.power.joulescope_library import load_driver

        driver = load_driver()
        try:
            return f"its library sees {len(driver.device_paths())} of them"
        finally:
            driver.finalize()

    def _measure(self, board: str) -> str:
        """Flashes a virtual board, checks its outputs and measures it."""
        from benchwright.bench.importing import import_model
        from benchwright.bench.lane import Cancel
        from benchwright.bench.measure import MeasureSettings
        from benchwright.bench.route import Route, RouteRequest
        from benchwright.cli.choosing import chosen_device
        from benchwright.model.compare import Metric, metric_value
        from benchwright.model.run import ValidityStatus
        from benchwright.reports.words import metric_text

        store = self._toolbox.open_store(self._toolbox.default_database)
        try:
            with chosen_device(f"virtual:{board}", self._toolbox) as device:
                variant = import_model(self._model(), store, self._toolbox.parts.planner)
                request = RouteRequest(
                    device=self._toolbox.identifier.require_board(device),
                    variant=variant,
                    model=store.variant_file(variant.sha256),
                    settings=MeasureSettings(window_s=_WINDOW_S),
                )
                run = Route(self._toolbox.parts, store).run(request, lambda _event: None, Cancel()).run
        finally:
            store.close()
        issues = "; ".join(issue.text for issue in run.validity.issues)
        _require(run.validity.status is not ValidityStatus.INVALID, f"the run is invalid: {issues}")
        _require(run.parity.compared_bytes > 0 and run.parity.mismatched_bytes == 0, "its outputs differ")
        _require(run.parity.litert_max_difference is not None, "desktop LiteRT did not answer")
        self._runs.append(run)
        latency = metric_text(Metric.LATENCY, metric_value(run, Metric.LATENCY) or 0.0)
        words = f"{run.variant_label} flashed and measured, {latency} ({run.origin.value})"
        return f"{words}, {run.parity.compared_bytes} bytes exact"

    def _score(self) -> str:
        from benchwright.bench.lane import Cancel
        from benchwright.model.conversion import Samples

        samples = Samples(paths.resources() / "models" / "digits_test.npz")
        model = self._model().read_bytes()
        accuracy = self._toolbox.forge.score(model, MODEL, samples, lambda _progress: None, Cancel())
        _require(accuracy.ratio > _RIGHT_RATIO, f"only {accuracy.ratio:.1%} are right")
        return f"{accuracy.ratio:.1%} of {accuracy.sample_count} samples right"

    def _report(self) -> str:
        from benchwright.bench.lane import Cancel
        from benchwright.model.report import ReportForm, ReportLanguage, ReportRequest

        store = self._toolbox.open_store(self._toolbox.default_database)
        try:
            desk = self._toolbox.report_desk(store, None)
            request = ReportRequest(tuple(run.run_id for run in self._runs), language=ReportLanguage.PORTUGUESE)
            files = [self._folder / f"report{form.value}" for form in ReportForm]
            for form, file in zip(ReportForm, files, strict=True):
                desk.write(request, file, form, lambda _ratio: None, Cancel())
        finally:
            store.close()
        return ", ".join(f"{file.suffix[1:]} {file.stat().st_size:,} bytes" for file in files)

    def _open_window(self) -> str:
        from benchwright.compose import build_workbench
        from benchwright.ui.app import run_window
        from benchwright.ui.glance import Glance, settle

        database = self._toolbox.default_database
        opened: list[Workbench] = []
        glance: list[Glance] = []

        def open_workbench() -> Workbench:
            opened.append(build_workbench(self._toolbox, database))
            return opened[0]

        def painted(workbench: Workbench) -> None:
            workbench.start()
            glance.append(Glance(self._folder))
            glance[0].begin()

        try:
            run_window(open_workbench, db_file=str(database), arguments=(), language=LANGUAGE, on_painted=painted)
        finally:
            for workbench in opened:
                workbench.close()
            settle()
        glimpse = glance[0].glimpse
        _require(not glimpse.troubles, "; ".join(glimpse.troubles))
        return f"{len(glimpse.pages)} pages shown, fonts {' and '.join(glimpse.fonts)}"

    def _model(self) -> Path:
        return paths.resources() / "models" / f"{MODEL}.tflite"


def _require(is_right: bool, words: str) -> None:
    if not is_right:
        raise NotAsItShould(words)
