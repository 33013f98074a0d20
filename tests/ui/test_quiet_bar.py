from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from benchwright.ui.widgets.quiet_bar import QuietBar


class PaintCounter(QObject):
    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_a_value_is_painted_once_with_the_window_and_not_while_it_is_set(qtbot: QtBot) -> None:
    bar = QuietBar()
    qtbot.addWidget(bar)
    paints = PaintCounter(bar)
    bar.installEventFilter(paints)
    bar.show()
    qtbot.waitUntil(lambda: paints.count > 0)
    before = paints.count
    for value in range(1, 51):
        bar.show_value(value)
    assert paints.count == before
    qtbot.waitUntil(lambda: paints.count > before)
    assert bar.value() == 50
    assert paints.count == before + 1
