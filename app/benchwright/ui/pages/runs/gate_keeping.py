"""The gate of the Runs page: what the policy that was chosen says of the run that is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from benchwright.bench.gating import judge_run
from benchwright.catalog.policy_file import read_policy
from benchwright.model.gate import Judgement
from benchwright.model.run import Run
from benchwright.protocols.run_store import RunStore
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.runs.detail import RunDetail


class GateKeeping(QObject):
    """Judges each run that is shown, on a worker thread, and again when another policy is chosen."""

    def __init__(self, bridge: Bridge, detail: RunDetail, page: QWidget, on_error: Callable[[Exception], None]) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._detail = detail
        self._page = page
        self._run: Run | None = None
        tab = detail.gate
        tab.policy_chosen.connect(self.use)
        tab.choosing_asked.connect(self.choose)
        tab.starting_asked.connect(self.start)
        tab.again_asked.connect(self.judge_again)
        bridge.gate.changed.connect(self.judge_again)
        bridge.gate.failed.connect(on_error)

    def judge(self, run: Run) -> None:
        """Says of this run what the policy says."""
        self._run = run
        file, store = self._bridge.gate.file, self._bridge.workbench.store
        if file is None:
            self._detail.show_no_gate()
            return
        self._bridge.ask(
            lambda: _judged(store, file, run),
            lambda judged: self._show(run, judged),
            lambda error: self._fail(run, error),
        )

    def judge_again(self) -> None:
        """The policy was changed, perhaps, or the baseline."""
        if self._run is not None:
            self.judge(self._run)

    def use(self, file: Path) -> None:
        """From now on this policy counts."""
        self._bridge.gate.use(file)

    def choose(self) -> None:
        """Asks for a policy."""
        self._bridge.gate.choose(self._page)

    def start(self) -> None:
        """Writes a policy to start with, where the user wants it, and uses it."""
        self._bridge.gate.start(self._page)

    def _show(self, run: Run, judged: tuple[str, Judgement]) -> None:
        if self._run is run:
            self._detail.show_gate(*judged)

    def _fail(self, run: Run, error: Exception) -> None:
        if self._run is run:
            self._detail.show_gate_problem(error)


def _judged(store: RunStore, file: Path, run: Run) -> tuple[str, Judgement]:
    policy = read_policy(file)
    return policy.name, judge_run(store, policy, run)
