"""The benchmarks write tables where readers look for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.benchmark import Effort
from benchmarks.document import DOCUMENT, replace_section, table


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_has_a_section_that_names_its_command(name: str) -> None:
    text = DOCUMENT.read_text("utf-8")

    assert text.count(f"<!-- {name} -->\n") == text.count(f"<!-- /{name} -->") == 1
    assert f"`python -m benchmarks {name}`" in text.split(f"<!-- {name} -->")[0]


def test_replace_section_changes_nothing_outside_its_marks(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("before\n<!-- a -->\nold\n<!-- /a -->\nbetween\n<!-- b -->\nkept\n<!-- /b -->\n", "utf-8")

    replace_section("a", r"new \1", document)

    expected = "before\n<!-- a -->\nnew \\1\n<!-- /a -->\nbetween\n<!-- b -->\nkept\n<!-- /b -->\n"
    assert document.read_text("utf-8") == expected


def test_replace_section_refuses_a_section_that_is_not_there(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("<!-- a -->\n<!-- /a -->\n", "utf-8")

    with pytest.raises(ValueError, match="no section b"):
        replace_section("b", "new", document)


def test_a_short_measurement_repeats_less_and_leaves_the_document_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(BENCHMARKS, "start", lambda effort: f"{effort.turns(7, 2)} turns")
    before = DOCUMENT.read_bytes()

    assert main(["--short", "start"]) == 0

    assert DOCUMENT.read_bytes() == before
    assert "2 turns" in capsys.readouterr().out
    assert Effort().turns(7, 2) == 7


def test_a_table_has_one_line_for_the_header_one_rule_and_one_line_a_row() -> None:
    assert table(("board", "bytes"), (("native", 7),)) == "| board | bytes |\n|---|---|\n| native | 7 |"
