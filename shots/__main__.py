"""`python -m shots`: every page, theme, size, language and size of text as a picture, and its faults in words."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from benchwright.bench.measure import MeasureSettings
from shots.dialogs import DIALOGS
from shots.measured import PREFERRED, CannotShoot, measured_bench
from shots.sitting import PAGE_NAMES, Sitting, sitting
from shots.speaking import ROOT, languages, sources_of, speaking
from shots.structure import faults_of

SIZES = (QSize(1000, 640), QSize(1440, 900), QSize(3840, 2160))
TABS_SIZE = QSize(1440, 900)
FONT_PERCENTS = (100, 200)
OUT = ROOT / "out" / "shots"


def main(argv: Sequence[str] | None = None) -> int:
    """Takes the pictures; 1 when something is wrong on one, or they could not be taken."""
    parser = argparse.ArgumentParser(prog="python -m shots")
    parser.add_argument("--out", type=Path, default=OUT, help=f"the folder for the pictures (default: {OUT})")
    parser.add_argument("--page", choices=PAGE_NAMES, action="append", help="which page (default: every one)")
    parser.add_argument("--dialogs", action="store_true", help="what opens above a page (default: with all pages)")
    parser.add_argument("--language", choices=languages(), action="append", help="which language (default: every one)")
    parser.add_argument("--font-percent", type=int, action="append", help="how large text is (default: 100 and 200)")
    parser.add_argument("--anew", action="store_true", help="measure again rather than use the runs of last time")
    arguments = parser.parse_args(argv)
    arguments.out.mkdir(parents=True, exist_ok=True)
    kept = arguments.out / "benchwright.db"
    if arguments.anew:
        kept.unlink(missing_ok=True)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    pages = arguments.page or (() if arguments.dialogs else PAGE_NAMES)
    percents = arguments.font_percent or FONT_PERCENTS
    fault_count = 0
    try:
        with (
            tempfile.TemporaryDirectory(prefix="benchwright-shots-") as home,
            measured_bench(Path(home), kept, PREFERRED, MeasureSettings()) as workbench,
        ):
            for code in arguments.language or languages():
                with speaking(code), sitting(application, workbench) as one:
                    for percent in percents:
                        fault_count += _shoot(one, pages, code, arguments.out, percent)
                    if "compare" in pages:
                        fault_count += _shoot_tabs(one, "compare-tab", one.pose_tabs(TABS_SIZE), code, arguments.out)
                    if "runs" in pages:
                        fault_count += _shoot_tabs(one, "run-tab", one.pose_details(TABS_SIZE), code, arguments.out)
                    if arguments.dialogs or not arguments.page:
                        fault_count += _shoot_dialogs(one, code, arguments.out, percents)
    except CannotShoot as error:
        print(f"No pictures: {error}", file=sys.stderr)
        return 1
    print(f"The pictures lie in {arguments.out}; {fault_count} faults.")
    return 1 if fault_count else 0


def _shoot(one: Sitting, pages: Sequence[str], code: str, out: Path, percent: int) -> int:
    count = 0
    for is_dark, size, page in product((True, False), SIZES, pages):
        one.pose(page, size, is_dark=is_dark, font_ratio=percent / 100)
        letters = "" if percent == 100 else f"-{percent}"
        theme = "dark" if is_dark else "light"
        count += _take(one, out / f"{page}-{theme}-{size.width()}x{size.height()}-{code}{letters}.png", code)
    return count


def _shoot_tabs(one: Sitting, name: str, places: Iterator[int], code: str, out: Path) -> int:
    """The tabs of a page in one size and theme: what is in them, no other page shows."""
    return sum(_take(one, out / f"{name}{place + 1}-{code}.png", code) for place in places)


def _shoot_dialogs(one: Sitting, code: str, out: Path, percents: Sequence[int]) -> int:
    """Every dialog above the smallest window, by itself."""
    count = 0
    for is_dark, percent, name in product((True, False), percents, DIALOGS):
        letters = "" if percent == 100 else f"-{percent}"
        theme = "dark" if is_dark else "light"
        with one.dialog(name, SIZES[0], is_dark=is_dark, font_ratio=percent / 100) as dialog:
            count += _take_widget(dialog, out / f"dialog-{name}-{theme}-{code}{letters}.png", code)
    return count


def _take(one: Sitting, picture: Path, code: str) -> int:
    """Saves a picture of the window and tells its faults; how many."""
    return _take_widget(one.window, picture, code)


def _take_widget(shown: QWidget, picture: Path, code: str) -> int:
    shown.grab().save(str(picture))
    faults = faults_of(shown, sources_of(code))
    for fault in faults:
        print(f"{picture.stem}: {fault}", flush=True)
    return len(faults)


if __name__ == "__main__":
    sys.exit(main())
