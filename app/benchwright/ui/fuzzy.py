"""Fuzzy search: how well a few typed letters fit a name."""

from __future__ import annotations

_WORD_START = 8
_IN_A_ROW = 5
_WHOLE = 40


def fit_of(typed: str, name: str, group: str = "") -> int | None:
    """How well `typed` fits `name`, more is better; None where a word's letters do not occur in their order.

    Letters at the beginning of words and letters in a row count more; an empty search fits everything alike. A word
    that is no part of the name may stand in `group`, there as it is.
    """
    total = 0
    lowered, around = name.casefold(), group.casefold()
    for word in typed.casefold().split():
        fit = _fit_of_word(word, lowered)
        if fit is None and word in around:
            fit = _IN_A_ROW
        if fit is None:
            return None
        total += fit
    return total


def _fit_of_word(word: str, name: str) -> int | None:
    whole = name.find(word)
    if whole >= 0:
        return _WHOLE + _IN_A_ROW * len(word) + (_WORD_START if _begins_word(name, whole) else 0)
    total, place, last = 0, 0, -2
    for letter in word:
        place = name.find(letter, place)
        if place < 0:
            return None
        total += _IN_A_ROW if place == last + 1 else (_WORD_START if _begins_word(name, place) else 0)
        last, place = place, place + 1
    return total


def _begins_word(name: str, place: int) -> bool:
    return place == 0 or not name[place - 1].isalnum()
