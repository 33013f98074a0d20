"""What the report is to be: template, sections, baseline, language, letterhead, and the runs in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from benchwright.model.report import ALL_SECTIONS, ReportLanguage, ReportRequest, ReportSection, ReportTemplate
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.reports.letterhead_form import LetterheadForm
from benchwright.ui.pages.reports.run_choice import RunChoice, RunLine
from benchwright.ui.remembered import Remembered
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.combo import Combo
from benchwright.ui.widgets.flow_layout import FlowLayout

_MOST_BASELINES = 200
_WIDTH = 320


class ReportOptions(QScrollArea):
    """The left side of the page. What is chosen is remembered, but for the runs and the baseline."""

    changed = Signal()
    """Another report is wanted."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settle = QTimer(self)  # the parts take up another font after the theme has told of it
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._fit_text)
        self._remembered: Remembered = bridge.remembered
        self.templates = self._template_buttons(theme)
        self.sections = self._section_boxes()
        self.runs = RunChoice(theme, self)
        self.baseline = Combo(theme, self.tr("Baseline of the report"), self)
        self.baseline.setToolTip(self.tr("What every run is held against"))
        self.language = Combo(theme, self.tr("Language of the report"), self)
        self.letterhead = LetterheadForm(bridge, theme, self)
        self._body = QWidget(self)
        self._fill_languages()
        self._restore()
        self._lay_out()
        self._connect()

    @property
    def template(self) -> ReportTemplate:
        """The chosen template."""
        return next(template for template, button in self.templates.items() if button.isChecked())

    def request(self) -> ReportRequest:
        """The report as it is chosen."""
        return ReportRequest(
            run_ids=self.runs.chosen,
            template=self.template,
            sections=frozenset(section for section, box in self.sections.items() if box.isChecked()),
            language=ReportLanguage(self.language.currentData()),
            baseline_id=str(self.baseline.currentData() or ""),
        )

    def show_runs(self, lines: Sequence[RunLine], checked: Sequence[str]) -> None:
        """Shows the runs of the database with some of them checked."""
        self.runs.model.show_lines(lines, checked)

    def _template_buttons(self, theme: Theme) -> dict[ReportTemplate, QPushButton]:
        words = {
            ReportTemplate.BOARD_MODEL: (
                self.tr("Board × model"),
                self.tr("How fast is which variant on which board?"),
            ),
            ReportTemplate.COMPARE: (
                self.tr("Compare"),
                self.tr("Which variant wins against the baseline, by how much?"),
            ),
            ReportTemplate.REGRESSION: (self.tr("Regression"), self.tr("What got worse since the version before?")),
        }
        group = QButtonGroup(self)
        buttons = {}
        for template, (word, detail) in words.items():
            button = push_button(theme, word, self, detail=detail)
            button.setCheckable(True)
            group.addButton(button)
            buttons[template] = button
        return buttons

    def _section_boxes(self) -> dict[ReportSection, QCheckBox]:
        words = {
            ReportSection.OVERVIEW: self.tr("Overview"),
            ReportSection.RESULT: self.tr("Result"),
            ReportSection.CHARTS: self.tr("Charts"),
            ReportSection.RUNS: self.tr("Table of runs"),
            ReportSection.DETAILS: self.tr("Run by run"),
            ReportSection.VALIDITY: self.tr("Rules broken"),
            ReportSection.REPRO: self.tr("Repro block"),
        }
        boxes = {}
        for section, word in words.items():
            box = QCheckBox(word, self)
            box.setAccessibleName(word)
            boxes[section] = box
        return boxes

    def _fill_languages(self) -> None:
        # Each language is named in itself: whoever looks for it can read it.
        self.language.addItem("English", ReportLanguage.ENGLISH.value)
        self.language.addItem("Português (Brasil)", ReportLanguage.PORTUGUESE.value)

    def _fill_baselines(self) -> None:
        """The marked ones, or one of the chosen runs."""
        kept = self.baseline.currentData()
        self.baseline.blockSignals(True)
        self.baseline.clear()
        self.baseline.addItem(self.tr("Baseline: as marked"), "")
        chosen = set(self.runs.chosen)
        for line in [line for line in self.runs.model.lines if line.run_id in chosen][:_MOST_BASELINES]:
            self.baseline.addItem(f"{line.words} · {line.place}", line.run_id)
            self.baseline.setItemData(self.baseline.count() - 1, line.details, Qt.ItemDataRole.ToolTipRole)
        self.baseline.setCurrentIndex(max(0, self.baseline.findData(kept)))
        self.baseline.blockSignals(False)

    def _restore(self) -> None:
        kept = self._remembered.word("reports/template")
        chosen = next((template for template in ReportTemplate if template.value == kept), ReportTemplate.BOARD_MODEL)
        self.templates[chosen].setChecked(True)
        for section, box in self.sections.items():
            box.setChecked(self._remembered.flag(f"reports/{section.value}", default=section in ALL_SECTIONS))
        place = self.language.findData(self._remembered.word("reports/language") or self._of_window())
        self.language.setCurrentIndex(max(0, place))
        self._fill_baselines()

    def _of_window(self) -> str:
        """The report's language where none was chosen: the window's."""
        is_portuguese = QLocale().language() is QLocale.Language.Portuguese
        return str((ReportLanguage.PORTUGUESE if is_portuguese else ReportLanguage.ENGLISH).value)

    def _keep_language(self) -> None:
        self._remembered.set_word("reports/language", str(self.language.currentData()))
        self.changed.emit()

    def _keep(self) -> None:
        self._remembered.set_word("reports/template", self.template.value)
        for section, box in self.sections.items():
            self._remembered.set_flag(f"reports/{section.value}", value=box.isChecked())
        self.changed.emit()

    def _take_runs(self) -> None:
        self._fill_baselines()
        self.changed.emit()

    def _connect(self) -> None:
        for button in self.templates.values():
            button.clicked.connect(self._keep)
        for box in self.sections.values():
            box.toggled.connect(self._keep)
        self.language.currentIndexChanged.connect(self._keep_language)
        self.baseline.currentIndexChanged.connect(self.changed)
        self.letterhead.changed.connect(self.changed)
        self.runs.choice_changed.connect(self._take_runs)
        self._theme.changed.connect(self._settle.start)

    def _lay_out(self) -> None:
        body = self._body
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        row = FlowLayout(spacing=HALF)
        for button in self.templates.values():
            row.addWidget(button)
        column.addWidget(self._heading(self.tr("Template")))
        column.addLayout(row)
        column.addWidget(self._heading(self.tr("Sections")))
        boxes = FlowLayout()
        for box in self.sections.values():
            boxes.addWidget(box)
        column.addLayout(boxes)
        column.addWidget(self._heading(self.tr("Runs")))
        column.addWidget(self.runs, 1)
        self.baseline.setMinimumWidth(0)
        self.baseline.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column.addWidget(self.baseline)
        column.addWidget(self._heading(self.tr("Language and letterhead")))
        column.addWidget(self.language)
        column.addWidget(self.letterhead)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_text()

    def _fit_text(self) -> None:
        """Never narrower than its widest part: it does not scroll sideways."""
        least = self._body.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(_WIDTH - 4 * GRID, least))
        self.setMaximumWidth(max(scaled(_WIDTH) + 10 * GRID, least))

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        set_role(label, "caption")
        return label
