"""The ops of a run in a report: how its multiplications stand to what was published, and a line an op."""

from __future__ import annotations

from benchwright.model.core_band import CoreBands
from benchwright.model.document import Block, Cell, Column, Paragraph, Table
from benchwright.model.drawing import Ink
from benchwright.model.mac_rate import MacEnergy, MacRate, Per, Standing, mac_energy, mac_rate, op_rates
from benchwright.model.op_profile import OpProfile, op_profiles
from benchwright.model.run import Run
from benchwright.model.units import count_text, duration_text, three_digits, us_to_seconds
from benchwright.reports.phrases import NOTHING, Phrases
from benchwright.reports.plain import plain

OPS_LIMIT = 40
"""Ops that get a line in a report; its JSON has the rest."""

_INK = {
    Standing.WITHIN: Ink.TEXT,
    Standing.BELOW: Ink.WARNING,
    Standing.ABOVE: Ink.WARNING,
    Standing.IMPOSSIBLE: Ink.BAD,
}
_SIGN = {Standing.WITHIN: "", Standing.BELOW: " ▼", Standing.ABOVE: " ▲", Standing.IMPOSSIBLE: " ✕"}


def ops_part(phrases: Phrases, run: Run, bands: CoreBands) -> list[Block]:
    """Sentences on the whole inference and a table of ops, the longest where there are many; nothing without either."""
    rate, energy = mac_rate(run, bands), mac_energy(run, bands)
    blocks: list[Block] = []
    if rate is not None and (sentence := _rate_sentence(phrases, rate)):
        blocks.append(Paragraph(sentence, _ink(rate.standing, Ink.MUTED)))
    if energy is not None and (sentence := _energy_sentence(phrases, energy)):
        blocks.append(Paragraph(sentence, _ink(energy.standing, Ink.MUTED)))
    return [*blocks, *_table(phrases, run, rate, bands)]


def _table(phrases: Phrases, run: Run, whole: MacRate | None, bands: CoreBands) -> list[Block]:
    rows = list(zip(op_profiles(run), op_rates(run, bands), strict=True))
    if not rows:
        return []
    say, count = phrases.say, len(rows)
    longest = sorted(rows, key=lambda row: -row[0].latency_us)[:OPS_LIMIT]
    shown = sorted(longest, key=lambda row: row[0].index)
    unit = f"MAC/{say(f'ops.{whole.per.value}')}" if whole is not None else "MAC"
    columns = (
        Column("#", is_number=True),
        Column(say("ops.op")),
        Column(say("ops.ticks"), is_number=True),
        Column(say("ops.time"), is_number=True),
        Column(say("ops.share"), is_number=True),
        Column("MAC", is_number=True),
        Column(unit, is_number=True),
    )
    blocks: list[Block] = [Table(columns, tuple(_row(phrases, op, rate) for op, rate in shown))]
    if count > len(shown):
        text = say("ops.limited", shown=len(shown), n=phrases.figures(count_text(count)))
        blocks.append(Paragraph(text, Ink.MUTED))
    return blocks


def _row(phrases: Phrases, op: OpProfile, rate: MacRate | None) -> tuple[Cell, ...]:
    figures = phrases.figures
    shape = "" if op.work is None else "×".join(map(str, op.work.output_shape))
    marked = Cell(NOTHING)
    if rate is not None:
        sign = "" if rate.standing is None else _SIGN[rate.standing]
        marked = Cell(f"{figures(three_digits(rate.value))}{sign}", _ink(rate.standing, Ink.TEXT))
    return (
        Cell(str(op.index)),
        Cell(plain(op.code, 40) or NOTHING, note=shape),
        Cell(figures(count_text(op.ticks))),
        Cell(figures(duration_text(us_to_seconds(op.latency_us)))),
        Cell(figures(f"{100 * op.share_ratio:.1f} %")),
        Cell(figures(count_text(op.macs)) if op.macs else NOTHING),
        marked,
    )


def _rate_sentence(phrases: Phrases, rate: MacRate) -> str:
    say, core = phrases.say, rate.band
    if core is None or rate.standing is None:
        return ""
    unit = say(f"ops.{rate.per.value}")
    value = phrases.figures(three_digits(rate.value))
    band = core.macs_per_cycle
    if rate.standing is Standing.IMPOSSIBLE:
        most = phrases.figures(three_digits(rate.limit or 0.0))
        return say("ops.impossible", value=value, unit=unit, core=core.name, most=most)
    if band is None:
        return ""
    low, high, least, greatest = (
        phrases.figures(three_digits(number))
        for number in (band.low, band.high, band.least_published, band.greatest_published)
    )
    sentence = say(f"ops.{rate.standing.value}", value=value, unit=unit, core=core.name, low=low, high=high)
    published = least if least == greatest else f"{least}–{greatest}"
    parts = [sentence, say("ops.published", published=published)]
    if rate.per is Per.INSTRUCTION:
        parts.append(say("ops.not_cycles"))
    return " ".join(parts)


def _energy_sentence(phrases: Phrases, energy: MacEnergy) -> str:
    say, value = phrases.say, phrases.figures(three_digits(energy.pj_per_mac))
    if energy.is_simulated:
        return say("ops.energy_simulated", value=value)
    band = energy.band.energy_pj_per_mac if energy.band is not None else None
    if energy.band is None or band is None or energy.standing is None:
        return ""
    low, high = (phrases.figures(three_digits(number)) for number in (band.low, band.high))
    return say(f"ops.energy_{energy.standing.value}", value=value, core=energy.band.name, low=low, high=high)


def _ink(standing: Standing | None, otherwise: Ink) -> Ink:
    return otherwise if standing is None or not standing.is_flagged else _INK[standing]
