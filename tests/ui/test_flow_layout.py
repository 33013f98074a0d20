import shiboken6
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchwright.ui.widgets.flow_layout import FlowLayout


def a_bar(qtbot: QtBot, *texts: str) -> tuple[QWidget, FlowLayout, list[QPushButton]]:
    """A bar within a column, as the pages have it."""
    bar = QWidget()
    qtbot.addWidget(bar)
    layout = FlowLayout()
    buttons = [QPushButton(text, bar) for text in texts]
    for button in buttons:
        layout.addWidget(button)
    column = QVBoxLayout(bar)
    column.addLayout(layout)
    bar.show()
    return bar, layout, buttons


def test_a_bar_whose_buttons_qt_deleted_still_has_a_size(qtbot: QtBot) -> None:
    _, layout, buttons = a_bar(qtbot, "Details", "Set as baseline", "Report")
    whole = layout.sizeHint().width()
    for button in buttons[:2]:
        shiboken6.delete(button)
    assert layout.count() == 1
    assert 0 < layout.sizeHint().width() < whole
    assert layout.heightForWidth(400) == buttons[2].sizeHint().height()


def test_the_rest_of_a_bar_flows_on_after_one_button_is_gone(qtbot: QtBot) -> None:
    bar, layout, buttons = a_bar(qtbot, "One", "Two", "Three")
    buttons[0].deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(buttons[0]))
    bar.resize(bar.sizeHint())
    layout.activate()
    assert buttons[1].x() == layout.geometry().x()
    assert buttons[2].x() > buttons[1].geometry().right()


def test_a_layout_hands_out_no_item_that_qt_took_along_with_its_bar(qtbot: QtBot) -> None:
    bar, layout, _ = a_bar(qtbot, "emulated", "valid", "baseline")
    shiboken6.delete(bar)
    assert layout.count() == 0
    assert layout.itemAt(0) is None
    assert layout.takeAt(0) is None
