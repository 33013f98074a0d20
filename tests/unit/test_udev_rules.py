"""The rules file holds every identity once and is accepted by udev where udev is."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.model.udev_rules import udev_rule, udev_rules
from tests.conftest import ROOT

BOARDS = BoardCatalog([ROOT / "boards"]).boards()


def test_every_identity_of_the_catalogue_has_one_rule() -> None:
    rules = re.findall(r'idVendor\}=="(\w{4})", ATTRS\{idProduct\}=="(\w{4})"', udev_rules(BOARDS))
    assert len(rules) == len(set(rules))
    assert {f"{vendor}:{product}" for vendor, product in rules} == {i for b in BOARDS for i in b.usb.all_ids}


def test_a_rule_for_a_whole_vendor_names_no_product() -> None:
    assert udev_rule("303a") == 'SUBSYSTEMS=="usb", ATTRS{idVendor}=="303a", MODE="0660", TAG+="uaccess"'


def test_udev_itself_finds_no_fault(tmp_path: Path) -> None:
    if shutil.which("udevadm") is None:
        pytest.skip("no udevadm here")
    helped = subprocess.run(["udevadm", "verify", "--help"], capture_output=True, text=True, check=False)
    if helped.returncode:
        pytest.skip("this udevadm cannot verify")
    file = tmp_path / "70-benchwright.rules"
    file.write_text(udev_rules(BOARDS), encoding="utf-8")
    done = subprocess.run(["udevadm", "verify", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
