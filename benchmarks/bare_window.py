"""The least a PySide6 program can show: what the start of Benchwright's window is compared with."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.painted import close_when_painted

if __name__ == "__main__":
    application = QApplication([])
    window = QMainWindow()
    close_when_painted(application, [("window", lambda: window)])
    window.show()
    application.exec()
