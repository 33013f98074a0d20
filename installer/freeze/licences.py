"""The licences of everything in the frozen program: `python -m installer.freeze.licences ROOT FOLDER`.

Writes FOLDER/copyright, and the texts of the parts to FOLDER/licences. Runs in the environment that was frozen, whose
packages know their licences; libraries and fonts of the system are asked of dpkg.
"""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from pathlib import Path

from installer.freeze.contents import COLLECTED, PACKAGE
from installer.freeze.parts import font_sources

_ALWAYS = ("pyinstaller",)
"""Its bootloader is the beginning of the program, though no file of it was collected."""
_KNOWN = {
    "unicorn": "GPL-2.0 (its core; the binding for Python is BSD)",
    "pyjoulescope_driver": "Apache-2.0 (libusb in it, and libudev, libmount and libblkid beside it on Linux: LGPL-2.1)",
    "pyinstaller": "GPL-2.0-or-later, with an exception for what its bootloader starts",
}
"""By name, what packages say of themselves less exactly."""
_TEXT = re.compile(r"(?i)(?:^|/)(?:licen[cs]e|copying|notice|authors)[^/]*$")
_COMMON = Path("/usr/share/common-licenses")
_TEXTS = (
    ("lgpl-3", ("LGPL-3", "GPL-3")),
    ("lgpl-2", ("LGPL-2.1",)),
    ("gpl-3", ("GPL-3",)),
    ("gpl", ("GPL-2",)),
    ("apache", ("Apache-2.0",)),
)
"""By a word of a licence, the texts that a Debian has of it."""
_LONGEST = 120

_HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Benchwright

Files: *
{licence}
Comment:
 The package brings the parts listed below along, each under its own licence. Their texts lie in the folder
 licences beside this file; the GPL and the LGPL also in {common}.
 esptool and Unicorn are GPL and run as processes of their own. Qt and PySide6 are used under the LGPL-3 as shared
 libraries, which may be replaced by others of the same interface. The sources of every part are those that its
 project published under the version given here.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, version and licence in words, where it comes from, and the files with the licence's text."""

    name: str
    version: str
    licence: str
    home: str
    texts: tuple[Path, ...]


def main(arguments: list[str]) -> int:
    """Writes the file and the texts; the exit code."""
    root, folder = map(Path, arguments)
    lines = (root / COLLECTED).read_text(encoding="utf-8").splitlines()
    sources = [Path(line.partition("\t")[2]) for line in lines]
    parts = sorted((*_packages(sources), *_system_parts(sources)), key=lambda part: part.name.lower())
    _write(parts, (root / "LICENSE").read_text(encoding="utf-8"), folder)
    return 0


def _write(parts: Sequence[Part], own: str, folder: Path) -> None:
    texts = folder / "licences"
    shutil.rmtree(texts, ignore_errors=True)
    texts.mkdir(parents=True)
    for part in parts:
        for number, text in enumerate(part.texts):
            suffix = f".{number}" if number else ""
            shutil.copyfile(text, texts / f"{part.name}{suffix}.txt")
    (folder / "copyright").write_text(copyright_text(parts, own), encoding="utf-8")


def copyright_text(parts: Iterable[Part], own: str) -> str:
    """The whole file: our licence, then a paragraph for each part."""
    holder = next((line for line in own.splitlines() if line.startswith("Copyright")), "")
    body = "\n".join(f" {line}" if line.strip() else " ." for line in own.strip().splitlines())
    licence = f"Copyright: {holder.removeprefix('Copyright ').strip()}\nLicense: MIT\n{body}"
    paragraphs = [_HEAD.format(licence=licence, common=_COMMON)]
    for part in parts:
        home = f"\n {part.home}" if part.home else ""
        paragraphs.append(f"Comment: {part.name} {part.version}\n Licence: {part.licence}{home}\n")
    return "\n".join(paragraphs)


def _packages(sources: Sequence[Path]) -> Iterator[Part]:
    """Distributions of the environment of which something was collected."""
    collected = {source.resolve() for source in sources}
    for distribution in importlib.metadata.distributions():
        name = distribution.metadata["Name"]
        files = [Path(str(distribution.locate_file(file))).resolve() for file in distribution.files or ()]
        if name == PACKAGE or not (name.lower() in _ALWAYS or collected & set(files)):
            continue
        texts = tuple(
            file for file in files if ".dist-info" in str(file) and _TEXT.search(file.as_posix()) and file.is_file()
        )
        metadata = message_from_string(distribution.read_text("METADATA") or "")
        licence = licence_words(metadata)
        yield Part(name, distribution.version, licence, _home(metadata), texts or _common(licence))


def licence_words(metadata: Message) -> str:
    """The licence by what a package says of itself, in one line."""
    known = _KNOWN.get((metadata["Name"] or "").lower())
    if known:
        return known
    said = (metadata.get("License-Expression") or metadata.get("License") or "").strip().splitlines()
    if said and len(said[0]) <= _LONGEST and re.search("[A-Za-z]", said[0]):
        return said[0]
    classifiers = metadata.get_all("Classifier") or []
    kinds = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    return ", ".join(kinds) or "see its text"


def _home(metadata: Message) -> str:
    urls = [line.partition(", ") for line in metadata.get_all("Project-URL") or []]
    by_label = {label.lower(): url for label, _, url in urls}
    labels = ("homepage", "home", "source", "source code", "repository", "github")
    return metadata.get("Home-page") or next((by_label[label] for label in labels if label in by_label), "")


def _common(licence: str) -> tuple[Path, ...]:
    """The text that the system has of a licence, for packages that bring none."""
    lower = licence.lower()
    found = next((names for word, names in _TEXTS if word in lower), ())
    return tuple(_COMMON / name for name in found if (_COMMON / name).is_file())


def _system_parts(sources: Sequence[Path]) -> Iterator[Part]:
    """Packages of the system whose libraries, Python or fonts were collected."""
    files = [source for source in sources if str(source).startswith(("/lib", "/usr"))]
    named = {source.name for source in sources}
    files += [path for name, path in font_sources().items() if name in named]
    for package, version in sorted(set(_owners(files))):
        text = Path("/usr/share/doc") / package / "copyright"
        yield Part(package, version, "see its text", "", (text,) if text.is_file() else ())


def _owners(files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    names = sorted(
        {name for file in files for name in (str(file), str(file.resolve()), str(file).removeprefix("/usr"))}
    )
    if not names or not shutil.which("dpkg-query"):
        return
    said = subprocess.run(["dpkg-query", "-S", *names], capture_output=True, text=True, check=False).stdout
    for package in sorted({line.partition(":")[0] for line in said.splitlines() if not line.startswith("diversion")}):
        asked = ["dpkg-query", "-W", "-f", "${Version}\\n", package]
        version = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.splitlines()
        yield package, version[0] if version else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
