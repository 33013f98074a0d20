"""The translations of the window: kept up to date with Qt's lupdate, compiled with Qt's lrelease.

lupdate is given a list of every text rather than the sources: it cannot know the context of a function of a module, nor
that a sentence of an error is for the window too (`installer/words.py` does).
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from installer.console import CannotGoOn, Console
from installer.environments import python_of
from installer.words import NotLiteral, Word, collect

_SOURCES = Path("resources") / "translations"
_COMPILED = Path("build") / "translations"


def compile_translations(console: Console, root: Path) -> None:
    """Compile each .ts file that is newer than what was compiled from it."""
    (root / _COMPILED).mkdir(parents=True, exist_ok=True)
    for source in sorted((root / _SOURCES).glob("*.ts")):
        target = root / _COMPILED / f"{source.stem}.qm"
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _run(root, "lrelease", ["-silent", "-removeidentical", str(source), "-qm", str(target)])
            console.say("language", f"compiled {target.relative_to(root)}")


def update_translations(console: Console, root: Path) -> None:
    """Bring new texts into every .ts file, take out what is gone, compile, and say what is not translated yet."""
    try:
        words = collect(root / "app" / "benchwright")
    except NotLiteral as error:
        raise CannotGoOn(f"a text cannot be read: {error}") from error
    texts = root / _COMPILED / "texts.py"
    texts.parent.mkdir(parents=True, exist_ok=True)
    texts.write_text("\n".join(_as_call(word) for word in words) + "\n", encoding="utf-8")
    for source in sorted((root / _SOURCES).glob("*.ts")):
        options = ["-silent", "-no-obsolete", "-sort-messages", "-locations", "none", "-source-language", "en"]
        _run(root, "lupdate", [*options, str(texts), "-ts", str(source)])
        waiting = tuple(missing(source))
        for context, text in waiting:
            console.say("missing", f"{source.stem}: {context}: {text!r}")
        console.say("language", f"{source.name}: {len(words)} texts, {len(waiting)} not translated")
    compile_translations(console, root)


def missing(source: Path) -> Iterator[tuple[str, str]]:
    """Context and text of every message of a .ts file that has no finished translation."""
    for context in ElementTree.parse(source).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") is not None or not (translation.text or "").strip():
                yield context.findtext("name") or "", message.findtext("source") or ""


def _as_call(word: Word) -> str:
    return f"QCoreApplication.translate({_quoted(word.context)}, {_quoted(word.text)})"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _run(root: Path, tool: str, arguments: Iterable[str]) -> None:
    scripts = python_of(root / ".venv").parent
    program = next(
        (file for file in (scripts / f"pyside6-{tool}", scripts / f"pyside6-{tool}.exe") if file.exists()), None
    )
    if program is None:
        raise CannotGoOn(f"pyside6-{tool} is missing from .venv; run: make demo")
    done = subprocess.run([str(program), *arguments], cwd=root, check=False, capture_output=True, text=True)
    if done.returncode:
        raise CannotGoOn(f"{tool} failed: {done.stderr.strip() or done.stdout.strip()}")
