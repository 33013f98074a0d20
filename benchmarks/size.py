"""Flash that engine and kernels take: by kernel set and file, and for the ops of one model alone."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.bench_lab import MODELS, ROOT
from benchmarks.benchmark import Effort, say
from benchmarks.document import table
from benchmarks.object_sizes import flash_bytes
from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.planner.plan import TflitePlanner
from boards.builder.firmware import build_board
from boards.builder.places import BOARDS as BOARD_FOLDERS
from boards.builder.recipe import read_recipe

BOARDS = ("b-l475e-iot01a", "mps3-an547", "esp32-c3", "microbit")
MINIMAL_BOARD = "b-l475e-iot01a"
NAMES = ("kws", "vww", "ic", "ad")
# Engine and kernels of TensorFlow Lite Micro with CMSIS-NN on a Cortex-M4F, smallest firmware with that model's ops.
PEER_BYTES = {"kws": 52_808, "vww": 52_808, "ic": 50_612, "ad": 27_440}
GOALS = {"kws": 16_000, "vww": 16_000, "ic": 16_000, "ad": 6_000}
_FIRMWARE = "boards_firmware_"
_ENGINE, _SHARED = f"{_FIRMWARE}engine_", f"{_FIRMWARE}common_"


def measure_size(effort: Effort) -> str:
    """Two tables: what every file takes in whole images, and minimal images of the four models."""
    with tempfile.TemporaryDirectory(prefix="benchwright-size-") as folder:
        out = Path(folder)
        images = {board: _engine_sizes(build_board(board, out), out) for board in BOARDS[: effort.turns(4, 1)]}
        sets = {board: read_recipe(BOARD_FOLDERS / board).kernel_set for board in images}
        parts = [_whole_images(images, sets)]
        if MODELS.is_dir():
            names = NAMES[: effort.turns(len(NAMES), 1)]
            parts.append(_minimal_images({name: _minimal(name, out) for name in names}))
    return "\n\n".join(parts)


def _engine_sizes(built: Path, out: Path) -> dict[str, int]:
    """Bytes by file, named as below engine/, with what the engine takes of what it shares with the agent."""
    objects = list((out / "objects" / built.name).glob("*.o"))
    engine = frozenset(path for path in objects if path.name.startswith(_ENGINE))
    shared = frozenset(path for path in objects if path.name.startswith(_SHARED))
    sizes = flash_bytes(objects, engine) | flash_bytes(engine | shared, shared)
    names = {path: path.name.removeprefix(_ENGINE).removeprefix(_FIRMWARE).removesuffix("_c.o") for path in sizes}
    return {names[path]: size for path, size in sizes.items() if size}


def _minimal(name: str, out: Path) -> dict[str, int]:
    say(f"{name} alone")
    board = BoardCatalog([ROOT / "boards"]).board(MINIMAL_BOARD)
    pack = out / f"{name}.pack"
    pack.write_bytes(TflitePlanner().plan((MODELS / f"{name}.tflite").read_bytes(), board, name=name).data)
    return _engine_sizes(build_board(MINIMAL_BOARD, out, minimal=pack), out)


def _whole_images(images: Mapping[str, Mapping[str, int]], sets: Mapping[str, str]) -> str:
    files = sorted({file for sizes in images.values() for file in sizes})
    rows = [(_shown(file), *(_bytes(sizes.get(file, 0)) for sizes in images.values())) for file in files]
    rows.append(("engine and kernels", *(f"{sum(sizes.values()):,}" for sizes in images.values())))
    return table(("text and read-only data, B", *(f"{board} ({sets[board]})" for board in images)), rows)


def _minimal_images(images: Mapping[str, Mapping[str, int]]) -> str:
    rows = []
    for name, sizes in images.items():
        kernels = sum(size for file, size in sizes.items() if file.startswith("kernels_"))
        whole = sum(sizes.values())
        ratio = f"{whole / PEER_BYTES[name]:.2f}"
        rows.append((name, f"{whole - kernels:,}", f"{kernels:,}", f"{whole:,}", f"≤ {GOALS[name]:,}", ratio))
    return table((f"{MINIMAL_BOARD}, one model's ops", "engine B", "kernels B", "together B", "goal", "to TFLM"), rows)


def _shown(file: str) -> str:
    return file.replace("kernels_", "kernels/", 1).replace("common_", "common/", 1)


def _bytes(size: int) -> str:
    return f"{size:,}" if size else "–"
