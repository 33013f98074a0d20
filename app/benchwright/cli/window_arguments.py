"""The arguments of the window: `gui`, `demo`, or a model file to open with."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WindowArguments:
    """What the window is opened with; `journey` is a folder for the journey that the window makes by itself."""

    is_demo: bool
    database: Path | None
    journey: Path | None
    models: tuple[Path, ...]
    language: str = ""


def parse_window(argv: Sequence[str]) -> WindowArguments:
    """Parses them; exits with 2 and a usage line when they are wrong."""
    if not argv:
        return WindowArguments(is_demo=False, database=None, journey=None, models=())
    command, rest = (argv[0], argv[1:]) if argv and argv[0] in {"gui", "demo"} else ("gui", argv)
    parser = argparse.ArgumentParser(prog=f"benchwright {command}")
    parser.add_argument("--db", type=Path, metavar="FILE", help="the database (default: the user's own)")
    parser.add_argument("--journey", type=Path, metavar="FOLDER", help="make the demo's journey, leave pictures here")
    parser.add_argument("--language", default="", metavar="CODE", help="en or pt_BR (default: the system's)")
    parser.add_argument("models", nargs="*", type=Path, metavar="MODEL.tflite", help="models to bring in")
    parsed = parser.parse_args(rest)
    return WindowArguments(command == "demo", parsed.db, parsed.journey, tuple(parsed.models), parsed.language)
