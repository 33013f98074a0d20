"""MLPerf Tiny from the window: a measurement in the lane of its device, told by the events of any journey."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchwright.bench.lane import Cancel
from benchwright.bench.mlperf_keeping import keep_result
from benchwright.bench.mlperf_session import MlperfParts, MlperfRequest, MlperfSession
from benchwright.bench.mlperf_talk import DutRoute
from benchwright.bench.stages import Emit
from benchwright.model.device import Device
from benchwright.model.events import MlperfFinished
from benchwright.model.meter import MeterWish
from benchwright.model.mlperf import Mode
from benchwright.model.mlperf_rules import OFFICIAL_RULES, MlperfRules
from benchwright.model.submission import SubmissionPlace, system_name
from benchwright.protocols.catalog import Catalog
from benchwright.protocols.io_managers import IoManagers
from benchwright.protocols.run_store import RunStore
from benchwright.protocols.submission import SubmissionTarget, SubmissionWriter

BAUD = 115_200
"""Of a DUT whose board nobody knows."""


@dataclass(frozen=True, slots=True)
class MlperfTools:
    """What only MLPerf Tiny needs: IO managers, and the writer of submission folders."""

    io_managers: IoManagers
    submissions: SubmissionWriter


@dataclass(frozen=True, slots=True)
class MlperfOrder:
    """What is asked for in the window.

    `io_manager` is a port, "" for none. `window_s` is None for the rules' own length. `place` without a system takes
    the board's name.
    """

    benchmark_id: str
    mode: Mode
    device_id: str
    data: Path
    out: Path
    place: SubmissionPlace
    io_manager: str = ""
    window_s: float | None = None
    meter: MeterWish | None = None
    restarts: bool = False


@dataclass(frozen=True, slots=True)
class MlperfDeskParts:
    """What a desk is made of. `device` finds one on the bench, `submit` puts a job into its lane."""

    session: MlperfParts
    io_managers: IoManagers
    catalog: Catalog
    device: Callable[[str], Device]
    submit: Callable[[str, Callable[[Cancel], None]], None]
    emit: Emit
    store: RunStore


class MlperfDesk:
    """Calls return at once; a measurement ends in MlperfFinished or RouteFailed."""

    def __init__(self, parts: MlperfDeskParts) -> None:
        self._parts = parts

    def measure(self, order: MlperfOrder) -> None:
        """Queues a measurement."""

        def job(cancel: Cancel) -> None:
            self._run(order, cancel)

        self._parts.submit(order.device_id, job)

    def _run(self, order: MlperfOrder, cancel: Cancel) -> None:
        parts = self._parts
        device = parts.device(order.device_id)
        board = parts.catalog.board(device.board) if device.board else None
        rate = board.baud if board else BAUD
        place = order.place
        if not place.system:
            named = system_name(board.name if board else "")
            place = SubmissionPlace(place.division, place.submitter, named, place.availability)
        with contextlib.ExitStack() as opened:
            manager = (
                opened.enter_context(parts.io_managers.opened(order.io_manager, device, rate))
                if order.io_manager
                else None
            )
            request = MlperfRequest(
                benchmark_id=order.benchmark_id,
                mode=order.mode,
                route=DutRoute(device, rate, manager),
                data=order.data,
                target=SubmissionTarget(order.out, place, board),
                rules=OFFICIAL_RULES if order.window_s is None else MlperfRules(window_s=order.window_s),
                meter=order.meter if order.mode is Mode.ENERGY else None,
                restarts=order.restarts,
            )
            written = MlperfSession(parts.session).run(request, parts.emit, cancel)
        keep_result(parts.store, written, place)
        parts.emit(MlperfFinished(device.device_id, written.result, str(written.folder)))
