"""The tasks: what was started, on which device, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt, QTime
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from benchwright.ui.language.numbers import duration_text
from benchwright.ui.language.translators import said
from benchwright.ui.progress import Progress
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.elided_label import one_line, tooltip_text

_KEPT = 200
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Task:
    """One journey on one device, or one job of the forge under its name."""

    started_at: str
    device_id: str
    state: str
    detail: str
    is_running: bool = True


class TaskModel(QAbstractTableModel):
    """Tasks, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: tuple[Task, ...] = ()

    def take(self, device_id: str, progress: Progress) -> None:
        """Updates the running task of a device, or begins one."""
        running = next((i for i, task in enumerate(self._tasks) if task.device_id == device_id and task.is_running), -1)
        if running < 0 and not progress.is_running:
            return
        if running < 0:
            self.beginInsertRows(QModelIndex(), 0, 0)
            now = QTime.currentTime().toString("HH:mm:ss")
            self._tasks = (self._described(Task(now, device_id, "", ""), progress), *self._tasks)
            self.endInsertRows()
            self._forget_old()
            return
        self._replace(running, self._described(self._tasks[running], progress))

    def take_job(self, name: str, state: str, detail: str, *, is_running: bool = True) -> None:
        """Updates the running task of a job that needs no device, or begins one; `name` stands where a device would."""
        running = next((i for i, task in enumerate(self._tasks) if task.device_id == name and task.is_running), -1)
        if running >= 0:
            changed = replace(self._tasks[running], state=state, detail=detail, is_running=is_running)
            self._replace(running, changed)
            return
        self.beginInsertRows(QModelIndex(), 0, 0)
        now = QTime.currentTime().toString("HH:mm:ss")
        self._tasks = (Task(now, name, state, detail, is_running=is_running), *self._tasks)
        self.endInsertRows()
        self._forget_old()

    def _replace(self, row: int, task: Task) -> None:
        self._tasks = (*self._tasks[:row], task, *self._tasks[row + 1 :])
        self.dataChanged.emit(self.index(row, 0), self.index(row, 3))

    def adopt(self, other: TaskModel) -> None:
        """Goes on from the tasks of a window that this one takes the place of; tasks that ended keep their words."""
        self.beginResetModel()
        self._tasks = other._tasks
        self.endResetModel()

    def note(self, text: str) -> None:
        """Keeps what was said in passing."""
        now = QTime.currentTime().toString("HH:mm:ss")
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._tasks = (Task(now, "", self.tr("said"), text, is_running=False), *self._tasks)
        self.endInsertRows()
        self._forget_old()

    def _forget_old(self) -> None:
        if len(self._tasks) > _KEPT:
            self.beginRemoveRows(QModelIndex(), _KEPT, len(self._tasks) - 1)
            self._tasks = self._tasks[:_KEPT]
            self.endRemoveRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._tasks)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Started"), self.tr("Device"), self.tr("State"), self.tr("Detail"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        task = self._tasks[index.row()]
        words = (task.started_at, task.device_id, task.state, one_line(task.detail))[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(words)
        return None

    def _described(self, task: Task, progress: Progress) -> Task:
        current = progress.current
        if progress.failure is not None:
            state = self.tr("cancelled") if progress.failure.was_cancelled else self.tr("failed")
            return replace(task, state=state, detail=said(progress.failure.what), is_running=False)
        if progress.is_running:
            return replace(task, state=self.tr("running"), detail=said(current.stage.value) if current else "")
        detail = progress.run.variant_label if progress.run else said(progress.flash_note)
        return replace(
            task,
            state=self.tr("done in %1").replace("%1", duration_text(progress.seconds)),
            detail=detail,
            is_running=False,
        )


class _TaskView(QTableView):
    """Says what will be in it while nothing is."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().placeholderText().color())
        room = self.viewport().rect().adjusted(GRID, GRID, -GRID, -GRID)
        painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, self.accessibleDescription())
        painter.end()


def task_view(model: TaskModel, parent: QWidget) -> QTableView:
    """A table of the tasks."""
    view = _TaskView(parent)
    view.setModel(model)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
    view.setColumnWidth(1, 200)
    view.setAccessibleName(QCoreApplication.translate("TaskModel", "Tasks"))
    view.setAccessibleDescription(
        QCoreApplication.translate(
            "TaskModel",
            "Nothing has been started yet. Runs, conversions and what was said in passing are listed here.",
        )
    )
    return view
