"""A policy that is dropped on a part of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_SUFFIX = ".toml"
_OF_DROPS = frozenset({QEvent.Type.DragEnter, QEvent.Type.Drop})


class PolicyDrop(QObject):
    """Hands the policies that are dropped on a widget to `take`; other drops go on to the window."""

    def __init__(self, widget: QWidget, take: Callable[[Path], object]) -> None:
        super().__init__(widget)
        self._take = take
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes one policy, and nothing else."""
        if event.type() not in _OF_DROPS or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        policy = _dropped(event.mimeData())
        if policy is None:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self._take(policy)
        return True


def _dropped(data: QMimeData) -> Path | None:
    """The one TOML file of a drop; None where it is anything else. Reading it tells whether it is a policy."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() == _SUFFIX else None
