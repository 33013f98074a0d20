"""The gate of the Runs page: which policy counts, and what it says of the run that is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from benchwright import paths
from benchwright.bench.gating import judge_run
from benchwright.catalog.policy_file import STARTING_FILE, read_policy
from benchwright.files import replace_file
from benchwright.model.errors import BenchError
from benchwright.model.gate import Judgement
from benchwright.model.run import Run
from benchwright.protocols.run_store import RunStore
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.runs.detail import RunDetail

_REMEMBERED = "gate/policy"


class GateKeeping(QObject):
    """Judges each run that is shown, on a worker thread; the policy is remembered from day to day."""

    def __init__(self, bridge: Bridge, detail: RunDetail, page: QWidget, on_error: Callable[[Exception], None]) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._detail = detail
        self._page = page
        self._on_error = on_error
        self._run: Run | None = None
        tab = detail.gate
        tab.policy_chosen.connect(self.use)
        tab.choosing_asked.connect(self.choose)
        tab.starting_asked.connect(self.start)
        tab.again_asked.connect(self.judge_again)

    @property
    def policy(self) -> Path | None:
        """The file that counts; None where none was chosen."""
        name = self._bridge.remembered.text(_REMEMBERED)
        return Path(name) if name else None

    def judge(self, run: Run) -> None:
        """Says of this run what the policy says."""
        self._run = run
        file, store = self.policy, self._bridge.workbench.store
        if file is None:
            self._detail.gate.show_nothing()
            return
        self._bridge.ask(
            lambda: _judged(store, file, run), lambda judged: self._show(run, judged), self._detail.gate.show_problem
        )

    def judge_again(self) -> None:
        """The policy was changed, perhaps, or the baseline."""
        if self._run is not None:
            self.judge(self._run)

    def use(self, file: Path) -> None:
        """From now on this policy counts."""
        self._bridge.remembered.set_text(_REMEMBERED, str(file))
        self.judge_again()

    def choose(self) -> None:
        """Asks for a policy."""
        kinds = self.tr("Policies (*.toml);;All files (*)")
        folder = str(self.policy.parent) if self.policy is not None else ""
        name, _ = QFileDialog.getOpenFileName(self._page, self.tr("Choose a policy"), folder, kinds)
        if name:
            self.use(Path(name))

    def start(self) -> None:
        """Writes a policy to start with, where the user wants it, and uses it."""
        kinds = self.tr("Policies (*.toml)")
        name, _ = QFileDialog.getSaveFileName(self._page, self.tr("Write a policy"), STARTING_FILE, kinds)
        if not name:
            return
        try:
            replace_file(Path(name), (paths.resources() / STARTING_FILE).read_bytes())
        except BenchError as error:
            self._on_error(error)
            return
        self.use(Path(name))

    def _show(self, run: Run, judged: tuple[str, Judgement]) -> None:
        if self._run is run:
            self._detail.show_gate(*judged)


def _judged(store: RunStore, file: Path, run: Run) -> tuple[str, Judgement]:
    policy = read_policy(file)
    return policy.name, judge_run(store, policy, run)
