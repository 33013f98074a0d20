"""Where an accuracy comes from: which labelled set, and whether on the board; numbers of two sources do not compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccuracySource:
    """A labelled set, by name and digest, on the board itself or on this computer; "" where the set is not known."""

    set_name: str = ""
    set_sha256: str = ""
    is_on_board: bool = False


@dataclass(frozen=True, slots=True)
class SourcedAccuracy:
    """Right first guesses, 0…1, of how many inputs and where they were counted; 0 inputs where that is not known."""

    ratio: float
    source: AccuracySource
    sample_count: int = 0


def common_source(offers: Iterable[Iterable[SourcedAccuracy]]) -> AccuracySource | None:
    """The source that most of the offers have: the board's before this computer's, then the one met first."""
    counts = Counter(source for offer in offers for source in dict.fromkeys(one.source for one in offer))
    return max(counts, key=lambda source: (counts[source], source.is_on_board), default=None)


def ratio_of(offer: Iterable[SourcedAccuracy], source: AccuracySource | None) -> float | None:
    """The accuracy that an offer has of a source."""
    found = accuracy_of(offer, source)
    return None if found is None else found.ratio


def accuracy_of(offer: Iterable[SourcedAccuracy], source: AccuracySource | None) -> SourcedAccuracy | None:
    """The same with the inputs it was counted on."""
    return next((one for one in offer if one.source == source), None)
