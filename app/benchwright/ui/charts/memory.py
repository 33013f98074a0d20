"""Where RAM and flash of a run go."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from benchwright.model.board import Board
from benchwright.model.run import Run
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.scale import bytes_scale, round_ticks
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.words import filled
from benchwright.ui.language.numbers import bytes_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme

_BAR = 0.32


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    size_bytes: int
    note: str = ""
    reserved_bytes: int = 0


class MemoryChart(Chart):
    """Parts of RAM and of flash as bars, with what the board has."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Memory"))
        self.setAccessibleName(self._title.text())
        self._run: Run | None = None
        self._board: Board | None = None
        self.redraw()

    def show_run(self, run: Run | None, board: Board | None) -> None:
        """Shows a run against the memory of its board, None where the board is not known."""
        self._run, self._board = run, board
        self.redraw()

    def _ram(self, run: Run) -> tuple[_Part, ...]:
        memory = run.memory
        if not memory.is_measured:
            note = (
                self.tr("of the ELF; stack and heap not measured") if memory.static_bytes else self.tr("not measured")
            )
            return (_Part(self.tr("static"), memory.static_bytes, note),)
        touched = filled(self.tr("%1 touched"), bytes_text(memory.arena_touched)) if memory.arena_touched else ""
        if not memory.arena_planned:
            touched = self.tr("not told by the engine")
        return (
            _Part(
                self.tr("arena"), memory.arena_planned, touched, memory.arena_capacity if memory.arena_planned else 0
            ),
            _Part(self.tr("stack"), memory.stack_touched, "", memory.stack_capacity),
            _Part(self.tr("static"), memory.static_bytes),
        )

    def _flash(self, run: Run) -> tuple[_Part, ...]:
        if not run.has_pack:
            return (_Part(self.tr("firmware"), run.flash_firmware_bytes, self.tr("the model within")),)
        return (_Part(self.tr("firmware"), run.flash_firmware_bytes), _Part(self.tr("model pack"), run.pack_bytes))

    def _draw(self) -> None:
        run = self._run
        if run is None:
            self._set_caption("")
            self._say(self.tr("No run is selected."))
            return
        self._set_caption(filled(self.tr("%1 · %2 · %3"), run.variant_label, run.board, said(run.origin.value)))
        ram, flash = self._use_panels(2)
        limits = self._board.memory if self._board is not None else None
        self._draw_parts(ram, self.tr("RAM"), self._ram(run), limits.ram_bytes if limits else 0)
        self._draw_parts(flash, self.tr("Flash"), self._flash(run), limits.flash_bytes if limits else 0)

    def _draw_parts(self, panel: Panel, name: str, parts: tuple[_Part, ...], limit_bytes: int) -> None:
        total = sum(part.size_bytes for part in parts)
        words = self.tr("%1 %2 of %3, %4 % used") if limit_bytes else self.tr("%1 %2")
        share = number_text(100 * total / limit_bytes, ".1f") if limit_bytes else ""
        panel.set_title(filled(words, name, bytes_text(total), bytes_text(limit_bytes), share))
        scale = bytes_scale(max(max(part.size_bytes, part.reserved_bytes) for part in parts))
        sizes = [scale.shown(part.size_bytes) for part in parts]
        reserved = [max(size, scale.shown(part.reserved_bytes)) for size, part in zip(sizes, parts, strict=True)]
        largest, rows = max(reserved) or 1.0, range(len(parts))
        title = filled(self.tr("%1 (%2)"), name, scale.unit)
        labels = [f"  {self._words(part)}" for part in parts]
        span = panel.canvas.with_label_room((0, largest * 1.05), zip(reserved, labels, strict=True))
        panel.canvas.set_axis("bottom", title, span, round_ticks(0, largest, most=4))
        has_limit = 0 < limit_bytes <= span[1] / scale.factor
        foot = len(parts) + (0.3 if has_limit else -0.4)  # the board's name stands below the last part
        panel.canvas.set_axis("left", "", (-0.6, foot), list(rows), [part.name for part in parts])
        panel.canvas.flip_rows()
        panel.canvas.add_bars([0.0] * len(parts), reserved, [row - _BAR for row in rows], [row + _BAR for row in rows],
                              ["faint"] * len(parts), alpha=90)  # fmt: skip
        if has_limit:
            edge = scale.shown(limit_bytes)
            panel.canvas.add_line([edge] * 2, [-0.6, foot], "warning", is_dashed=True)
            words = filled(self.tr("board %1 "), bytes_text(limit_bytes))
            panel.canvas.add_text(words, edge, foot, anchor=(1, 1), role="warning")
        panel.canvas.add_bars([0.0] * len(parts), sizes, [row - _BAR for row in rows], [row + _BAR for row in rows],
                              ["link"] * len(parts), alpha=200)  # fmt: skip
        for row, (label, across) in enumerate(zip(labels, reserved, strict=True)):
            panel.canvas.add_text(label, across, row, role="text")

    def _words(self, part: _Part) -> str:
        size = bytes_text(part.size_bytes)
        if part.reserved_bytes:
            size = filled(self.tr("%1 of %2"), size, bytes_text(part.reserved_bytes))
        return f"{size}, {part.note}" if part.note else size

    def _table(self) -> ChartTable:
        if self._run is None:
            return ChartTable()
        kinds = ((self.tr("RAM"), self._ram(self._run)), (self.tr("Flash"), self._flash(self._run)))
        rows = tuple(
            (kind, part.name, number_text(part.size_bytes, ","), _count(part.reserved_bytes), part.note)
            for kind, parts in kinds
            for part in parts
        )
        headings = (self.tr("Memory"), self.tr("Part"), self.tr("Bytes"), self.tr("Reserved"), self.tr("Note"))
        return ChartTable(headings, rows, frozenset({2, 3}))

    def _summary(self) -> str:
        if self._run is None:
            return ""
        ram_bytes = self._run.ram_bytes
        sizes = "–" if ram_bytes is None else bytes_text(ram_bytes), bytes_text(self._run.flash_bytes)
        return filled(self.tr("%1 on %2: RAM %3, flash %4."), self._run.variant_label, self._run.board, *sizes)


def _count(size_bytes: int) -> str:
    return number_text(size_bytes, ",") if size_bytes else ""
