"""The style sheet of the window: what Fusion and the palette cannot say."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from benchwright.ui.tokens import BODY, CAPTION, CORNER, FOCUS_WIDTH, GRID, HALF, NUMBER, SECTION, SMALL, Tokens

_SHEET = Template(
    """
QToolTip { background: $raised; color: $text; border: 1px solid $hairline; padding: ${half}px; }
QLabel { background: transparent; }
QLabel[role="caption"] { color: $muted; font-size: ${caption}px; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="error"] { color: $error; }
QLabel[role="mono"] { color: $muted; font-family: "$mono"; font-size: ${small}px; }
QLabel[role="value"] { font-family: "$mono"; font-size: ${caption}px; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="section"] { font-size: ${section}px; font-weight: 600; }
QLabel[role="number"] { font-size: ${number}px; font-weight: 600; }
QLabel[role="unit"] { color: $muted; font-size: ${section}px; font-weight: 300; }
QFrame[role="surface"] { background: $surface; border: none; border-radius: ${corner}px; }
QFrame[role="sunken"] { background: $sunken; border: none; border-radius: ${corner}px; }
QDialog[role="popup"] { background: $surface; border: 1px solid $hairline; }
QFrame[role="hairline"] { background: $hairline; border: none; }
QFrame[role="bar"] { background: $surface; border: none; }
QPushButton, QToolButton, QComboBox, QLineEdit, QSpinBox {
  background: $raised; color: $text; border: ${focus_width}px solid transparent; border-radius: 6px;
  padding: ${pad}px 10px; min-height: ${control}px; }
QPushButton:hover, QToolButton:hover, QComboBox:hover { background: $hairline; }
QPushButton:pressed, QToolButton:pressed { background: $selection; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QSpinBox:focus { border-color: $focus; }
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled, QLineEdit:disabled { color: $faint; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; font-weight: 600; padding: ${pad}px 16px; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $raised; color: $faint; }
QPushButton[role="quiet"], QToolButton[role="quiet"] { background: transparent; }
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: $raised; }
QPushButton[role="link"] { background: transparent; color: $link; text-align: left; padding: 1px ${half}px;
  min-height: 0; font-size: ${caption}px; }
QPushButton[role="link"]:hover { background: $raised; }
QPushButton[role="link"]:focus { border-color: $focus; }
QPushButton[role="status"] { background: transparent; color: $muted; font-size: ${caption}px;
  padding: 0 ${half}px; min-height: 0; }
QPushButton[role="status"]:hover { color: $text; background: $raised; }
QToolButton[role="activity"] { background: transparent; border-radius: ${corner}px; padding: ${half}px;
  font-size: ${small}px; color: $muted; }
QToolButton[role="activity"]:hover { color: $text; background: $raised; }
QToolButton[role="activity"]:checked { color: $text; background: $selection; }
QPushButton:checked, QToolButton[role="quiet"]:checked { background: $selection; color: $text; }
QToolButton::menu-indicator { image: none; }
QComboBox::drop-down { border: none; width: ${drop}px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $hairline; selection-background-color: $selection;
  selection-color: $text; outline: none; }
QLineEdit { background: $sunken; border: ${focus_width}px solid $hairline; }
QMenu { background: $raised; color: $text; border: 1px solid $hairline; padding: ${half}px; }
QMenu::item { padding: ${row_pad}px 24px ${row_pad}px 12px; border-radius: ${half}px; }
QMenu::item:selected { background: $selection; }
QMenu::separator { height: 1px; background: $hairline; margin: ${half}px; }
QAbstractItemView { background: $surface; alternate-background-color: $sunken; outline: none;
  border: ${focus_width}px solid transparent;
  gridline-color: $hairline; selection-background-color: $selection; selection-color: $text; }
QAbstractItemView:focus, QAbstractScrollArea[role="log"]:focus { border: ${focus_width}px solid $focus; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $hairline;
  padding: ${row_pad}px ${grid}px; font-size: ${caption}px; }
QListView[role="log"] { font-family: "$mono"; font-size: ${caption}px; }
QListView::item { padding: ${row_pad}px ${grid}px; border-radius: ${half}px; }
QCheckBox::indicator, QAbstractItemView::indicator { width: ${box}px; height: ${box}px; border-radius: 3px;
  border: 1px solid $muted; background: $sunken; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$check"); }
QCheckBox { border: ${focus_width}px solid transparent; border-radius: ${half}px; padding: 1px; }
QCheckBox:focus { border-color: $focus; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: transparent; border: none; }
QPlainTextEdit, QTextBrowser { background: $sunken; color: $text; font-family: "$mono"; font-size: ${caption}px;
  border: ${focus_width}px solid transparent;
  border-radius: ${corner}px; selection-background-color: $selection; selection-color: $text; }
QTabBar::tab { background: transparent; color: $muted; padding: ${row_pad}px 10px;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $link; }
QTabBar::tab:focus { color: $link; }
QTabBar QToolButton { background: $raised; border-radius: ${half}px; padding: 0; min-height: 0; }
QTabWidget::pane { border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $hairline; }
QScrollBar { background: transparent; border: none; width: 10px; height: 10px; margin: 0; }
QScrollBar::handle { background: $hairline; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 1px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: none; width: 0; height: 0; }
QProgressBar { background: $raised; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $link; border-radius: 2px; }
QAbstractSpinBox { background: $sunken; color: $text; border: ${focus_width}px solid $hairline; border-radius: 6px;
  padding: ${pad}px 10px; min-height: ${control}px; }
QAbstractSpinBox:focus { border-color: $focus; }
QAbstractSpinBox:disabled { color: $faint; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QAbstractSpinBox QLineEdit { background: transparent; border: none; padding: 0 ${grid}px; min-height: 0; }
QRadioButton { spacing: 6px; padding-right: ${grid}px; }
QRadioButton::indicator { width: ${box}px; height: ${box}px; border-radius: ${round}px; border: 1px solid $muted;
  background: $sunken; }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; }
QRadioButton:focus { color: $link; }
"""
)


def style_sheet(tokens: Tokens, *, mono: str, check: str, font_ratio: float = 1.0, is_compact: bool = False) -> str:
    """The style sheet in the colours of `tokens`.

    `mono` is a font family, `check` the file of the check mark, `font_ratio` 1…2 how much larger than usual text is.
    """
    colours = {name: value for name, value in asdict(tokens).items() if isinstance(value, str)}
    sizes = {"small": SMALL, "caption": CAPTION, "body": BODY, "section": SECTION, "number": NUMBER}
    return _SHEET.substitute(
        colours,
        mono=mono,
        check=check,
        half=HALF,
        grid=GRID,
        corner=CORNER,
        focus_width=FOCUS_WIDTH,
        pad=HALF // 2 if is_compact else HALF,
        row_pad=3 if is_compact else 6,
        control=round((18 if is_compact else 20) * font_ratio),
        box=round(14 * font_ratio),
        round=round(14 * font_ratio) // 2 + 1,
        drop=round(20 * font_ratio),
        **{name: round(size * font_ratio) for name, size in sizes.items()},
    )
