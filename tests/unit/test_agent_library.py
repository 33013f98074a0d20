"""What `benchwright agent-library` writes: forms, sources, and what it leaves alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

import benchwright
from benchwright import paths
from benchwright.agent_library.layout import BuildSystem, LibraryFile, library_files
from benchwright.agent_library.writer import write_library
from benchwright.cli.main import parse, run_command
from benchwright.compose import build_toolbox
from benchwright.model.errors import FileUnwritable, FolderTaken, SourcesMissing
from tests.firmware.agent_library import write

# arduino-cli's library specification, rev. 2.2.
ARDUINO_FIELDS = {
    "name", "version", "author", "maintainer", "sentence", "paragraph", "category", "url", "architectures", "includes"
}  # fmt: skip
ARDUINO_CATEGORIES = {
    "Display", "Communication", "Signal Input/Output", "Sensors", "Device Control", "Timing", "Data Storage",
    "Data Processing", "Other",
}  # fmt: skip


def files(target: BuildSystem) -> tuple[LibraryFile, ...]:
    return library_files(target, paths.boards(), paths.licence(), benchwright.__version__)


def paths_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(params=list(BuildSystem), ids=lambda target: target.value)
def target(request: pytest.FixtureRequest) -> BuildSystem:
    chosen: BuildSystem = request.param
    return chosen


def test_the_sources_are_the_firmwares_own(target: BuildSystem, tmp_path: Path) -> None:
    folder = write(target, tmp_path / "library")
    firmware = paths.boards() / "firmware"
    for source in sorted((folder / "src").glob("*")):
        if (firmware / "agent" / source.name).is_file():
            assert source.read_bytes() == (firmware / "agent" / source.name).read_bytes()
    assert {path.name for path in (firmware / "agent").glob("*.[ch]")} <= {path.name for path in folder.glob("src/*")}


def test_nothing_of_packs_is_in_it(target: BuildSystem) -> None:
    assert not [file.path for file in files(target) if "pack" in file.path]
    assert not [file.path for file in files(target) if b"bw_pack" in file.content()]


def test_every_word_is_filled_in_and_no_file_comes_twice(target: BuildSystem) -> None:
    names = [file.path for file in files(target)]
    assert len(names) == len(set(names))
    assert {"LICENSE", "README.md", "src/benchwright_agent.h"} <= set(names)
    left = {file.path: re.findall(rb"@[A-Z_]+@", file.content()) for file in files(target)}
    assert not {path: words for path, words in left.items() if words}


def test_every_header_that_a_source_includes_is_beside_it(target: BuildSystem, tmp_path: Path) -> None:
    folder = write(target, tmp_path / "library")
    for source in folder.glob("src/*.[ch]"):
        for name in re.findall(r'#include "([^"]+)"', source.read_text("utf-8")):
            assert (folder / "src" / name).is_file(), f"{source.name} includes {name}"


def test_arduino_reads_its_properties(tmp_path: Path) -> None:
    folder = write(BuildSystem.ARDUINO, tmp_path / "library")
    lines = (folder / "library.properties").read_text("utf-8").splitlines()
    properties = dict(line.split("=", 1) for line in lines)
    assert set(properties) == ARDUINO_FIELDS
    assert properties["version"] == benchwright.__version__
    assert properties["category"] in ARDUINO_CATEGORIES
    assert not properties["name"].lower().startswith("arduino")
    assert (folder / "src" / properties["includes"]).is_file()
    # A sketch lies in a folder of its name, and only these endings are compiled in it.
    sketches = [path.parent for path in folder.glob("examples/*/*.ino")]
    assert [folder.name for folder in sorted(sketches)] == ["Small", "TfliteMicro"]
    assert all((sketch / f"{sketch.name}.ino").is_file() for sketch in sketches)
    assert {path.suffix for path in folder.glob("examples/*/*")} == {".ino", ".c", ".cpp", ".h"}


def kconfig_options(file: Path) -> set[str]:
    return set(re.findall(r"^\s*(?:menu)?config ([A-Z][A-Z0-9_]*)$", file.read_text("utf-8"), re.MULTILINE))


def used_options(folder: Path) -> set[str]:
    texts = [path.read_text("utf-8") for path in (*folder.rglob("CMakeLists.txt"), *folder.rglob("prj.conf"))]
    return set(re.findall(r"CONFIG_(BENCHWRIGHT_[A-Z_]+)", "".join(texts)))


def test_esp_idf_finds_a_component_and_its_examples(tmp_path: Path) -> None:
    folder = write(BuildSystem.ESP_IDF, tmp_path / "library")
    about = yaml.safe_load((folder / "idf_component.yml").read_text("utf-8"))
    assert about["version"] == benchwright.__version__
    assert about["dependencies"] == {"idf": ">=5.0"}
    assert "idf_component_register(" in (folder / "CMakeLists.txt").read_text("utf-8")
    assert used_options(folder) == kconfig_options(folder / "Kconfig")
    assert used_options(folder) == {"BENCHWRIGHT_MAX_BODY_BYTES", "BENCHWRIGHT_WINDOW"}
    for example in ("small", "tflite-micro"):
        main = folder / "examples" / example / "main"
        named = re.findall(r'"([a-z_]+\.(?:c|cc))"', (main / "CMakeLists.txt").read_text("utf-8"))
        assert len(named) >= 2
        assert all((main / name).is_file() for name in named)
    needed = yaml.safe_load((folder / "examples/tflite-micro/main/idf_component.yml").read_text("utf-8"))
    assert list(needed["dependencies"]) == ["espressif/esp-tflite-micro"]


def test_zephyr_finds_a_module_and_its_samples(tmp_path: Path) -> None:
    folder = write(BuildSystem.ZEPHYR, tmp_path / "library")
    module = yaml.safe_load((folder / "zephyr" / "module.yml").read_text("utf-8"))
    assert module["build"] == {"cmake": ".", "kconfig": "Kconfig"}
    assert all((folder / sample).is_dir() for sample in module["samples"])
    options = {"BENCHWRIGHT_AGENT", "BENCHWRIGHT_MAX_BODY_BYTES", "BENCHWRIGHT_WINDOW"}
    assert kconfig_options(folder / "Kconfig") == used_options(folder) == options
    for sample in ("small", "tflite-micro"):
        root = folder / "samples" / sample
        named = re.findall(r"src/[a-z_]+\.(?:cc|c)", (root / "CMakeLists.txt").read_text("utf-8"))
        assert len(named) >= 2
        assert all((root / name).is_file() for name in named)
        assert list(yaml.safe_load((root / "sample.yaml").read_text("utf-8"))["tests"]) == [
            f"benchwright.agent.{sample}"
        ]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.c").write_text("mine")
    with pytest.raises(FolderTaken, match=r"mine\.c"):
        write_library(files(BuildSystem.HOST), tmp_path)
    assert paths_below(tmp_path) == {"mine.c"}


def test_force_writes_over_an_earlier_library_and_over_nothing_else(tmp_path: Path) -> None:
    write(BuildSystem.HOST, tmp_path)
    (tmp_path / "README.md").write_text("old")
    (tmp_path / "src" / "mine.c").write_text("mine")
    write_library(files(BuildSystem.HOST), tmp_path, force=True)
    assert "Benchwright's agent" in (tmp_path / "README.md").read_text("utf-8")
    assert (tmp_path / "src" / "mine.c").read_text() == "mine"


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    taken = tmp_path / "library"
    taken.write_text("mine")
    for force in (False, True):
        with pytest.raises(FileUnwritable, match="library"):
            write_library(files(BuildSystem.HOST), taken, force=force)
    assert taken.read_text() == "mine"


def test_missing_sources_are_told_before_anything_is_written(tmp_path: Path) -> None:
    lost = LibraryFile("src/lost.c", tmp_path / "lost.c")
    with pytest.raises(SourcesMissing, match=r"lost\.c"):
        write_library((*files(BuildSystem.HOST), lost), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "library"
    words = ["agent-library", "--for", "zephyr", "--out", str(out)]
    toolbox = build_toolbox()
    assert run_command(parse([*words, "--json"]), toolbox) == 0
    document = json.loads(capsys.readouterr().out)
    assert {str(out / name) for name in paths_below(out)} == set(document["files"])
    assert run_command(parse(words), toolbox) == FolderTaken.code
    assert "is not empty" in capsys.readouterr().err
    assert run_command(parse([*words, "--force"]), toolbox) == 0
    assert f"west build -b BOARD {out}/samples/small" in capsys.readouterr().out
    toolbox.places.close()
