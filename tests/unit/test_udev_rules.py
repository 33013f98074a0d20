"""The rules file holds every identity once and is accepted by udev where udev is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.drivers.port_access import access_remedy, port_denied
from benchwright.model.meter import RAW_USB_METERS
from benchwright.model.udev_rules import udev_port_rule, udev_rule, udev_rule_in, udev_rules
from tests.conftest import ROOT

BOARDS = BoardCatalog([ROOT / "boards"]).boards()


def test_every_identity_of_the_catalogue_and_of_meters_without_a_port_has_one_rule() -> None:
    rules = re.findall(r'idVendor\}=="(\w{4})", ATTRS\{idProduct\}=="(\w{4})"', udev_rules(BOARDS))
    assert len(rules) == len(set(rules))
    known = {usb_id for board in BOARDS for usb_id in board.usb.all_ids} | set(RAW_USB_METERS)
    assert {f"{vendor}:{product}" for vendor, product in rules} == known


def test_a_rule_for_a_whole_vendor_names_no_product() -> None:
    assert udev_rule("303a") == 'SUBSYSTEMS=="usb", ATTRS{idVendor}=="303a", MODE="0660", TAG+="uaccess"'


needs_udev = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no udev here")


@needs_udev
@pytest.mark.parametrize(
    ("port", "device_id", "rule"),
    [
        ("/dev/ttyACM0", "usb:2341:805a:8F3", udev_rule("2341")),
        ("", "usb:0483:374b@1-4", udev_rule("0483")),
        ("/dev/ttyS4", "port:/dev/ttyS4", udev_port_rule("ttyS4")),
        ("/dev/pts/3", "virtual:native", ""),
    ],
)
def test_a_denied_port_comes_with_the_one_rule_that_opens_it(port: str, device_id: str, rule: str) -> None:
    assert udev_rule_in(port_denied(port, device_id).remedy) == rule


@needs_udev
def test_a_pseudo_terminal_has_no_rule_but_an_owner() -> None:
    assert "user who opened it" in access_remedy("/dev/pts/3")


def test_words_without_a_rule_hold_none() -> None:
    assert not udev_rule_in("Plug it in again and retry.")


def test_udev_itself_finds_no_fault(tmp_path: Path) -> None:
    if shutil.which("udevadm") is None:
        pytest.skip("no udevadm here")
    helped = subprocess.run(["udevadm", "verify", "--help"], capture_output=True, text=True, check=False)
    if helped.returncode:
        pytest.skip("this udevadm cannot verify")
    file = tmp_path / "70-benchwright.rules"
    file.write_text(udev_rules(BOARDS) + udev_port_rule("ttyS0") + "\n", encoding="utf-8")
    done = subprocess.run(["udevadm", "verify", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
