"""Company name and logo of the reports, to fill in: stands on the Reports page and in Settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from benchwright.model.report import Letterhead, Logo
from benchwright.ui.bridge import Bridge
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.flow_layout import FlowLayout

_LOGO_HEIGHT = 32
_LONGEST = 80


class LetterheadForm(QWidget):
    """Keeps what is typed when the field is left, and a copy of the logo when it is chosen."""

    changed = Signal()
    """What reports carry is another one now."""

    failed = Signal(Exception)

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._kept_company = ""
        self.company = QLineEdit(self)
        self.company.setMaxLength(_LONGEST)
        self.company.setPlaceholderText(self.tr("Company name"))
        self.company.setAccessibleName(self.tr("Company name on reports"))
        self.company.editingFinished.connect(self._keep_company)
        self.picture = QLabel(self)
        self.picture.setAccessibleName(self.tr("Logo on reports"))
        set_role(self.picture, "muted")
        self.choose_button = push_button(theme, self.tr("Choose a logo…"), self, detail=self.tr("PNG or SVG"))
        self.remove_button = push_button(theme, self.tr("Remove"), self, role="quiet")
        self.remove_button.setAccessibleName(self.tr("Remove the logo"))
        self.choose_button.clicked.connect(self._choose)
        self.remove_button.clicked.connect(lambda _checked=False: self.keep_logo(None))
        row = FlowLayout()
        row.addWidget(self.picture)
        row.addWidget(self.choose_button)
        row.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.company)
        layout.addLayout(row)
        self.read()

    def read(self) -> None:
        """Shows what is kept."""
        self._bridge.ask(self._bridge.workbench.reports.letterhead, self._show, self.failed.emit)

    def keep_logo(self, file: Path | None) -> None:
        """Keeps a logo, or forgets it; a file that is no harmless picture is refused in words."""
        desk = self._bridge.workbench.reports
        self._bridge.ask(lambda: desk.keep_logo(file), self._told, self.failed.emit)

    def _keep_company(self) -> None:
        name = self.company.text()
        if name != self._kept_company:
            self._kept_company = name
            desk = self._bridge.workbench.reports
            self._bridge.ask(lambda: desk.keep_company(name), self._told, self.failed.emit)

    def _told(self, _nothing: None) -> None:
        self.read()
        self.changed.emit()

    def _show(self, letterhead: Letterhead) -> None:
        self._kept_company = letterhead.company
        if not self.company.hasFocus():
            self.company.setText(letterhead.company)
        logo = letterhead.logo
        self.picture.setVisible(logo is not None)
        self.remove_button.setVisible(logo is not None)
        if logo is not None:
            self.picture.setPixmap(_pixmap(logo, self.devicePixelRatioF()))

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a logo"), "", "PNG, SVG (*.png *.svg)")
        if name:
            self.keep_logo(Path(name))


def _pixmap(logo: Logo, ratio: float) -> QPixmap:
    """The logo 32 pixels high, at most four times as wide."""
    height = round(_LOGO_HEIGHT * ratio)
    if logo.media_type == "image/png":
        image = QImage.fromData(QByteArray(logo.data))
        image = image.scaled(
            4 * height, height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    else:
        renderer = QSvgRenderer(QByteArray(logo.data))
        size = renderer.defaultSize().scaled(4 * height, height, Qt.AspectRatioMode.KeepAspectRatio)
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
