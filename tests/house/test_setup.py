"""The set-up reads the machine's own apt sources, installs only what is missing, and says one line when it is stuck."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer.apt_sources import Source, backports_entry, has_suite, parse_deb822, parse_one_line, read_sources
from installer.console import CannotGoOn, Console
from installer.lock import only_one
from installer.screen import has_screen
from tests.conftest import ROOT

ONE_LINE = """
# deb http://off.example/debian bookworm main
deb [arch=amd64 signed-by=/keys/debian.gpg] http://mirror.example/debian bookworm main contrib  # ours
deb-src http://mirror.example/debian bookworm main
deb http://mirror.example/security bookworm-security main
"""

DEB822 = """
Types: deb deb-src
# a comment inside
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBF
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb
URIs: http://other.example/apt
Suites: stable
Components: main
Enabled: no
"""


def test_one_line_sources_are_read_with_their_options() -> None:
    assert parse_one_line(ONE_LINE) == [
        Source(("http://mirror.example/debian",), ("bookworm",), ("main", "contrib"), "/keys/debian.gpg"),
        Source(("http://mirror.example/security",), ("bookworm-security",), ("main",)),
    ]


def test_deb822_sources_are_read_and_disabled_ones_left_out() -> None:
    (source,) = parse_deb822(DEB822)
    assert source.uris == ("http://mirror.example/debian",)
    assert source.suites == ("bookworm", "bookworm-updates")
    assert source.signed_by.startswith("\n -----BEGIN")


@pytest.mark.parametrize("text", [ONE_LINE, DEB822], ids=["one-line", "deb822"])
def test_backports_come_from_the_mirror_of_the_release_with_its_key(text: str) -> None:
    sources = [*parse_one_line(text), *parse_deb822(text)]
    (entry,) = parse_deb822(backports_entry(sources, "bookworm"))
    assert entry.uris == ("http://mirror.example/debian",)
    assert entry.suites == ("bookworm-backports",)
    assert entry.signed_by == sources[0].signed_by


def test_without_a_mirror_of_the_release_there_is_no_entry() -> None:
    sources = [Source(("http://mirror.example/security",), ("bookworm-security",), ("main",))]
    assert backports_entry(sources, "bookworm") == ""


def test_sources_of_both_formats_are_found_on_disk(tmp_path: Path) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list").write_text(ONE_LINE, encoding="utf-8")
    (tmp_path / "sources.list.d" / "more.sources").write_text("Types: deb\nURIs: u\nSuites: s-backports\n")
    sources = read_sources(tmp_path)
    assert len(sources) == 3
    assert has_suite(sources, "s-backports")
    assert not has_suite(sources, "bookworm-backports")


def test_a_failed_step_says_its_first_error_and_where_the_log_is(tmp_path: Path) -> None:
    failing = [sys.executable, "-c", "print('Reading'); print('E: no network'); raise SystemExit(100)"]
    with pytest.raises(CannotGoOn, match=r"reading lists failed: E: no network \(whole log: .*step\.log\)"):
        Console(tmp_path).run("step", "reading lists", failing)


def test_a_network_that_does_not_answer_is_said_in_words(tmp_path: Path) -> None:
    words = "Temporary failure in name resolution\nERROR: Could not find a version that satisfies the requirement x"
    with pytest.raises(CannotGoOn, match="installing failed: the network does not answer"):
        Console(tmp_path).run("step", "installing", [sys.executable, "-c", f"print({words!r}); raise SystemExit(1)"])


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match="there is no no-such-program"):
        Console(tmp_path).run("step", "trying", ["no-such-program"])


def test_a_display_that_does_not_answer_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    for display in ("", ":987", ":987.0"):
        monkeypatch.setenv("DISPLAY", display)
        assert has_screen() == (sys.platform != "linux")


def test_a_virtual_screen_answers(virtual_screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", virtual_screen)
    assert has_screen()


@pytest.mark.skipif(sys.platform != "linux", reason="the virtual screen is for Linux")
def test_extra_words_reach_a_command_only_on_a_virtual_screen(virtual_screen: str) -> None:
    show = [sys.executable, "-c", "import sys; print(sys.argv[1:])", "--", "hidden"]
    environ = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    answers = [
        subprocess.run(
            [sys.executable, "-m", "installer.screen", *show],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()[-1]
        for env in (environ, {**environ, "DISPLAY": virtual_screen})
    ]
    assert answers == ["['hidden']", "[]"]


def test_an_unknown_step_is_refused_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "installer", "sistem"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "setup: cannot go on: no step sistem; there are "
        "system, app, dev, forge, lab, ser2net, clang, firmware, words, installer, translations."
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no lock there")
def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    file = tmp_path / "build" / "setup.lock"
    program = (
        "import sys; from pathlib import Path; from installer.lock import only_one\n"
        "with only_one(Path(sys.argv[1]), lambda: print('waiting', flush=True)): print('in')"
    )
    with only_one(file, lambda: pytest.fail("nobody holds it")):
        second = subprocess.Popen([sys.executable, "-c", program, file], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert second.stdout
        assert second.stdout.readline() == "waiting\n"
    assert second.communicate(timeout=20)[0] == "in\n"
