"""The run bar: which model, and the button that does it all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from benchwright.model.pack import Fit
from benchwright.model.plan_wish import Optimise
from benchwright.model.variant import Variant
from benchwright.ui.language.numbers import bytes_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.check_menu import CheckMenu
from benchwright.ui.widgets.combo import Combo
from benchwright.ui.widgets.elided_label import ElidedLabel, one_line

_LEAST_COMBO_PX = 140


class RunBar(QFrame):
    """Tells which variant was chosen and which button was pressed; knows nothing of devices."""

    variant_chosen = Signal(str)
    more_chosen = Signal()
    """Other variants were checked beside the chosen one."""

    optimise_chosen = Signal(Optimise)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._variants: tuple[Variant, ...] = ()
        self.combo = Combo(theme, self.tr("Model"), self)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumWidth(_LEAST_COMBO_PX)
        self.combo.setPlaceholderText(self.tr("No model yet: drop a .tflite here"))
        self.combo.activated.connect(self._choose)
        self.more_button = push_button(theme, "", self, icon_name="mdi6.playlist-plus", role="quiet")
        self.more_menu = CheckMenu(self)
        self.more_button.setMenu(self.more_menu)
        self.open_button = icon_button(theme, self.tr("Open a model file (Ctrl+O)"), "mdi6.folder-open-outline", self)
        self.flash_button = push_button(theme, self.tr("Flash only"), self, role="")
        self.flash_button.setToolTip(self.tr("Shift+F5"))
        self.optimise = Combo(theme, self.tr("Plan for"), self)
        self.optimise.addItem(self.tr("Balanced"), Optimise.BALANCED.word)
        self.optimise.addItem(self.tr("Least RAM"), Optimise.RAM.word)
        self.optimise.addItem(self.tr("Least time"), Optimise.TIME.word)
        self.optimise.setToolTip(
            self.tr(
                "What models are planned for. Balanced: as little RAM as costs no time. Least RAM: whatever time it "
                "takes. Least time: the fastest kernels, whatever RAM they work in."
            )
        )
        self.optimise.activated.connect(self._choose_optimise)
        self.run_button = push_button(theme, self.tr("Flash and test"), self, icon_name="mdi6.play", role="primary")
        self.run_button.setToolTip(self.tr("F5. Shift+F5 flashes only."))
        self._fit = ElidedLabel(self)
        set_role(self._fit, "caption")
        self.more_button.hide()
        self._choice, self._buttons = QHBoxLayout(), QHBoxLayout()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two lines that the bar can make."""
        halves = (self._choice.minimumSize().width(), self._buttons.minimumSize().width())
        return QSize(max(halves), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons go below the model where there is no room beside it."""
        super().resizeEvent(event)
        self._stack_or_not()

    def event(self, event: QEvent) -> bool:
        """A button with other words, or larger ones, may need the second line."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._stack_or_not()
        return super().event(event)

    def _stack_or_not(self) -> None:
        needed = self._choice.minimumSize().width() + GRID + self._buttons.minimumSize().width()
        directions = (QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom)
        direction = directions[needed > self.width()]
        if direction is not self._row.direction():
            self._row.setDirection(direction)
            self.updateGeometry()

    @property
    def variant_sha256(self) -> str:
        """The chosen variant; "" for none."""
        return str(self.combo.currentData() or "")

    @property
    def variant_sha256s(self) -> tuple[str, ...]:
        """The chosen variant and those that were checked beside it."""
        more = (str(action.data()) for action in self.more_menu.actions() if action.isChecked())
        return tuple(dict.fromkeys(filter(None, (self.variant_sha256, *more))))

    @property
    def variants(self) -> tuple[Variant, ...]:
        """What can be chosen."""
        return self._variants

    @property
    def fit_text(self) -> str:
        """Whether the model fits, as shown."""
        return self._fit.full_text

    def show_variants(self, variants: tuple[Variant, ...]) -> None:
        """Fills the combo, newest version of each model first, and keeps what was chosen."""
        chosen = self.variant_sha256
        self._variants = tuple(sorted(variants, key=lambda variant: (variant.model, -variant.version)))
        self.combo.clear()
        for variant in self._variants:
            text = f"{one_line(variant.label)}   ·   {variant.quantisation}, {bytes_text(variant.file_bytes)}"
            self.combo.addItem(text, variant.sha256)
        self.combo.setCurrentIndex(self.combo.findData(chosen) if chosen else -1)
        self._fill_more()

    def choose(self, sha256: str) -> None:
        """Chooses a variant, or the first when there is no such one."""
        place = self.combo.findData(sha256)
        self.combo.setCurrentIndex(place if place >= 0 else (0 if self.combo.count() else -1))
        self._show_more()
        self.variant_chosen.emit(self.variant_sha256)

    def show_optimise(self, optimise: Optimise) -> None:
        """Shows what models are planned for."""
        self.optimise.setCurrentIndex(self.optimise.findData(optimise.word))

    def show_startable(self, *, can_start: bool, device_count: int, joins_queue: bool = False) -> None:
        """Whether the buttons can be pressed, for how many boards, and whether a batch runs that takes more jobs."""
        model_count = len(self.variant_sha256s)
        count = device_count * model_count
        self.run_button.setEnabled(can_start)
        self.flash_button.setEnabled(can_start and model_count == 1 and not joins_queue)
        many = self.tr("Add %1 to the queue") if joins_queue else self.tr("Flash and test %1")
        text = many.replace("%1", str(count)) if count > 1 or joins_queue else self.tr("Flash and test")
        self.run_button.setText(text)
        self.run_button.setAccessibleName(text)
        detail = self.tr("F5: %1 models on %2 boards.").replace("%1", str(model_count)).replace("%2", str(device_count))
        self.run_button.setToolTip(detail if count > 1 else self.tr("F5. Shift+F5 flashes only."))

    def show_fit(self, fit: Fit, title: str) -> None:
        """Says what the model needs and whether the board has it."""
        if fit.fits:
            text = self.tr("Fits %1: arena %2 of %3, model %4 of %5")
        else:
            short = fit.shortfalls[0]
            text = self.tr("Does not fit %1: %2 needs %3, %4 are free")
            values = (title, said(short.what), bytes_text(short.needed_bytes), bytes_text(short.free_bytes))
            self._show_fit_text(_filled(text, values), "error")
            return
        sizes = (fit.arena_bytes, fit.arena_free_bytes, fit.pack_bytes, fit.slot_bytes)
        self._show_fit_text(_filled(text, (title, *map(bytes_text, sizes))), "muted")

    def show_fit_failure(self, what: str) -> None:
        """Says why the model cannot be planned."""
        self._show_fit_text(what, "error")

    def clear_fit(self) -> None:
        """Says nothing until it is known."""
        self._show_fit_text("", "muted")

    def _show_fit_text(self, text: str, role: str) -> None:
        self._fit.show_text(text)
        self._fit.setStyleSheet(f"color: {self._theme.tokens.role(role)};" if role == "error" else "")

    def _choose(self, _index: int) -> None:
        self._show_more()
        self.variant_chosen.emit(self.variant_sha256)

    def _choose_optimise(self, _index: int) -> None:
        self.optimise_chosen.emit(Optimise[str(self.optimise.currentData()).upper()])

    def _fill_more(self) -> None:
        checked = {str(action.data()) for action in self.more_menu.actions() if action.isChecked()}
        self.more_menu.clear()
        for variant in self._variants:
            action = self.more_menu.addAction(f"{one_line(variant.label)}   ·   {variant.quantisation}")
            action.setData(variant.sha256)
            action.setCheckable(True)
            action.setChecked(variant.sha256 in checked)
            action.toggled.connect(self._take_more)
        self._show_more()

    def _take_more(self) -> None:
        self._show_more()
        self.more_chosen.emit()

    def _show_more(self) -> None:
        """The chosen variant is in anyway: the menu offers the others."""
        for action in self.more_menu.actions():
            action.setVisible(action.data() != self.variant_sha256)
        count = len(self.variant_sha256s) - 1
        self.more_button.setText(self.tr("and %1 more").replace("%1", str(count)) if count > 0 else "")
        name = self.tr("Choose more models for the same boards")
        self.more_button.setToolTip(name)
        self.more_button.setAccessibleName(name)
        self.more_button.setVisible(len(self._variants) > 1)

    def _lay_out(self) -> None:
        self._choice.setSpacing(GRID)
        self._choice.addWidget(self.combo, 1)
        self._choice.addWidget(self.more_button)
        self._choice.addWidget(self.open_button)
        self._buttons.setSpacing(GRID)
        self._buttons.addWidget(self.flash_button)
        self._buttons.addWidget(self.run_button, 1)
        self._row.setSpacing(GRID)
        self._row.addLayout(self._choice, 1)
        self._row.addLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        layout.addLayout(self._row)
        second = QHBoxLayout()
        second.setSpacing(GRID)
        second.addWidget(self._fit, 1)
        second.addWidget(self.optimise)
        layout.addLayout(second)


def _filled(text: str, values: tuple[str, ...]) -> str:
    for place, value in enumerate(values, start=1):
        text = text.replace(f"%{place}", value)
    return text
