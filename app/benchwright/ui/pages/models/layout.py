"""What the Models page consists of and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QSplitter,
    QTableView,
    QTabWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from benchwright.model.model_facts import ModelFacts
from benchwright.model.variant import Variant
from benchwright.ui.charts.arena import ArenaChart
from benchwright.ui.item_models.ops_model import OpsModel
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.item_models.tensors_model import TensorsModel
from benchwright.ui.item_models.variants_model import VariantsModel
from benchwright.ui.language.numbers import bytes_text, number_text
from benchwright.ui.pages.models.fit_table import FitTable
from benchwright.ui.pages.models.fits import BoardFit
from benchwright.ui.pages.models.scorings_tab import ScoringsTab
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.error_panel import ErrorPanel
from benchwright.ui.widgets.flow_layout import FlowLayout

_TREE_PX = 300
_LEAST_TREE_PX = 200
_MOST_TREE_PX = 320
_LEAST_NAME_PX = 130
_LEAST_CARD_PX = 150
_ROW_PX = 28


class ModelsLayout(QWidget):
    """The tree left; right the variant, its boards, and arena and ops of its plan."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.variants = VariantsModel(theme, self)
        self.tree = QTreeView(self)
        self.import_button = push_button(theme, self.tr("Import model …"), self, icon_name="mdi6.file-import-outline")
        self.title = ElidedLabel(self)
        self.caption = ElidedLabel(self)
        self.copy_digest = icon_button(theme, self.tr("Copy the SHA-256"), "mdi6.content-copy", self)
        self.flash_button = push_button(
            theme, self.tr("Flash and test on"), self, icon_name="mdi6.flash-outline", role="primary"
        )
        self.devices = QMenu(self)
        self.convert_button = push_button(theme, self.tr("Convert …"), self, icon_name="mdi6.anvil")
        self.accuracy_button = push_button(theme, self.tr("Accuracy …"), self, icon_name="mdi6.target")
        self.pick_button = push_button(theme, self.tr("Pick for me …"), self, icon_name="mdi6.auto-fix")
        self.rename_button = icon_button(theme, self.tr("Name and note"), "mdi6.pencil-outline", self)
        self.netron_button = icon_button(theme, self.tr("Open in Netron"), "mdi6.open-in-new", self)
        self.archive_button = icon_button(theme, self.tr("Archive"), "mdi6.archive-arrow-down-outline", self)
        self.archived = QCheckBox(self.tr("Archived too"), self)
        self.board_search = QLineEdit(self)
        self.only_fitting = QCheckBox(self.tr("Boards where it fits"), self)
        self.board_count = QLabel(self)
        self.table = FitTable(theme, self)
        self.failure = ErrorPanel(theme, self)
        self.arena = ArenaChart(theme, self)
        self.ops = QTableView(self)
        self.ops_model = OpsModel(theme, self)
        self.tensors = QTableView(self)
        self.tensors_model = TensorsModel(theme, self)
        self.scorings = ScoringsTab(theme, self)
        self._facts: ModelFacts | None = None
        self._fit: BoardFit | None = None
        self.tabs = QTabWidget(self)
        self.boards = self._card(self.table)
        self._prepare()
        self._lay_out()
        self._fit_text()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit_right)
        for watched in (self.tree, self._right, self._rows):
            watched.installEventFilter(self)
        theme.changed.connect(self._fit_text)

    def show_variants(self, variants: Sequence[Variant]) -> None:
        """Replaces the tree; everything is open."""
        self.variants.show_variants(variants)
        self.tree.expandAll()
        self._fit_tree()

    def current_variant(self) -> Variant | None:
        """The variant at the cursor of the tree."""
        return self.variants.variant_at(self.tree.currentIndex())

    def show_variant(self, variant: Variant) -> None:
        """The heading of a variant."""
        self.title.show_text(variant.label)
        parts = [variant.recipe or variant.quantisation, bytes_text(variant.file_bytes)]
        if variant.accuracy is not None:
            words = self.tr("accuracy %1 % on %2 samples")
            count = number_text(variant.accuracy_sample_count, ",")
            parts.append(words.replace("%1", number_text(variant.accuracy * 100, ".1f")).replace("%2", count))
        if variant.is_archived:
            parts.insert(0, self.tr("archived"))
        parts.append(f"SHA-256 {variant.sha256[:12]}…")
        self.caption.show_text(" · ".join(parts))
        self.caption.setToolTip(f"{variant.source}\n{variant.sha256}\n{variant.note}".strip())

    def show_plan(self, fit: BoardFit | None) -> None:
        """Arena and ops of a plan, or why there is none."""
        self._fit = fit
        self.arena.show_pack(fit.pack if fit is not None else None)
        self._show_ops()
        failure = fit.failure if fit is not None else None
        self.tabs.setTabEnabled(0, failure is None)
        if failure is not None:
            self.failure.show_failure(failure.what, failure.why, failure.remedy)
        else:
            self.failure.hide()

    def show_facts(self, facts: ModelFacts | None) -> None:
        """Tensors, and the operators of a file without a plan; None while they are read."""
        self._facts = facts
        self.tensors_model.show_facts(facts)
        self.tensors.resizeColumnsToContents()
        self._show_ops()

    def show_archived(self, *, is_archived: bool) -> None:
        """The button puts away, or brings back."""
        text = self.tr("Bring back from the archive") if is_archived else self.tr("Archive")
        self.archive_button.setToolTip(text)
        self.archive_button.setAccessibleName(text)

    def _show_ops(self) -> None:
        pack = self._fit.pack if self._fit is not None else None
        if pack is None and self._facts is not None:
            self.ops_model.show_file(self._facts)
        else:
            self.ops_model.show_pack(pack)
        self.ops.resizeColumnsToContents()

    def _narrow(self) -> None:
        self.table.narrow(self.board_search.text(), only_fitting=self.only_fitting.isChecked())

    def _count_boards(self, shown: int, known: int) -> None:
        words = self.tr("%1 of %2 boards").replace("%1", str(shown)).replace("%2", str(known))
        self.board_count.setText(words)
        self.board_count.setMinimumWidth(self.board_count.fontMetrics().horizontalAdvance(words) + HALF)

    def _prepare(self) -> None:
        set_role(self.title, "section")
        set_role(self.caption, "caption")
        self.flash_button.setMenu(self.devices)
        self.tree.setModel(self.variants)
        self.tree.setAccessibleName(self.tr("Models and their variants"))
        self.tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(16)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setMinimumSectionSize(56)
        self.ops.setModel(self.ops_model)
        dress(self.ops, self.tr("Ops"), row_px=_ROW_PX)
        self.tensors.setModel(self.tensors_model)
        dress(self.tensors, self.tr("Tensors"), row_px=_ROW_PX)
        self.tabs.addTab(self.arena, self.tr("Arena map"))
        self.tabs.addTab(self.ops, self.tr("Ops"))
        self.tabs.addTab(self.tensors, self.tr("Tensors"))
        self.tabs.addTab(self.scorings, self.tr("Accuracy"))
        self.archived.setAccessibleName(self.archived.text())
        self.only_fitting.setAccessibleName(self.only_fitting.text())
        self.board_search.setPlaceholderText(self.tr("Find a board"))
        self.board_search.setAccessibleName(self.tr("Part of a board's name or core"))
        self.board_search.setClearButtonEnabled(True)
        set_role(self.board_count, "caption")
        self.board_search.textChanged.connect(self._narrow)
        self.only_fitting.toggled.connect(self._narrow)
        self.table.narrowed.connect(self._count_boards)
        self.failure.dismissed.connect(self.failure.hide)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("The plan"))

    def _lay_out(self) -> None:
        left = self._card(self.tree, self.archived, self.import_button)
        self._left = left
        head = QVBoxLayout()
        head.setSpacing(GRID)
        buttons = FlowLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.caption)
        title = QHBoxLayout()
        title.setSpacing(HALF)
        title.addLayout(words, 1)
        for icon in (self.rename_button, self.copy_digest, self.netron_button, self.archive_button):
            title.addWidget(icon)
        head.addLayout(title)
        for button in (self.flash_button, self.convert_button, self.accuracy_button, self.pick_button):
            buttons.addWidget(button)
        head.addLayout(buttons)
        finding = FlowLayout(spacing=2 * GRID)
        finding.setContentsMargins(HALF, HALF, HALF, 0)
        finding.addWidget(self.board_search)
        finding.addWidget(self.only_fitting)
        finding.addWidget(self.board_count)
        boards_layout = self.boards.layout()
        assert isinstance(boards_layout, QVBoxLayout)
        boards_layout.insertLayout(0, finding)
        rows = self._rows = QSplitter(Qt.Orientation.Vertical, self)
        rows.addWidget(self.boards)
        rows.addWidget(self._card(self.failure, self.tabs))
        rows.setHandleWidth(GRID)
        rows.setSizes([210, 420])
        rows.setStretchFactor(0, 1)  # on a large screen more boards are in sight
        rows.setStretchFactor(1, 1)
        right = self._right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(rows, 1)
        whole = QSplitter(Qt.Orientation.Horizontal, self)
        whole.addWidget(left)
        whole.addWidget(right)
        whole.setSizes([_TREE_PX, 3 * _TREE_PX])
        whole.setStretchFactor(0, 0)
        whole.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(whole)

    def _fit_text(self) -> None:
        """The chart's heading, and what finds a board, take up to three lines beside a wide tree."""
        self.tree.setStyleSheet(f"QTreeView::item {{ height: {scaled(_ROW_PX)}px; }}")
        self._left.setMinimumWidth(min(scaled(_LEAST_TREE_PX), _MOST_TREE_PX))
        self._fit_tree()
        self.boards.setMinimumHeight(scaled(_LEAST_CARD_PX))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The tree, or what stands right of it, has more or less room."""
        if watched is self.tree and event.type() == QEvent.Type.Resize:
            self._fit_tree()
        elif watched is not self.tree and event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._soon.start(0)  # when those below have told what they need
        return super().eventFilter(watched, event)

    def _fit_right(self) -> None:
        """Buttons that go on to another line are given its height: a splitter does not ask for it."""
        layout = self._right.layout()
        if layout is not None:
            layout.invalidate()
            self._right.setMinimumHeight(layout.minimumHeightForWidth(self._right.width()))

    def _fit_tree(self) -> None:
        """The name comes first: size and accuracy, which the heading tells too, go where it would be cut."""
        left = self.tree.viewport().width() - scaled(_LEAST_NAME_PX)
        for column in (1, 2):
            left -= max(self.tree.sizeHintForColumn(column), self.tree.header().sectionSizeHint(column))
            self.tree.setColumnHidden(column, left < 0)

    def _card(self, *widgets: QWidget) -> QFrame:
        card = QFrame(self)
        set_role(card, "surface")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(HALF, HALF, HALF, HALF)
        for widget in widgets:
            top = Qt.AlignmentFlag.AlignTop if widget is self.failure else Qt.AlignmentFlag(0)
            layout.addWidget(widget, 0, top)
        return card
