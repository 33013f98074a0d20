"""Files that are dropped where no page takes them: on another page, on a bar, on the drawer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from benchwright.ui.pages.bench.dropping import dropped_files

_READY = ".tflite"


class FileDrops(QObject):
    """Takes them on the whole window. Models go to the bench; what has to be looked at or converted, to the models."""

    page_requested = Signal(str, object)
    """Open the page with this key and hand it the tuple of files."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears of a drop only where nothing below the mouse took it."""
        if isinstance(event, QDragEnterEvent) and dropped_files(event.mimeData()):
            event.acceptProposedAction()
            return True
        if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            files = dropped_files(event.mimeData())
            event.acceptProposedAction()
            are_ready = all(file.suffix.lower() == _READY for file in files)
            self.page_requested.emit("bench" if are_ready else "models", files)
            return True
        return super().eventFilter(watched, event)
