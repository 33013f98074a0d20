"""A run on hardware held against what was published of its core: numbers outside are named by a stable code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchwright.bench.validity import OWN_ENGINE
from benchwright.model.core_band import CoreBands
from benchwright.model.mac_rate import Per, Standing, mac_energy, mac_rate
from benchwright.model.mac_rate_words import energy_sentence, rate_sentence
from benchwright.model.run import Issue, IssueCode, Run, Validity

_CLOCK = "Its clock or its counter is wrong."
_ACCELERATOR = "An accelerator beside the core would explain it, else its clock or its counter is wrong."
_SLOW = "Slow memory, firmware without optimisation or a wrong clock may be why."
_ENERGY = "Look at the supply voltage, at what else the meter feeds, and at the clock."


def held_against(run: Run, bands: CoreBands) -> Run:
    """The run with the issues that bands give it. An emulated one gets none: it counts instructions, not cycles."""
    issues = (*run.validity.issues, *_issues(run, bands))
    return replace(run, validity=Validity(issues))


def _issues(run: Run, bands: CoreBands) -> Iterator[Issue]:
    if any(issue.code is IssueCode.DEAD_CLOCK for issue in run.validity.issues):
        return
    rate = mac_rate(run, bands)
    if rate is not None and rate.per is Per.CYCLE and rate.is_flagged:
        is_impossible = rate.standing is Standing.IMPOSSIBLE and run.provenance.engine == OWN_ENGINE
        code = IssueCode.MAC_RATE_IMPOSSIBLE if is_impossible else IssueCode.MAC_RATE_UNUSUAL
        reason = _SLOW if rate.standing is Standing.BELOW else _CLOCK if is_impossible else _ACCELERATOR
        yield Issue(code, f"{rate_sentence(rate)} {reason}")
    energy = mac_energy(run, bands)
    if energy is not None and energy.standing is not None and energy.standing.is_flagged:
        yield Issue(IssueCode.MAC_ENERGY_UNUSUAL, f"{energy_sentence(energy)} {_ENERGY}")
