"""Addresses of ports at other computers: what is read from them, and what is wrong with those that cannot be used."""

from __future__ import annotations

import pytest

from benchwright.model.errors import PortUrlInvalid
from benchwright.model.port_url import Scheme, is_port_url, parse_port_url


def test_an_address_has_scheme_computer_port_and_options() -> None:
    url = parse_port_url("rfc2217://bench-2.lab:4000?ign_set_control&timeout=3")
    assert (url.scheme, url.host, url.port) == (Scheme.RFC2217, "bench-2.lab", 4000)
    assert url.options == {"ign_set_control", "timeout"}
    assert url.place == "bench-2.lab:4000"


def test_an_address_in_numbers_of_ipv6_keeps_its_brackets() -> None:
    url = parse_port_url("socket://[fe80::1]:99")
    assert (url.host, url.place) == ("fe80::1", "[fe80::1]:99")


@pytest.mark.parametrize(
    ("url", "longer"),
    [
        ("rfc2217://h:1", "rfc2217://h:1?timeout=3"),
        ("rfc2217://h:1?poll_modem", "rfc2217://h:1?poll_modem&timeout=3"),
    ],
)
def test_an_option_is_added_behind_those_there_are(url: str, longer: str) -> None:
    assert parse_port_url(url).with_option("timeout=3") == longer


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("gopher://x:1", "'gopher' is no way to reach a port"),
        ("http://h:80/", "'http' is no way"),
        ("socket://:1", "names no computer"),
        ("socket://h", "no port number"),
        ("socket://h:0", "no port number"),
        ("socket://h:70000", "range"),
        ("socket://h:12x", "12x"),
        ("socket://h:1=native", "1=native"),
        ("socket://[::1:1", "IPv6"),
        ("socket://me@h:1", "more than a computer"),
        ("socket://h:1/ttyUSB0", "more than a computer"),
        ("socket://h:1?timeout=3", "'timeout' is no option of socket; known: none"),
        ("rfc2217://h:1?logging=debug", "'logging' is no option of rfc2217; known: ign_set_control"),
        ("rfc2217://h:1?timeout=soon", "'soon' is no number of seconds"),
        ("rfc2217://h:1?timeout=nan", "'nan' is no number"),
        ("rfc2217://h:1?timeout=0", "'0' is no number"),
    ],
)
def test_a_wrong_address_says_which_part_is_wrong(url: str, why: str) -> None:
    with pytest.raises(PortUrlInvalid) as caught:
        parse_port_url(url)
    assert why in caught.value.why
    assert url in caught.value.what
    assert "rfc2217://HOST:PORT or socket://HOST:PORT" in caught.value.remedy


def test_names_of_ports_and_devices_are_no_addresses() -> None:
    names = ("/dev/ttyUSB0", "COM3", "virtual:native", "usb:10c4:ea60@1-4", "lab:kws")
    assert not any(is_port_url(name) for name in names)
    assert is_port_url("anything://x")
