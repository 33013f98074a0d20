"""The package: what a desktop and dpkg read of it is valid, and nothing that the program looks for is left out."""

from __future__ import annotations

import configparser
import stat
import subprocess
import tomllib
from email.message import Message
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.model.udev_rules import udev_rules
from installer.freeze.contents import PACKAGE, is_wanted, own_modules, shipped
from installer.freeze.deb import LINUX, control, rules_file
from installer.freeze.entry import give_back_library_paths
from installer.freeze.licences import Part, copyright_text, licence_words
from installer.freeze.needs import depends, linked, missing_libraries
from installer.freeze.trial import hiding_command
from tests.conftest import ROOT

MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
FREEZE = ROOT / "installer" / "freeze"

OBJDUMP = """
Dynamic Section:
  NEEDED               libQt6Core.so.6
  NEEDED               libc.so.6
  RUNPATH              $ORIGIN

Version References:
  required from libc.so.6:
    0x069691b4 0x00 08 GLIBC_2.34
    0x09691a75 0x00 02 GLIBC_2.2.5
"""


@pytest.fixture(scope="module")
def desktop() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / LINUX / "benchwright.desktop", encoding="utf-8")
    assert parser.sections() == ["Desktop Entry"]
    return parser["Desktop Entry"]


@pytest.fixture(scope="module")
def mime_type() -> ElementTree.Element:
    (found,) = ElementTree.parse(ROOT / LINUX / "benchwright-mime.xml").getroot()
    return found


def test_the_menu_entry_opens_the_window_with_the_files_it_is_given(desktop: configparser.SectionProxy) -> None:
    assert desktop["Type"] == "Application"
    assert desktop["Name"] == "Benchwright"
    assert desktop["Exec"].split() == ["benchwright", "gui", "%F"]
    assert desktop["Terminal"] == "false"
    assert (ROOT / "resources" / "icons" / f"{desktop['Icon']}.svg").is_file()


def test_the_menu_entry_keeps_the_form_of_its_lists_and_speaks_portuguese(desktop: configparser.SectionProxy) -> None:
    for name in ("Categories", "Keywords", "Keywords[pt_BR]", "MimeType"):
        assert desktop[name].endswith(";")
    assert {"Development", "Electronics"} <= set(desktop["Categories"].split(";"))
    assert {"GenericName[pt_BR]", "Comment[pt_BR]"} <= set(desktop)


def test_models_are_opened_by_the_program(desktop: configparser.SectionProxy, mime_type: ElementTree.Element) -> None:
    assert mime_type.tag == f"{MIME}mime-type"
    assert mime_type.get("type") in desktop["MimeType"].split(";")
    glob = mime_type.find(f"{MIME}glob")
    assert glob is not None
    assert glob.get("pattern") == "*.tflite"


def test_a_model_without_its_suffix_is_told_by_its_bytes(mime_type: ElementTree.Element) -> None:
    match = mime_type.find(f"{MIME}magic/{MIME}match")
    assert match is not None
    begin = int(match.get("offset", ""))
    for model in (ROOT / "resources" / "models").glob("*.tflite"):
        assert model.read_bytes()[begin:].startswith(match.get("value", "").encode())


def test_the_control_file_has_what_dpkg_wants() -> None:
    text = control("1.2.3", "amd64", 230_000, ("libc6 (>= 2.35)", "libx11-6"))
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Package"] == "benchwright"
    assert fields["Version"] == "1.2.3"
    assert fields["Architecture"] == "amd64"
    assert fields["Installed-Size"] == "230000"
    assert fields["Depends"] == "libc6 (>= 2.35), libx11-6"
    assert "qemu-system-riscv (>= 1:9.1) | qemu-system-misc (>= 1:9.1)" in fields["Recommends"]
    assert "openocd" in fields["Suggests"]
    assert all(fields.values())
    assert text.endswith("\n")
    assert "\n\n" not in text


def test_the_scripts_of_the_package_are_shell() -> None:
    script = ROOT / LINUX / "reload-udev"
    assert script.read_text().startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", str(script)], check=True)


def test_the_rules_are_those_of_the_catalogue_without_the_words_around_them() -> None:
    printed = udev_rules(BoardCatalog([ROOT / "boards"], own=Path("none")).boards())
    rules = [line for line in printed.splitlines() if not line.startswith("#")]
    packed = rules_file(printed)
    assert [line for line in packed.splitlines() if not line.startswith("#")] == rules
    assert "Put this" not in packed
    assert packed.splitlines()[1:3] == printed.splitlines()[2:4]


def test_everything_a_wheel_ships_is_frozen_too() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        forced = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    targets = {str(part.target) for part in shipped(ROOT)}
    for source, target in forced.items():
        files = [ROOT / source] if (ROOT / source).is_file() else (ROOT / source).rglob("*")
        for file in files:
            inner = file.relative_to(ROOT / source)
            if file.is_file() and "__pycache__" not in file.parts:
                assert str(Path(target) / inner) in targets


def test_firmware_is_inside_but_what_builds_leave_behind_is_not(tmp_path: Path) -> None:
    for name in ("native/native.bin", "objects/a.o"):
        file = tmp_path / "build" / "firmware" / name
        file.parent.mkdir(parents=True)
        file.touch()
    (tmp_path / "build" / "translations").mkdir()
    (tmp_path / "build" / "translations" / "benchwright_pt_BR.qm").touch()
    targets = {str(part.target) for part in shipped(tmp_path)}
    assert f"{PACKAGE}/_firmware/native/native.bin" in targets
    assert f"{PACKAGE}/_translations/benchwright_pt_BR.qm" in targets
    assert not any("objects" in target for target in targets)


def test_files_beside_our_modules_are_frozen_and_every_module_is() -> None:
    targets = {str(part.target) for part in shipped(ROOT)}
    assert "benchwright/store/migrations/0001_runs_and_what_they_were_made_of.sql" in targets
    assert "benchwright/drivers/virtual/esp/block_counter.c" in targets
    modules = own_modules(ROOT)
    assert {"benchwright", "benchwright.__main__", "benchwright.forge.worker"} <= set(modules)
    assert "benchwright.drivers.virtual.esp.core_process" in modules


@pytest.mark.parametrize(
    ("target", "source", "stays"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/env/PySide6/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", "/env/PySide6/libqeglfs.so", False),
        ("libQt6Quick.so.6", "/env/PySide6/libQt6Quick.so.6", False),
        ("PySide6/Qt/translations/qtbase_pt_BR.qm", "/env/qtbase_pt_BR.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", "/env/qtbase_de.qm", False),
        ("libX11.so.6", "/lib/x86_64-linux-gnu/libX11.so.6", False),
        ("libstdc++.so.6", "/usr/lib/x86_64-linux-gnu/libstdc++.so.6", False),
        ("libpython3.11.so.1.0", "/lib/x86_64-linux-gnu/libpython3.11.so.1.0", True),
        ("python3.11/lib-dynload/_ssl.so", "/usr/lib/python3.11/lib-dynload/_ssl.so", True),
        ("benchwright-0.1.0.dist-info/direct_url.json", "/env/direct_url.json", False),
    ],
)
def test_what_is_left_out_is_what_nothing_needs_or_the_system_has(target: str, source: str, stays: bool) -> None:
    assert is_wanted(target, source) is stays


def test_packages_are_read_from_what_files_ask_of_the_linker() -> None:
    read = linked(OBJDUMP)
    assert (read.needed, read.glibc) == ({"libQt6Core.so.6", "libc.so.6"}, (2, 34))
    files = {"program": read, "libQt6Core.so.6": linked("")}
    assert missing_libraries(files) == {"libc.so.6"}
    assert depends({"libc6", "libglib2.0-0", "zlib1g"}, (2, 34)) == (
        "libc6 (>= 2.34)",
        "libglib2.0-0t64 | libglib2.0-0",
        "zlib1g",
    )


def test_programs_of_others_get_the_library_path_that_the_user_had() -> None:
    environ = {"LD_LIBRARY_PATH": "/usr/lib/benchwright", "LD_LIBRARY_PATH_ORIG": "/opt/mine", "HOME": "/root"}
    give_back_library_paths(environ)
    assert environ == {"LD_LIBRARY_PATH": "/opt/mine", "HOME": "/root"}
    environ = {"LD_LIBRARY_PATH": "/usr/lib/benchwright"}
    give_back_library_paths(environ)
    assert environ == {}


def said_of(**fields: str) -> Message:
    message = Message()
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    return message


def test_a_licence_is_told_by_its_name_however_a_package_words_it() -> None:
    assert licence_words(said_of(Name="a", License_Expression="MIT")) == "MIT"
    assert licence_words(
        said_of(Name="a", License="-----\nCopyright …", Classifier="License :: OSI Approved :: MIT License")
    ) == ("MIT License")
    assert licence_words(said_of(Name="unicorn", Classifier="License :: OSI Approved :: BSD License")).startswith(
        "GPL-2.0"
    )
    assert licence_words(said_of(Name="a")) == "see its text"


def test_the_copyright_file_begins_with_ours_and_names_every_part() -> None:
    text = copyright_text([Part("esptool", "5.6.0", "GPL-2.0-or-later", "", ())], (ROOT / "LICENSE").read_text())
    assert "Copyright: (c) 2026 The Benchwright authors\nLicense: MIT\n" in text
    assert "Comment: esptool 5.6.0\n Licence: GPL-2.0-or-later\n" in text


def test_a_folder_that_is_hidden_is_empty_for_the_command_only(tmp_path: Path) -> None:
    (tmp_path / "there").touch()
    done = subprocess.run(
        [*hiding_command([str(tmp_path)]), "ls", str(tmp_path)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("this system has no mount namespaces for users")
    assert done.stdout == ""
    assert [file.name for file in tmp_path.iterdir()] == ["there"]


def test_recipes_that_nobody_has_tried_say_so() -> None:
    for recipe in ("windows/benchwright.iss", "macos/dmg.sh"):
        assert "UNTESTED" in (FREEZE / recipe).read_text(encoding="utf-8")
    subprocess.run(["sh", "-n", str(FREEZE / "macos" / "dmg.sh")], check=True)


def test_nothing_in_the_package_is_made_executable_by_accident() -> None:
    for name in ("benchwright.desktop", "benchwright-mime.xml"):
        assert not (ROOT / LINUX / name).stat().st_mode & stat.S_IXUSR
