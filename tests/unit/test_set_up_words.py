"""What somebody is told to do depends on what they have: a checkout with its set-up, or an installed program."""

import ast
import re
from pathlib import Path

import pytest

from benchwright import paths
from benchwright.drivers.chip_detector import EsptoolChipDetector
from benchwright.drivers.firmware_library import BuiltFirmware
from benchwright.drivers.screen import require_screen
from benchwright.drivers.set_up_words import bring_a_screen, build_firmware, set_up_again
from benchwright.model.errors import BenchError
from benchwright.ui.widgets.error_panel import command_in
from tests.builders import a_device

SOURCES = Path(paths.__file__).parent


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "checkout", lambda: None)


def remedies(folder: Path) -> list[str]:
    """What three parts say whose tools are not there."""
    detector = EsptoolChipDetector((str(folder / "no-esptool"),))
    found = []
    for refused in (
        lambda: BuiltFirmware(folder).image("native"),
        lambda: detector.detect(a_device(url=str(folder / "no-port"))),
        lambda: require_screen({}, platform="linux"),
    ):
        with pytest.raises(BenchError) as caught:
            refused()
        found.append(caught.value.remedy)
    return found


def test_in_a_checkout_the_set_up_brings_it_back(tmp_path: Path) -> None:
    assert remedies(tmp_path) == [build_firmware(), set_up_again(), bring_a_screen()]
    assert [command_in(words) for words in (build_firmware(), set_up_again())] == ["make firmware", "make demo"]


@pytest.mark.usefixtures("installed")
def test_an_installed_program_names_nothing_that_only_a_checkout_has(tmp_path: Path) -> None:
    told = remedies(tmp_path)
    assert not [words for words in told if "make " in words]
    assert told[0] == "Install Benchwright again; its package brings the firmware of every board along."
    assert command_in(told[0]) == told[0]
    assert told[1] == "Install Benchwright again; its package brings this along."


def test_no_other_module_tells_anybody_to_call_make() -> None:
    telling = []
    for file in SOURCES.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        ]
        if any(re.search(r"make (demo|firmware)", text) for text in texts):
            telling.append(file.name)
    assert telling == ["set_up_words.py"]
