"""Options of a meter's address: what is known is read, and what is not is refused by name."""

from __future__ import annotations

import pytest

from benchwright.drivers.power.meter_options import positive_option, read_options
from benchwright.model.errors import MeterOptionInvalid

KNOWN = ("shunt_ohm", "most_ma")


def test_options_are_read_by_name_and_none_are_none() -> None:
    wished = read_options("ina228:P", "shunt_ohm=0.015&most_ma=2e3", KNOWN)
    assert positive_option("ina228:P", wished, "shunt_ohm", KNOWN) == 0.015
    assert positive_option("ina228:P", wished, "most_ma", KNOWN) == 2_000
    assert positive_option("ina228:P", read_options("ina228:P", "", KNOWN), "most_ma", KNOWN) is None


@pytest.mark.parametrize("value", ["0,05", "abc", "0", "nan", "inf", "-1", ""])
def test_what_is_no_number_above_zero_is_refused_with_its_name_and_value(value: str) -> None:
    wished = read_options("ina228:P", f"shunt_ohm={value}", KNOWN)
    with pytest.raises(MeterOptionInvalid, match="a number above zero") as caught:
        positive_option("ina228:P", wished, "shunt_ohm", KNOWN)
    assert f"'shunt_ohm={value}'" in caught.value.what


@pytest.mark.parametrize(
    ("options", "told", "words"),
    [
        ("foo=1", "'foo=1'", "no such option"),
        ("most_ma=400&shunt=0.05", "'shunt=0.05'", "no such option"),
        ("shunt_ohm=0.05&shunt_ohm=0.1", "'shunt_ohm=0.1'", "stands there twice"),
    ],
)
def test_a_name_that_is_unknown_or_stands_twice_is_refused_with_those_that_are_known(
    options: str, told: str, words: str
) -> None:
    with pytest.raises(MeterOptionInvalid, match=words) as caught:
        read_options("ina228:P", options, KNOWN)
    assert told in caught.value.what
    assert "shunt_ohm, most_ma" in caught.value.remedy
