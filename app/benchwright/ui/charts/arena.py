"""The arena map as a picture: time across, address up."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from benchwright.model.pack import Pack
from benchwright.ui.charts.arena_blocks import Block, Role, arena_blocks, live_bytes
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import Mark
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.scale import bytes_scale, round_ticks, whole_ticks
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.words import filled
from benchwright.ui.language.numbers import bytes_text, number_text
from benchwright.ui.theme import Theme

_HIGH = 0.9
"""A liveness above this part of the arena is named below its line, because the arena's own name stands above."""

_LEAST_LINE_RATIO = 0.11
_MOST_LINE_RATIO = 0.4
_LEADING = 1.15
"""What the arena's own name takes above the blocks, of the height."""


class ArenaChart(Chart):
    """Who lives where in the arena, and when: one rectangle a tensor."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Arena map"))
        self.setAccessibleName(self._title.text())
        self._pack: Pack | None = None
        self.redraw()

    def show_pack(self, pack: Pack | None) -> None:
        """Shows the memory plan of a pack, or the empty sentence."""
        self._pack = pack
        self.redraw()

    def _draw(self) -> None:
        pack = self._pack
        if pack is None or not pack.placements:
            self._set_caption("")
            self._say(self.tr("Choose a variant and a board to see who lives where in the arena."))
            return
        words = self.tr("%1 · %2 places, arena %3; side by side its tensors would take %4")
        sizes = bytes_text(pack.arena_bytes), bytes_text(pack.liveness_bytes)
        self._set_caption(filled(words, pack.board, len(pack.placements), *sizes))
        panel, scale = self._use_panels(1)[0], bytes_scale(pack.arena_bytes)
        count, top = max(1, len(pack.ops)), scale.shown(pack.arena_bytes)
        ops = whole_ticks(0, count - 0.5, most=6)
        names = [number_text(op, ".0f") for op in ops]
        title = self.tr("Op, in order of execution")
        panel.canvas.set_axis("bottom", title, (-0.05, count), [op + 0.5 for op in ops], names)
        title = f"{self.tr('Address in the arena')} ({scale.unit})"
        line = min(_MOST_LINE_RATIO, max(_LEAST_LINE_RATIO, panel.canvas.label_gap((0, 1)) * _LEADING))
        panel.canvas.set_axis("left", title, (0, top / (1 - line)), round_ticks(0, top))
        self._draw_blocks(panel, arena_blocks(pack), scale.factor, count, top)
        self._draw_liveness(panel, pack, scale.factor, top)
        panel.canvas.add_line([-0.05, count], [top, top], "warning", is_dashed=True)
        panel.canvas.add_text(filled(self.tr("arena %1"), bytes_text(pack.arena_bytes)), count, top, anchor=(1, 1),
                       role="warning")  # fmt: skip

    def _draw_liveness(self, panel: Panel, pack: Pack, factor: float, top: float) -> None:
        """A stair: bytes that are alive during each op. The arena cannot be lower than its highest step."""
        live = [size * factor for size in live_bytes(pack)]
        if not live:
            return
        xs = [x for op in range(len(live)) for x in (op, op + 1)]
        panel.canvas.add_line(xs, [y for y in live for _ in (0, 1)], "text", width=2)
        fullest = max(range(len(live)), key=lambda op: live[op])
        is_high = live[fullest] > top * _HIGH
        words = filled(self.tr("%1 alive"), bytes_text(live_bytes(pack)[fullest]))
        is_right = fullest > len(live) / 2
        x = fullest + 1 if is_right else fullest
        anchor = (1 if is_right else 0, 0 if is_high else 1)
        panel.canvas.add_text(words, x, live[fullest], anchor=anchor, role="text")

    def _draw_blocks(self, panel: Panel, blocks: tuple[Block, ...], factor: float, count: int, top: float) -> None:
        panel.canvas.add_bars(
            [block.first for block in blocks],
            [block.last for block in blocks],
            [block.offset * factor for block in blocks],
            [block.end * factor for block in blocks],
            [f"series{block.role.value}" for block in blocks],
            alpha=130,
        )
        panel.add_hot_spots(
            Mark(
                str(index),
                (block.first + block.last) / 2,
                (block.offset + block.end) * factor / 2,
                card=(block.name, *self._block_words(block)),
                box=(block.first, block.offset * factor, block.last, block.end * factor),
            )
            for index, block in enumerate(blocks)
        )
        gap = panel.canvas.label_gap((0, top * 1.12))
        taken: list[tuple[float, float, float]] = []  # left, right and foot of names: blocks may lie on one another
        for block in blocks:
            size = bytes_text(block.size_bytes)
            fitting = (
                label
                for label in (f"{block.name} · {size}", size)
                if panel.canvas.label_width(label, (0, count)) <= block.last - block.first
            )
            label = next(fitting, "") if block.size_bytes * factor >= gap else ""
            # In the corner: the stair of the liveness crosses the middle of blocks, and seldom their foot.
            x, y = block.first, block.offset * factor
            end = x + panel.canvas.label_width(label, (0, count))
            if label and not any(x < right and left < end and abs(y - foot) < gap for left, right, foot in taken):
                taken.append((x, end, y))
                panel.canvas.add_text(label, x, y, anchor=(0, 1), role="text", has_halo=False)

    def _block_words(self, block: Block) -> tuple[str, ...]:
        roles = {
            Role.INPUT: self.tr("input"),
            Role.OUTPUT: self.tr("output"),
            Role.BETWEEN: self.tr("between ops"),
            Role.STATE: self.tr("kept for the next inference"),
        }
        life = filled(self.tr("alive during ops %1 to %2"), block.first, block.last - 1)
        place = filled(self.tr("bytes %1 to %2"), number_text(block.offset, ","), number_text(block.end, ","))
        over = filled(self.tr("overwrites %1 while it is read"), ", ".join(block.over)) if block.over else ""
        return (f"{roles[block.role]}, {bytes_text(block.size_bytes)}", place, life, *filter(None, (over,)))

    def _table(self) -> ChartTable:
        blocks = arena_blocks(self._pack) if self._pack is not None else ()
        rows = tuple(
            (
                block.name,
                number_text(block.offset, ","),
                number_text(block.size_bytes, ","),
                str(block.first),
                str(block.last - 1),
                ", ".join(block.over),
            )
            for block in blocks
        )
        headings = (self.tr("Tensor"), self.tr("Offset (B)"), self.tr("Size (B)"), self.tr("First op"))
        return ChartTable((*headings, self.tr("Last op"), self.tr("Overwrites")), rows, frozenset({1, 2, 3, 4}))

    def _summary(self) -> str:
        pack = self._pack
        if pack is None or not pack.ops:
            return ""
        live = live_bytes(pack)
        fullest = max(range(len(live)), key=lambda op: live[op])
        words = self.tr("The arena takes %1. It is fullest during op %2, %3, with %4 alive.")
        return filled(words, bytes_text(pack.arena_bytes), fullest, pack.ops[fullest].code, bytes_text(live[fullest]))
