"""What really goes wrong is said in the language of the window: no sentence half in English."""

from __future__ import annotations

import errno
import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.compose import build_toolbox
from benchwright.drivers import netron
from benchwright.drivers.flash.programs import flash_programs
from benchwright.files import replace_file
from benchwright.model.board import Origin
from benchwright.model.conditions import Conditions, conflicts
from benchwright.model.errors import FileUnwritable, ModelFileInvalid, QueryInvalid
from benchwright.model.run_query import FIELD_NAMES, parse_query
from benchwright.planner.model_file import read_model
from benchwright.ui.language.phrasebook import CONTEXT, Phrasebook, read_phrasebook
from installer.words import PHRASES, collect
from tests.conftest import ROOT

PACKAGE = ROOT / "app" / "benchwright"
TRANSLATIONS = sorted((ROOT / "resources" / "translations").glob("*.ts"))
DIGITS = ROOT / "resources" / "models" / "digits_int8.tflite"

TINY = frozenset(
    ["been", "from", "have", "into", "than", "that", "them", "then", "they", "this", "were", "with", "your"]
)
"""Words that say nothing of what a sentence is about, like all of fewer than four letters."""
KEPT = frozenset(
    ["bin", "buffer", "byte", "bytes", "clock", "firmware", "flash", "hardware", "model", "scalar", "tensor", "zero"]
)
"""Words that Portuguese has too, or that it takes over."""
TYPED = re.compile(
    r"'[^']*'|\b(?:apt|pip|sh|benchwright|nrfutil|make) [^;(]*"
    r"|\b(?:\w+[./_-])+\w+|\b\w+[:<>](?:\"[^\"]*\"|\S+)|--\S+|\.\w+|Fields: [^.]*"
)
"""What people type, and names of files and packages: the same in every language."""
WORD = re.compile(r"\b[a-z]{3,}\b")


@pytest.fixture(scope="module", params=TRANSLATIONS, ids=lambda file: file.stem)
def book(request: pytest.FixtureRequest) -> Phrasebook:
    return read_phrasebook(request.param)


def english_left(book: Phrasebook, text: str) -> str:
    """The text as the window says it where a word of it is still English, and which; "" where all is well."""
    said = book.said(text) or text
    left = set(WORD.findall(TYPED.sub(" ", text))) & set(WORD.findall(TYPED.sub(" ", said))) - KEPT
    return f"{said} ({', '.join(sorted(left))})" if left else ""


def search_errors(_folder: Path) -> Iterator[str]:
    pieces = ['"x', "-", "<>", "=3", ">30x", "foo:bar", "boardd:x", "latency>banana", "\ud800"]
    pieces += [f"{name}{end}" for name in FIELD_NAMES for end in (":", "<", "<lots", ":maybe", ":1q")]
    for text in (*pieces, "a " * 80, "x" * 20_000):
        try:
            parse_query(text)
        except QueryInvalid as error:
            yield from (error.why, error.remedy)


def reasons(_folder: Path) -> Iterator[str]:
    one = Conditions(Origin.NATIVE, "nano33", 64_000_000, False, "cmsis-nn", True, "a")
    others = [replace(one, origin=origin) for origin in Origin]
    others += [replace(one, board="esp32c3"), replace(one, clock_hz=80_000_000), replace(one, is_counted=True)]
    others += [replace(one, engine_label="scalar"), replace(one, has_pack=False), replace(one, firmware_sha256="b")]
    for other in others:
        yield from (*conflicts(one, other), *conflicts(other, one))


def damages(_folder: Path) -> Iterator[str]:
    good = DIGITS.read_bytes()
    chance = random.Random(4)
    files = [good[:size] for size in range(0, len(good), len(good) // 40)]
    for _ in range(400):
        spoilt = bytearray(good)
        for _ in range(chance.choice((1, 4, 60))):
            spoilt[chance.randrange(8, len(good))] = chance.randrange(256)
        files.append(bytes(spoilt))
    for data in files:
        try:
            read_model(data, "a.tflite")
        except ModelFileInvalid as error:
            yield from (error.what, error.why, error.remedy)


def tools(folder: Path) -> Iterator[str]:
    for tool in build_toolbox().check_tools():
        yield from (tool.needed_for.partition("flashing ")[0], tool.remedy)  # what is flashed is the name of a board
    yield from (program.install for program in flash_programs(folder).values())
    yield from (netron.INSTALL, "a process of this computer")


def system_words(folder: Path) -> Iterator[str]:
    try:
        replace_file(folder / "none" / "a.pdf", b"x")
    except FileUnwritable as error:
        yield from (error.what, error.why, error.remedy)
    numbers = (
        errno.EPERM,
        errno.ENOENT,
        errno.EACCES,
        errno.EEXIST,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.ENOSPC,
        errno.EROFS,
    )
    yield from (f"{os.strerror(number)}." for number in numbers)


@pytest.mark.parametrize(
    ("sentences", "fewest"), [(search_errors, 25), (reasons, 12), (damages, 12), (tools, 15), (system_words, 8)]
)
def test_what_goes_wrong_is_said_without_an_english_word(
    book: Phrasebook, tmp_path: Path, sentences: Callable[[Path], Iterator[str]], fewest: int
) -> None:
    texts = {text for text in sentences(tmp_path) if text}
    assert len(texts) >= fewest
    assert sorted(filter(None, (english_left(book, text) for text in texts))) == []


def test_words_that_people_type_stay_as_they_are(book: Phrasebook) -> None:
    """`valid` is also a word of the window; a search knows the English one only."""
    with pytest.raises(QueryInvalid) as caught:
        parse_query("valid:maybe")
    assert "'valid'" in (book.said(caught.value.why) or "")
    assert "'yes', 'no', 'degraded', 'invalid'" in (book.said(caught.value.remedy) or "")


def test_no_template_fits_sentences_it_was_not_made_for() -> None:
    """A template of values and tiny words (`%1 is no %2.`) would take any sentence and leave the rest in English."""
    texts = [(word.where, word.text) for word in collect(PACKAGE) if word.context == CONTEXT and "%1" in word.text]
    assert [(where, text) for where, text in texts if not set(re.findall(r"[a-z]{4,}", text.lower())) - TINY] == []


def test_every_module_that_says_phrases_is_there() -> None:
    assert [name for name in PHRASES if not (PACKAGE / name).is_file()] == []
