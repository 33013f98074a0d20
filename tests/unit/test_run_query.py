"""The search grammar: what can be written, and that everything else is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.model.errors import QueryInvalid
from benchwright.model.query_units import Quantity
from benchwright.model.run_query import (
    FIELD_NAMES,
    Age,
    Bound,
    Choice,
    ChoiceField,
    RunQuery,
    Term,
    Text,
    TextField,
    Words,
    example,
    parse_query,
)
from benchwright.model.search_words import folded, search_words

PIECES = st.sampled_from(
    [
        "board:nano", "latency<20ms", "-tag:cold", '"quiet room"', ">30d", "<", ">=", ":", '"', "-", "--", "valid:yes",
        "ram<64k", "note:", "x:y", "a'b;--", "%", "\0", "\ud800", "Ção", "\u202e", "'; DROP TABLE runs; --", "v3", "=",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("int8", Words(("int8",), is_exact=False)),
        ("b-l475e", Words(("b", "l475e"), is_exact=False)),
        ('"Quiet Room"', Words(("quiet", "room"), is_exact=True)),
        ("12:04", Words(("12", "04"), is_exact=False)),
        ("board:Nano", Text(TextField.BOARD, "Nano")),
        ('note:"quiet room"', Text(TextField.NOTE, "quiet room")),
        ("origin:emu", Choice(ChoiceField.ORIGIN, "emulated")),
        ("valid:YES", Choice(ChoiceField.VALID, "yes")),
        ("latency<20ms", Bound(Quantity.LATENCY, "<", 20_000)),
        ("energy<30uJ", Bound(Quantity.ENERGY, "<", 30)),
        ("energy:1.5", Bound(Quantity.ENERGY, "=", 1.5)),
        ("energy>=2mJ", Bound(Quantity.ENERGY, ">=", 2_000)),
        ("latency>=1.5", Bound(Quantity.LATENCY, ">=", 1_500)),
        ("p99<250µs", Bound(Quantity.P99, "<", 250)),
        ("ram<64k", Bound(Quantity.RAM, "<", 64_000)),
        ("flash<=1MiB", Bound(Quantity.FLASH, "<=", 1_048_576)),
        ("accuracy>90%", Bound(Quantity.ACCURACY, ">", 0.9)),
        ("version:v3", Bound(Quantity.VERSION, "=", 3)),
        ("change>5%", Bound(Quantity.CHANGE, ">", 0.05)),
        (">30d", Age(is_older=True, seconds=30 * 86_400)),
        ("<90min", Age(is_older=False, seconds=5_400)),
    ],
)
def test_one_condition(text: str, asks: object) -> None:
    assert parse_query(text) == RunQuery((Term(asks),))  # type: ignore[arg-type]
    assert parse_query(f" -{text} ") == RunQuery((Term(asks, is_negated=True),))  # type: ignore[arg-type]


def test_conditions_stand_one_after_the_other() -> None:
    query = parse_query('board:nano  -"quiet room" latency<20ms >30d fast')
    assert [type(term.asks) for term in query.terms] == [Text, Words, Bound, Age, Words]
    assert [term.is_negated for term in query.terms] == [False, True, False, False, False]
    assert parse_query("  ") == RunQuery()


def test_only_a_query_about_the_archive_names_it() -> None:
    assert parse_query("archived:any").names_archived
    assert not parse_query("tag:archived").names_archived


@pytest.mark.parametrize(
    ("text", "place", "why", "remedy"),
    [
        ("nano colour:red", (5, 15), "There is no field 'colour'.", "Fields: board"),
        ("latncy<3", (0, 8), "There is no field 'latncy'.", "Did you mean 'latency'?"),
        ("a latency<", (2, 10), "'latency<' needs a number.", "latency<20ms"),
        ("latency<fast", (0, 12), "'fast' is no value of 'latency'.", "latency<20ms"),
        ("ram<64ms", (0, 8), "'64ms' is no value of 'ram'.", "ram<64k"),
        ("board<3", (0, 7), "'board' is no number.", "board:nano"),
        ("board:", (0, 6), "'board:' needs a value.", "board:nano"),
        ("valid:perhaps", (0, 13), "'valid' is never 'perhaps'.", "'yes', 'no', 'degraded', 'invalid'"),
        (">soon", (0, 5), "It is no age.", ">30d"),
        ('fast "quiet', (5, 11), "A quote is not closed.", 'End it with "'),
        ("fast --", (5, 7), "no letter or digit", "board:nano"),
        ("x" * 10_001, (10_000, 10_001), "more than 10,000", "Ask for less"),
        ("a " * 65, (128, 129), "More than 64 conditions", "Ask for less"),
        ("a\ud800", (0, 2), "half a character", "again"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, place: tuple[int, int], why: str, remedy: str) -> None:
    with pytest.raises(QueryInvalid) as raised:
        parse_query(text)
    assert (raised.value.start, raised.value.end) == place
    assert why in raised.value.why
    assert remedy in raised.value.remedy
    assert f"character {place[0] + 1}" in raised.value.what
    raised.value.what.encode()


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_every_field_has_an_example_that_can_be_read(name: str) -> None:
    assert len(parse_query(example(name)).terms) == 1


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=6).map(" ".join), st.lists(PIECES).map("".join)))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    place = (0, len(text)) if text else (0, 1)
    try:
        query = parse_query(text)
    except QueryInvalid as error:
        place = (error.start, error.end)
    else:
        assert bool(query.terms) == bool(text.strip())
    assert 0 <= place[0] < place[1] <= max(1, len(text))


@given(st.text())
def test_words_are_letters_and_digits_only(text: str) -> None:
    for word in search_words(text):
        assert word.isalnum()
        assert search_words(word) == (word,)


def test_case_and_accents_do_not_count() -> None:
    assert search_words("Calibração, QUIET-room\0x") == ("calibracao", "quiet", "room", "x")
    assert folded("Straße") == "strasse"
