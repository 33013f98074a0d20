"""Asking what to make of a model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from benchwright.model.conversion import (
    DEFAULT_CLUSTERS,
    DEFAULT_SAMPLES,
    DEFAULT_SPARSITY,
    MOST_CLUSTERS,
    MOST_SPARSITY,
    Conversion,
    Format,
    Recipe,
)
from benchwright.model.errors import BenchError, ToolMissing
from benchwright.ui.dialogs.sized_dialog import SizedDialog
from benchwright.ui.pages.models.forge_strip import ForgeStrip
from benchwright.ui.pages.models.set_choice import SetChoice
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.number_box import inset_text

_WIDTH = 560


class ConvertDialog(SizedDialog):
    """Formats to make, the representative set, and what is missing before it can begin.

    `require` raises ToolMissing where TensorFlow is not set up. `is_network` where the source is a Keras model or a
    SavedModel: then the float32 root is made too.
    """

    asked = Signal(Conversion, bool)
    """What to make, and whether TensorFlow is to be installed before."""

    def __init__(
        self, theme: Theme, title: str, source: Path, require: Callable[[], None], *, is_network: bool, parent: QWidget
    ) -> None:
        super().__init__(_WIDTH, parent)
        self._source = source
        self._require = require
        self._is_network = is_network
        self._has_tool = True
        self._can_install = False
        self.setWindowTitle(self.tr("Convert %1").replace("%1", title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.formats = {
            Format.INT8: QCheckBox(self.tr("int8, whole model"), self),
            Format.INT16X8: QCheckBox(self.tr("int16 activations, int8 weights"), self),
            Format.DYNAMIC: QCheckBox(self.tr("dynamic range: int8 weights, float32 arithmetic"), self),
        }
        self.pruned = QCheckBox(self.tr("pruned: the smallest weights become zero"), self)
        self.clustered = QCheckBox(self.tr("clustered: few different weights"), self)
        self.sparsity = self._spin(round(100 * DEFAULT_SPARSITY), 5, round(100 * MOST_SPARSITY), self.tr("Zeros"))
        self.sparsity.setSuffix(" %")
        self.clusters = self._spin(DEFAULT_CLUSTERS, 2, MOST_CLUSTERS, self.tr("Values a tensor"))
        self.clusters.setSuffix(self.tr(" values"))
        self.representative = SetChoice(theme, self.tr("Representative set"), limit=DEFAULT_SAMPLES, parent=self)
        self.honest = QLabel(self)
        self.missing = QLabel(self)
        self.trouble = ForgeStrip(theme, self)
        self.installing = QLabel(self)
        self.recheck_button = push_button(theme, self.tr("Check again"), self, icon_name="mdi6.refresh")
        self.convert_button = push_button(theme, self.tr("Convert"), self, role="primary")
        self.close_button = push_button(theme, self.tr("Cancel"), self)
        self._lay_out()
        self._connect()
        self.formats[Format.INT8].setChecked(True)
        if not is_network:
            reason = self.tr("TensorFlow Lite makes it of Keras models and SavedModels only.")
            self.formats[Format.DYNAMIC].setEnabled(False)
            self.formats[Format.DYNAMIC].setToolTip(reason)
        self.check_tool()

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """What is checked; pruned and clustered weights are int8 where there is a representative set."""
        base = Format.INT8 if self.representative.samples is not None else Format.FLOAT32
        recipes = [Recipe(one) for one, box in self.formats.items() if box.isChecked() and box.isEnabled()]
        if self.pruned.isChecked():
            recipes.append(Recipe(base, sparsity=self.sparsity.value() / 100))
        if self.clustered.isChecked():
            recipes.append(Recipe(base, cluster_count=self.clusters.value()))
        if self._is_network:
            recipes.insert(0, Recipe(Format.FLOAT32))
        return tuple(recipes)

    def check_tool(self) -> None:
        """Looks whether TensorFlow is set up."""
        self._can_install = False
        try:
            self._require()
        except ToolMissing as error:
            self._has_tool, self._can_install = False, True
            self.trouble.show_error(error.what, error.why, error.remedy, is_tool=True)
        except BenchError as error:
            self._has_tool = False
            self.trouble.show_error(error.what, error.why, error.remedy)
        else:
            self._has_tool = True
            self.trouble.hide()
        self.recheck_button.setVisible(not self._has_tool)
        self.installing.setVisible(self._can_install)
        words = self.tr("Install TensorFlow and convert") if self._can_install else self.tr("Convert")
        self.convert_button.setText(words)
        self.convert_button.setAccessibleName(words)
        self._show_state()

    def _show_state(self) -> None:
        self.sparsity.setEnabled(self.pruned.isChecked())
        self.clusters.setEnabled(self.clustered.isChecked())
        is_changed = self.pruned.isChecked() or self.clustered.isChecked()
        self.honest.setVisible(is_changed)
        lacks_set = any(one.format.wants_samples for one in self.recipes) and self.representative.samples is None
        words = ""
        if not self.recipes:
            words = self.tr("Choose at least one.")
        elif lacks_set:
            words = self.tr("int8 and int16 need a representative set: a hundred typical inputs or more.")
        self.missing.setText(words)
        self.missing.setVisible(bool(words))
        self.convert_button.setEnabled((self._has_tool or self._can_install) and not words)
        self.fit()

    def _convert(self) -> None:
        conversion = Conversion(self._source, self.recipes, self.representative.samples)
        self.asked.emit(conversion, self._can_install)
        self.accept()

    def _connect(self) -> None:
        for box in (*self.formats.values(), self.pruned, self.clustered):
            box.toggled.connect(self._show_state)
        self.representative.changed.connect(self._show_state)
        self.recheck_button.clicked.connect(self.check_tool)
        self.convert_button.clicked.connect(self._convert)
        self.close_button.clicked.connect(self.reject)

    def _spin(self, value: int, least: int, most: int, name: str) -> QSpinBox:
        spin = QSpinBox(self)
        spin.setRange(least, most)
        spin.setValue(value)
        inset_text(spin)
        spin.setAccessibleName(name)
        return spin

    def _lay_out(self) -> None:
        root = QLabel(self.tr("The float32 root is made too; the others stand below it."), self)
        root.setVisible(self._is_network)
        self.honest.setText(
            self.tr(
                "Not trained again afterwards: accuracy usually falls, so measure it. The board runs no faster for "
                "single zeros, and the file is no smaller unless it is compressed."
            )
        )
        self.installing.setText(
            self.tr(
                "Or let it be installed now: it is fetched over the network into an environment of its own, which "
                "takes minutes and can be cancelled. The conversion follows by itself."
            )
        )
        for label in (root, self.honest, self.missing, self.installing):
            set_role(label, "muted")
            label.setWordWrap(True)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for row, box in enumerate((*self.formats.values(), self.pruned, self.clustered)):
            box.setAccessibleName(box.text())
            grid.addWidget(box, row, 0)
        grid.addWidget(self.sparsity, 3, 1)
        grid.addWidget(self.clusters, 4, 1)
        grid.setColumnStretch(0, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.recheck_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.convert_button)
        self.convert_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(root)
        layout.addLayout(grid)
        layout.addWidget(self.honest)
        layout.addWidget(self.representative)
        layout.addWidget(self.missing)
        layout.addWidget(self.trouble)
        layout.addWidget(self.installing)
        layout.addStretch(1)
        layout.addLayout(buttons)
