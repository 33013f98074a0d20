"""The pages while they are being set: a cursor that runs down and begins a new page where there is no room."""

from __future__ import annotations

from benchwright.model.drawing import Ink
from benchwright.ui.printing.faces import Face, Measure
from benchwright.ui.printing.page_items import BODY_WIDTH, BOTTOM, MARGIN, TOP, Item, RuleItem, SetPage, TextItem


class Sheet:
    """`y` is where the next thing goes. Finished pages are taken away by whoever wants them."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.y: float = TOP
        self._number = 1
        self._items: list[Item] = []
        self._finished: list[SetPage] = []

    def take(self) -> list[SetPage]:
        """The pages that were finished since the last time."""
        finished, self._finished = self._finished, []
        return finished

    def finish(self) -> list[SetPage]:
        """The last pages."""
        self.turn()
        return self.take()

    def turn(self) -> None:
        """Ends the page."""
        self._finished.append(SetPage(self._number, tuple(self._items)))
        self._number += 1
        self._items = []
        self.y = TOP

    def need(self, height: float) -> bool:
        """Turns the page if less than `height` is left; a page that is empty already takes anything."""
        if self.y + height <= BOTTOM or self.y <= TOP:
            return False
        self.turn()
        return True

    def put(self, item: Item) -> None:
        """Puts something onto the page, wherever it says."""
        self._items.append(item)

    def line(self, text: str, face: Face, ink: Ink = Ink.TEXT, x: float = MARGIN) -> None:
        """Puts a line at the cursor and moves below it."""
        self.need(self.measure.height(face))
        self.put(TextItem(x, self.y + self.measure.ascent(face), text, face, ink))
        self.y += self.measure.height(face)

    def paragraph(self, text: str, face: Face, ink: Ink = Ink.TEXT, width: float = BODY_WIDTH) -> None:
        """Puts a text at the cursor, broken into lines."""
        for line in self.measure.lines(face, text, width):
            self.line(line, face, ink)

    def rule(self) -> None:
        """A hairline at the cursor."""
        self.put(RuleItem(MARGIN, self.y, BODY_WIDTH))
