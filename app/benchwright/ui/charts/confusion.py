"""The confusion matrix: true classes down, predicted classes across, the right ones on the diagonal."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from benchwright.model.scoring import ScoreCard, Scoring
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import Mark
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.words import filled
from benchwright.ui.contrast import contrast, laid_over
from benchwright.ui.language.numbers import count_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, scaled
from benchwright.ui.tokens import Tokens

_MOST_CLASSES = 24
"""More are read better as a table."""
_LIGHTEST = 2
"""A single mistake among many is still seen."""
_ALPHAS = (16, 36, 56, 80, 104, 128, 148, 240)
"""How opaque the shades are, 0…255; on what lies between the last two no ink can be read well."""
SHADES = len(_ALPHAS)
_EDGE = 0.48
_ROW_PX = 26
_AXIS_PX = 60


class ConfusionChart(Chart):
    """A cell for each pair of classes, darker the larger its share of the true class."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Confusion matrix"))
        self.setAccessibleName(self._title.text())
        self._scoring: Scoring | None = None
        self._card: ScoreCard | None = None
        self.redraw()

    def show_card(self, scoring: Scoring | None, card: ScoreCard | None) -> None:
        """Shows the matrix of a score card, or the empty sentence."""
        self._scoring, self._card = scoring, card
        self.redraw()

    def _counts(self) -> tuple[tuple[int, ...], ...]:
        return self._card.matrix.counts if self._card is not None and self._card.matrix is not None else ()

    def _draw(self) -> None:
        counts, scoring = self._counts(), self._scoring
        if scoring is None or not counts:
            self._set_caption("")
            self._say(self.tr("There are no classes to confuse: what counts here is the error."))
            return
        words = self.tr("%1 on %2 · %3 · %4 · n = %5")
        origin = said(scoring.origin.value)
        count = count_text(sum(map(sum, counts)))
        self._set_caption(filled(words, scoring.variant_label, scoring.board, origin, scoring.set_name, count))
        if len(counts) > _MOST_CLASSES:
            self._say(filled(self.tr("%1 classes are too many for a picture; the table has them all."), len(counts)))
            return
        panel, rows = self._use_panels(1)[0], list(range(len(counts)))
        names = [scoring.class_name(number) for number in rows]
        span = (-0.5, len(rows) - 0.5)
        panel.setMinimumHeight(scaled(_AXIS_PX + _ROW_PX * len(rows)))
        panel.canvas.set_axis("bottom", self.tr("Predicted class"), span, rows, names)
        panel.canvas.set_axis("left", self.tr("True class"), span, rows, names)
        panel.canvas.flip_rows()
        self._draw_cells(panel, names)

    def _draw_cells(self, panel: Panel, names: list[str]) -> None:
        cells = [
            (true, told, count, sum(row)) for true, row in enumerate(self._counts()) for told, count in enumerate(row)
        ]
        for shade in range(1, SHADES + 1):
            alike = [(true, told) for true, told, count, total in cells if total and _shade(count, total) == shade]
            if alike:
                panel.canvas.add_bars(
                    [told - _EDGE for _, told in alike],
                    [told + _EDGE for _, told in alike],
                    [true - _EDGE for true, _ in alike],
                    [true + _EDGE for true, _ in alike],
                    ["ok" if true == told else "warning" for true, told in alike],
                    alpha=cell_alpha(shade),
                )
        for true, told, count, total in cells:
            if count:
                role = ink_on(self._theme.tokens, "ok" if true == told else "warning", _shade(count, total))
                panel.canvas.add_text(count_text(count), told, true, anchor=(0.5, 0.5), role=role, has_halo=False)
        panel.add_hot_spots(
            Mark(f"{true}/{told}", told, true, card=(filled(self.tr("%1 taken for %2"), names[true], names[told]),
                 filled(self.tr("%1 of %2, %3 %"), count_text(count), count_text(total),
                        number_text(100 * count / total, ".1f"))),
                 box=(told - _EDGE, true - _EDGE, told + _EDGE, true + _EDGE))
            for true, told, count, total in cells if count
        )  # fmt: skip

    def _table(self) -> ChartTable:
        counts, scoring = self._counts(), self._scoring
        if scoring is None or self._card is None or self._card.matrix is None:
            return ChartTable()
        names = [scoring.class_name(number) for number in range(len(counts))]
        f1_ratios = self._card.matrix.f1_ratios
        rows = tuple(
            (name, *map(count_text, row), number_text(f1, ".3f"))
            for name, row, f1 in zip(names, counts, f1_ratios, strict=True)
        )
        numeric = frozenset(range(1, len(names) + 2))
        return ChartTable((self.tr("True class"), *names, self.tr("F1")), rows, numeric)

    def _summary(self) -> str:
        counts, scoring = self._counts(), self._scoring
        if scoring is None or not counts:
            return ""
        wrong = sorted(
            ((count, true, told) for true, row in enumerate(counts) for told, count in enumerate(row) if true != told),
            reverse=True,
        )
        right = sum(row[number] for number, row in enumerate(counts))
        words = filled(self.tr("%1 of %2 are right."), count_text(right), count_text(sum(map(sum, counts))))
        if not wrong or not wrong[0][0]:
            return words
        count, true, told = wrong[0]
        most = self.tr("Most often %1 is taken for %2: %3 times.")
        names = scoring.class_name(true), scoring.class_name(told)
        return f"{words} {filled(most, *names, count_text(count))}"


def cell_alpha(shade: int) -> int:
    """How opaque a cell of a shade is, 0…255; shades are 1…`SHADES`."""
    return _ALPHAS[shade - 1]


def ink_on(tokens: Tokens, fill: str, shade: int) -> str:
    """The role of the ink that is read best on a cell whose colour has the role `fill`."""
    ground = laid_over(QColor(tokens.role(fill)), cell_alpha(shade), QColor(tokens.surface))
    return max(("text", "window"), key=lambda role: contrast(QColor(tokens.role(role)), ground))


def _shade(count: int, total: int) -> int:
    """How dark a cell is: 0 for nothing, else up to the darkest."""
    return 0 if not count else max(_LIGHTEST, round(SHADES * count / total))
