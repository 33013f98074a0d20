"""The machine's own apt sources, in both formats, and the backports entry that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One entry of binary packages; `signed_by` is Signed-By as it stood (files, or a key block), "" for none."""

    uris: tuple[str, ...]
    suites: tuple[str, ...]
    components: tuple[str, ...]
    signed_by: str = ""
    trusted: str = ""


def read_sources(apt: Path) -> list[Source]:
    """Every enabled entry under `apt` (`/etc/apt`)."""
    found: list[Source] = []
    lists = apt / "sources.list.d"
    for file in [apt / "sources.list", *sorted(lists.glob("*.list"))]:
        if file.is_file():
            found += parse_one_line(file.read_text(encoding="utf-8", errors="replace"))
    for file in sorted(lists.glob("*.sources")):
        found += parse_deb822(file.read_text(encoding="utf-8", errors="replace"))
    return found


def parse_one_line(text: str) -> list[Source]:
    """Entries of `deb [option=value …] URI suite component …`."""
    found = []
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if len(words) < 3 or words[0] != "deb":
            continue
        options: dict[str, str] = {}
        rest = words[1:]
        if rest[0].startswith("["):
            end = next((at for at, word in enumerate(rest) if word.endswith("]")), len(rest) - 1)
            inside = " ".join(rest[: end + 1]).strip("[] ")
            options = dict(word.split("=", 1) for word in inside.split() if "=" in word)
            rest = rest[end + 1 :]
        if len(rest) >= 2:
            found.append(
                Source(
                    (rest[0],), (rest[1],), tuple(rest[2:]), options.get("signed-by", ""), options.get("trusted", "")
                )
            )
    return found


def parse_deb822(text: str) -> list[Source]:
    """Entries of `Types: … URIs: … Suites: …`, parted by empty lines."""
    found = []
    for fields in _paragraphs(text.splitlines()):
        if "deb" not in fields.get("types", "").split() or fields.get("enabled", "yes").strip().lower() == "no":
            continue
        found.append(
            Source(
                tuple(fields.get("uris", "").split()),
                tuple(fields.get("suites", "").split()),
                tuple(fields.get("components", "").split()),
                fields.get("signed-by", ""),
                fields.get("trusted", "").strip(),
            )
        )
    return found


def _paragraphs(lines: Sequence[str]) -> Iterable[dict[str, str]]:
    fields: dict[str, str] = {}
    name = ""
    for line in [*lines, ""]:
        if line.startswith("#"):
            continue
        if not line.strip():
            if fields:
                yield fields
            fields, name = {}, ""
        elif line[0] in " \t" and name:
            fields[name] += "\n" + line
        elif ":" in line:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            fields[name] = value.strip()


def has_suite(sources: Iterable[Source], suite: str) -> bool:
    """Whether a suite is enabled."""
    return any(suite in source.suites for source in sources)


def backports_entry(sources: Iterable[Source], codename: str) -> str:
    """A deb822 entry of the backports suite on the mirror that serves the release itself, "" when none does."""
    for source in sources:
        names_release = {codename, "stable", "oldstable", "oldoldstable"} & set(source.suites)
        if not names_release or "main" not in source.components or not source.uris:
            continue
        lines = [
            "Types: deb",
            f"URIs: {' '.join(source.uris)}",
            f"Suites: {codename}-backports",
            "Components: main",
        ]
        if source.trusted:
            lines.append(f"Trusted: {source.trusted}")
        if source.signed_by:
            gap = "" if source.signed_by.startswith("\n") else " "  # a key block stands on the lines below
            lines.append(f"Signed-By:{gap}{source.signed_by}")
        return "\n".join(lines) + "\n"
    return ""
