import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchwright.bench.workbench import Workbench
from benchwright.model.errors import DatabaseUnusable
from benchwright.model.events import RouteFailed, Stage
from benchwright.ui.app import run_window
from benchwright.ui.dialogs.database_dialog import DatabaseDialog, newest_backup
from benchwright.ui.frame import Frame
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.theme import Theme
from tests.builders import a_device, a_run, a_timing, a_variant
from tests.ui.fake_workbench import FakeWorkbench


class SelfDrivingWorkbench(FakeWorkbench):
    """Ends every journey by itself, on a thread, as the real one does."""

    fails = False

    def flash_and_test(self, device_id: str, variant_sha256: str, *, force_flash: bool = False) -> None:
        super().flash_and_test(device_id, variant_sha256, force_flash=force_flash)
        threading.Thread(target=self._drive, args=(device_id, variant_sha256)).start()

    def _drive(self, device_id: str, variant_sha256: str) -> None:
        if self.fails:
            self.free(device_id)
            self.tell(RouteFailed(device_id, Stage.FLASH, "It failed.", "Noise.", "Retry.", 24))
            return
        self.walk(device_id, *Stage)
        variant = next(variant for variant in self.variants() if variant.sha256 == variant_sha256)
        run = a_run(
            run_id=f"r-{len(self.store.kept)}",
            device_id=device_id,
            variant_sha256=variant_sha256,
            variant_version=variant.version,
            timing=a_timing(1_600_016 + 160_000 * variant.version),
        )
        self.save(replace(run, board=device_id.removeprefix("virtual:")))


def a_demo() -> SelfDrivingWorkbench:
    devices = (a_device(), a_device(device_id="virtual:native", board="native"))
    variants = tuple(a_variant(version=version, sha256=f"{version}" * 64) for version in (1, 2))
    return SelfDrivingWorkbench(*devices, variants=variants)


@pytest.mark.slow
def test_the_journey_measures_everything_and_leaves_pictures_of_every_page(tmp_path: Path, qapp: QApplication) -> None:
    workbench = a_demo()
    assert run_window(lambda: workbench, db_file="x.db", arguments=("benchwright",), journey=tmp_path) == 0  # type: ignore[arg-type]
    assert [call[1:] for call in workbench.calls if call[0] == "flash_and_test"] == [
        ("virtual:b-l475e-iot01a", "1" * 64),
        ("virtual:b-l475e-iot01a", "2" * 64),
        ("virtual:native", "1" * 64),
        ("virtual:native", "2" * 64),
        ("virtual:b-l475e-iot01a", "2" * 64),
    ]
    assert workbench.calls[-1] == ("export_report", "r-0", "r-1", "r-2", "r-3", "r-4", ".html")
    for entry in PAGES:
        for is_dark in ("dark", "light"):
            for width, height in ((1360, 820), (1000, 640)):
                image = QImage(str(tmp_path / f"{entry.key}-{is_dark}-{width}x{height}.png"))
                assert (image.width(), image.height()) == (width, height)


@pytest.mark.slow
def test_a_journey_with_a_failed_run_ends_with_an_error_code(tmp_path: Path, qapp: QApplication) -> None:
    workbench = a_demo()
    workbench.fails = True
    assert run_window(lambda: workbench, db_file="x.db", arguments=("benchwright",), journey=tmp_path) == 1  # type: ignore[arg-type]


def test_the_window_ends_with_code_zero_and_lets_go_of_the_workbench(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    workbench = a_demo()
    QTimer.singleShot(300, qapp.closeAllWindows)
    assert run_window(lambda: workbench, db_file="x.db", arguments=("benchwright",)) == 0  # type: ignore[arg-type]
    assert workbench.listener_count == 0


def test_a_workbench_that_cannot_be_opened_closes_the_window_and_is_told(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))

    def cannot() -> Workbench:
        raise DatabaseUnusable("x.db", "It is no database.", "Choose another file (--db).")

    with pytest.raises(DatabaseUnusable):
        run_window(cannot, db_file="x.db", arguments=("benchwright",))


def test_a_person_may_go_on_with_another_database_where_one_cannot_be_opened(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    file, seen, opened = tmp_path / "bench.db", [], []
    workbench = a_demo()

    def cannot() -> Workbench:
        raise DatabaseUnusable(str(file), "It is no database.", "Choose another file (--db).")

    def open_other(other: Path) -> Workbench:
        opened.append(other)
        return workbench  # type: ignore[return-value]

    def answer() -> None:
        dialog = next((one for one in qapp.topLevelWidgets() if isinstance(one, DatabaseDialog)), None)
        if dialog is None or not dialog.isVisible():
            return
        timer.stop()
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.new_button.click()

    timer = QTimer()
    timer.timeout.connect(answer)
    timer.start(20)
    code = run_window(
        cannot,
        db_file=str(file),
        arguments=("benchwright",),
        open_other=open_other,
        on_painted=lambda _: qapp.closeAllWindows(),
    )
    assert code == 0
    assert opened == [tmp_path / "bench-2.db"]
    assert "It is no database." in seen


@pytest.fixture
def dialog(theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[DatabaseDialog]:
    """About a file whose folder nobody can write to."""
    parent = QWidget()
    qtbot.addWidget(parent)
    why = "unable to open database file. " * 3
    dialog = DatabaseDialog(theme, tmp_path / "x.db", DatabaseUnusable("x.db", why, "Choose another (--db)."), parent)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.close()


@pytest.mark.parametrize("width", [1_200, 533, 520])
def test_no_button_of_the_database_dialog_is_cut(dialog: DatabaseDialog, width: int, qtbot: QtBot) -> None:
    dialog.resize(width, 60)
    buttons = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
    assert dialog.close_button in buttons
    qtbot.waitUntil(lambda: all(dialog.rect().contains(button.geometry()) for button in buttons))


def test_a_new_database_may_be_made_in_another_folder(
    dialog: DatabaseDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "elsewhere" / "new"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_options: (str(wanted), ""))
    dialog.elsewhere_button.click()
    assert dialog.chosen == wanted.with_suffix(".db")
    assert not dialog.isVisible()


def test_the_newest_copy_from_before_a_new_schema_is_offered(tmp_path: Path) -> None:
    file = tmp_path / "bench.db"
    assert newest_backup(file) is None
    for age, name in ((20, "bench.before-6.db"), (10, "bench.before-7.db"), (0, "other.before-7.db")):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    assert newest_backup(file) == tmp_path / "bench.before-7.db"


def test_the_frame_is_painted_before_the_workbench_is_open(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    painted: list[bool] = []
    workbench = a_demo()

    def open_it() -> Workbench:
        painted.append(any(isinstance(one, Frame) and one.isVisible() for one in qapp.topLevelWidgets()))
        return workbench  # type: ignore[return-value]

    code = run_window(open_it, db_file="x.db", arguments=("benchwright",), on_painted=lambda _: qapp.closeAllWindows())
    assert code == 0
    assert painted == [True]


def test_a_window_closed_while_the_workbench_opens_ends_when_it_is_open(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    closed, opened = threading.Event(), []

    def open_it() -> Workbench:
        assert closed.wait(5)
        opened.append(True)
        return a_demo()  # type: ignore[return-value]

    def close() -> None:
        qapp.closeAllWindows()
        closed.set()

    QTimer.singleShot(300, close)
    assert run_window(open_it, db_file="x.db", arguments=("benchwright",)) == 0
    assert opened == [True]
