"""Words that are made elsewhere and shown in the window: notes of the route, board files, emulators."""

from __future__ import annotations

import tomllib

import pytest

from benchwright.ui.language.kept_words import emulator_words, time_words
from benchwright.ui.language.phrasebook import Phrasebook, read_phrasebook
from tests.conftest import ROOT

PORTUGUESE = ROOT / "resources" / "translations" / "benchwright_pt_BR.ts"


@pytest.fixture(scope="module")
def book() -> Phrasebook:
    return read_phrasebook(PORTUGUESE, lambda number: number.replace(".", ","))


def test_phrases_in_a_row_are_translated_one_by_one(book: Phrasebook) -> None:
    note = "firmware written and verified (46.2 kB), model written and verified (4.4 kB)"
    assert book.said(note) == "firmware gravado e verificado (46,2 kB), modelo gravado e verificado (4,4 kB)"
    note = "firmware skipped: already there; model skipped: already there"
    assert book.said(note) == "firmware não gravado: já estava lá; modelo não gravado: já estava lá"


def test_a_list_with_a_phrase_that_nobody_knows_stays(book: Phrasebook) -> None:
    assert book.said("firmware skipped: already there, sunspots") is None


@pytest.mark.parametrize("file", sorted((ROOT / "boards").glob("*/board.toml")), ids=lambda file: file.parent.name)
def test_what_a_board_file_says_of_its_tests_is_translated(file: object, book: Phrasebook) -> None:
    tested = tomllib.loads(file.read_text(encoding="utf-8"))["tested"]  # type: ignore[attr-defined]
    assert book.said(tested) is not None


def test_the_tick_of_an_emulator_is_no_claim_about_the_boards_clock() -> None:
    words = emulator_words("QEMU 10.0, machine b-l475e-iot01a, one instruction = 32 ns")
    assert words == "QEMU 10.0, machine b-l475e-iot01a; counts instructions, one each 32 ns of its own clock"
    assert emulator_words("none at all") == "none at all"
    assert time_words(80e6) == "counted instructions, one a cycle of the board's 80 MHz clock"
