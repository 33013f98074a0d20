"""Every text of the window has a translation, and nothing in it was lost on the way."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchwright.ui.language.phrasebook import CONTEXT, read_phrasebook
from installer.translations import missing
from installer.words import SENTENCES, NotLiteral, Word, collect
from tests.conftest import ROOT

UI = ROOT / "app" / "benchwright" / "ui"
TRANSLATIONS = sorted((ROOT / "resources" / "translations").glob("*.ts"))
HOLE = re.compile(r"%\d|%n|\{\w+\}")
VALUES = ("ttyACM0", "b-l475e-iot01a", "0x08000000", "42", "7")

pytestmark = pytest.mark.parametrize("ts_file", TRANSLATIONS, ids=lambda file: file.stem)


@pytest.fixture(scope="module")
def words() -> tuple[Word, ...]:
    return collect(ROOT / "app" / "benchwright")


def messages(ts_file: Path) -> dict[tuple[str, str], str]:
    found = {}
    for context in ElementTree.parse(ts_file).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name") or "", message.findtext("source") or "")
            found[key] = message.findtext("translation") or ""
    return found


def test_every_text_of_the_sources_is_in_the_file_and_nothing_else(ts_file: Path, words: tuple[Word, ...]) -> None:
    wanted = {(word.context, word.text): word.where for word in words}
    known = messages(ts_file)
    new = [f"{wanted[key]}: {key}" for key in wanted if key not in known]
    gone = [key for key in known if key not in wanted]
    assert (new, gone) == ([], []), "run: make translations"


def test_every_text_is_translated(ts_file: Path) -> None:
    assert list(missing(ts_file)) == []


def test_a_translation_keeps_placeholders_accelerators_and_the_spaces_around(ts_file: Path) -> None:
    wrong = [
        (context, source, said)
        for (context, source), said in messages(ts_file).items()
        if Counter(HOLE.findall(source)) != Counter(HOLE.findall(said))
        or source.count("&") != said.count("&")
        or (source[:1].isspace(), source[-1:].isspace()) != (said[:1].isspace(), said[-1:].isspace())
    ]
    assert wrong == [], "\n".join(map(str, wrong))


def test_file_filters_keep_their_patterns(ts_file: Path) -> None:
    pattern = re.compile(r"\(\*[^)]*\)")
    wrong = [key for key, said in messages(ts_file).items() if pattern.findall(key[1]) != pattern.findall(said)]
    assert wrong == [], "\n".join(map(str, wrong))


def test_a_sentence_with_values_is_found_again_by_its_own_template(ts_file: Path) -> None:
    """Of two templates that both fit, the window must take the one that the sentence was made with."""
    known = {source: said for (context, source), said in messages(ts_file).items() if context == CONTEXT}
    book = read_phrasebook(ts_file)
    wrong = []
    for source, said in known.items():
        sentence, expected = _filled(source), _filled(said)
        if sentence != source and sentence not in known and (book.said(sentence) or sentence) != expected:
            wrong.append((source, book.said(sentence)))
    assert wrong == [], "\n".join(map(str, wrong))


def _filled(template: str) -> str:
    return re.sub(r"%(\d)", lambda hole: VALUES[int(hole[1]) - 1], template)


def test_the_window_writes_numbers_in_its_language_only(ts_file: Path) -> None:
    """`model/units.py` is English; in the window its functions come from `ui/language/numbers.py`."""
    english = {"bytes_text", "count_text", "duration_text", "ratio_text", "three_digits"}
    offenders = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in UI.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module == "benchwright.model.units"
        and english & {alias.name for alias in node.names}
    ]
    assert offenders == []


def _package(folder: Path, ui: str, model: str = "") -> Path:
    (folder / "ui").mkdir(parents=True)
    (folder / "model").mkdir()
    (folder / "ui" / "page.py").write_text(ui, encoding="utf-8")
    errors = "class BenchError(Exception):\n    pass\n\n\nclass PortBusy(BenchError):\n    pass\n"
    (folder / "model" / "errors").mkdir()
    (folder / "model" / "errors" / "root.py").write_text(errors, encoding="utf-8")
    (folder / "model" / "port.py").write_text(model, encoding="utf-8")
    return folder


def test_texts_are_found_with_the_context_qt_looks_them_up_in(ts_file: Path, tmp_path: Path) -> None:
    ui = (
        "class Page:\n    def f(self):\n        return self.tr('Of a widget')\n\n\n"
        "def _tr(text):\n    return QCoreApplication.translate('Words', text)\n\n\n"
        "A = _tr('Of a module')\nB = QT_TRANSLATE_NOOP('Pages', 'Bench')\n"
    )
    model = "def f(port):\n    raise PortBusy(f'Port {port} of {port.host} is in use.', 'a short why')\n"
    found = {(word.context, word.text) for word in collect(_package(tmp_path / "benchwright", ui, model))}
    assert found == {
        ("Page", "Of a widget"),
        ("Words", "Of a module"),
        ("Pages", "Bench"),
        (SENTENCES, "Port %1 of %2 is in use."),
        (SENTENCES, "a short why"),
    }


def test_reasons_are_found_wherever_they_are_made(ts_file: Path, tmp_path: Path) -> None:
    """A method called `error` is no log, any exception may become the reason of another, and so may what is kept."""
    model = (
        "class Damaged(ValueError):\n    pass\n\n\n"
        "def f(place, byte):\n    _log.error('Only the log says this.')\n"
        "    why = 'too short' if byte else f'the byte {byte:#x} is one too many'\n"
        "    raise place.error('A quote is not closed.') from Damaged(f'an offset points to {byte}', why)\n\n\n"
        "FACTS = Facts(install='Install it: pip install {package}'.format(package='x'))\n"
    )
    found = {word.text for word in collect(_package(tmp_path / "benchwright", "", model))}
    assert found == {
        "too short",
        "the byte %1 is one too many",
        "A quote is not closed.",
        "an offset points to %1",
        "Install it: pip install %1",
    }


def test_a_text_that_no_program_can_read_is_refused(ts_file: Path, tmp_path: Path) -> None:
    ui = "class Page:\n    def f(self, name):\n        return self.tr(f'Hello {name}')\n"
    with pytest.raises(NotLiteral, match=r"ui/page\.py:3"):
        collect(_package(tmp_path / "benchwright", ui))
