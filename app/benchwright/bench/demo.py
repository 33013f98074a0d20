"""The demo's bench: a virtual board of each kind of core plugged in, the family of demo models brought in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from benchwright.bench.importing import PROVENANCE_FILE
from benchwright.bench.workbench import Workbench

DEMO_BOARDS = ("native", "b-l475e-iot01a", "mps3-an547", "esp32-c3")
"""The virtual boards of the demo: one for each kind of core, every one large enough for every demo model."""


class DemoBench:
    """Prepares a workbench in the background and takes down what it started."""

    def __init__(self, workbench: Workbench, models: Path) -> None:
        self._workbench = workbench
        self._models = models
        self._started: tuple[str, ...] = ()

    def import_models(self) -> None:
        """Brings in the demo's models, the float32 root first; those already there stay as they are.

        Raises:
            ModelFileInvalid, DatabaseUnusable: what stood in the way.
        """
        for file in demo_models(self._models):
            self._workbench.import_model(file)

    def start_boards(self) -> None:
        """Starts the demo's boards that do not run yet; each appears when its port answers."""
        running = {device.device_id for device in self._workbench.scan()}
        there = [name for name in DEMO_BOARDS if name in self._workbench.virtual_names()]
        self._started = tuple(name for name in there if f"virtual:{name}" not in running)
        for name in self._started:
            self._workbench.start_virtual(name)

    def stop_boards(self, stop: Callable[[str], None]) -> None:
        """Stops the boards that this bench started, side by side."""
        threads = [threading.Thread(target=stop, args=(name,)) for name in self._started]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def demo_models(folder: Path) -> tuple[Path, ...]:
    """The model files of a folder, float32 first, then by name; they have a provenance beside them."""
    if not (folder / PROVENANCE_FILE).is_file():
        return ()
    return tuple(sorted(folder.glob("*.tflite"), key=lambda file: ("float32" not in file.name, file.name)))
