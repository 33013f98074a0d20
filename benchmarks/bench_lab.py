"""A bench of its own for a measurement: the program's parts, a database and virtual boards in a temporary home."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchwright.bench.toolbox import Toolbox
from benchwright.compose import build_toolbox

ROOT = Path(__file__).parents[1]
DIGITS = ROOT / "resources" / "models"
MODELS = Path(os.environ.get("BENCHWRIGHT_MODELS", ROOT.parent / "shared" / "models"))


@contextlib.contextmanager
def temporary_toolbox() -> Iterator[Toolbox]:
    """The program's parts with BENCHWRIGHT_HOME in a folder that goes away; its virtual boards are stopped."""
    before = os.environ.get("BENCHWRIGHT_HOME")
    with tempfile.TemporaryDirectory(prefix="benchwright-bench-") as home:
        os.environ["BENCHWRIGHT_HOME"] = home
        toolbox = build_toolbox()
        try:
            yield toolbox
        finally:
            for device in toolbox.lab.devices():
                toolbox.lab.stop(device.device_id.removeprefix("virtual:"))
            if before is None:
                del os.environ["BENCHWRIGHT_HOME"]
            else:
                os.environ["BENCHWRIGHT_HOME"] = before
