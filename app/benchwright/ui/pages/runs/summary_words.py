"""The tiles of a run's summary. Pure, but slow for noisy runs: intervals are made here, on a worker thread."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.model.board import Board
from benchwright.model.compare import Metric
from benchwright.model.run import Run
from benchwright.protocols.run_store import RunStore
from benchwright.ui.pages.bench import result_words as words
from benchwright.ui.pages.bench.result import read_result
from benchwright.ui.pages.bench.result_words import TileWords


@dataclass(frozen=True, slots=True)
class Summary:
    """What the tiles of one run show, in their order, with the values of the last versions."""

    run_id: str
    tiles: tuple[TileWords, ...]
    histories: tuple[tuple[float, ...], ...]


def read_summary(store: RunStore, run: Run, board: Board | None) -> Summary:
    """Reads what the run is compared with and puts it in words. Blocks."""
    result = read_result(store, run)
    tiles = (
        words.latency_words(result),
        words.ram_words(result, board),
        words.flash_words(result, board),
        words.energy_words(result),
        words.accuracy_words(result),
        words.instruction_words(result),
        words.parity_words(result),
    )
    return Summary(run.run_id, tiles, (*(result.history(metric) for metric in Metric), (), ()))
