"""`python -m shots`: every page, theme, size, language and size of text as a picture, and its faults in words."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from benchwright.bench.measure import MeasureSettings
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
    pages, percents = arguments.page or PAGE_NAMES, arguments.font_percent or FONT_PERCENTS
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
                        fault_count += _shoot_tabs(one, code, arguments.out)
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


def _shoot_tabs(one: Sitting, code: str, out: Path) -> int:
    """The tabs of Compare in one size and theme: what is in them, no other page shows."""
    return sum(_take(one, out / f"compare-tab{place + 1}-{code}.png", code) for place in one.pose_tabs(TABS_SIZE))


def _take(one: Sitting, picture: Path, code: str) -> int:
    """Saves a picture and tells its faults; how many."""
    one.window.grab().save(str(picture))
    faults = faults_of(one.window, sources_of(code))
    for fault in faults:
        print(f"{picture.stem}: {fault}", flush=True)
    return len(faults)


if __name__ == "__main__":
    sys.exit(main())
