"""Words as search compares them: without case, accents and punctuation."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LONGEST_TEXT = 2_000
"""Characters of one text that search looks at: a note may be a whole log."""

_BETWEEN = " · "


def folded(text: str) -> str:
    """A text without case and accents: `Calibração` is `calibracao`."""
    decomposed = unicodedata.normalize("NFKD", text[:LONGEST_TEXT].casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def search_words(text: str) -> tuple[str, ...]:
    """The runs of letters and digits in a text, folded; everything else only separates them."""
    plain = "".join(character if character.isalnum() else " " for character in folded(text))
    return tuple(plain.split())


def joined_words(texts: Iterable[str]) -> str:
    """The words of several texts, with a mark between texts that no phrase reaches across and no word holds."""
    return _BETWEEN.join(" ".join(search_words(text)) for text in texts)
