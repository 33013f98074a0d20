"""Built firmware is found, and a damaged build is told apart from a missing one."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from benchwright import paths
from benchwright.drivers.firmware_library import BuiltFirmware
from benchwright.model.errors import FirmwareMissing
from benchwright.planner.pack_format import ENGINE_VERSION
from tests.contract.bench_parts import built


def test_a_built_image_comes_with_its_facts() -> None:
    image = built("native")
    assert (image.board, image.kernel_set, image.engine_version) == ("native", "generic", ENGINE_VERSION)
    assert len(image.sha256) == 64
    assert len(image.image) > 10_000


def test_a_board_without_a_build_says_how_to_build() -> None:
    with pytest.raises(FirmwareMissing, match="make firmware"):
        BuiltFirmware(paths.firmware()).image("no-such-board")


def test_a_board_of_the_users_own_says_how_its_firmware_is_built(tmp_path: Path) -> None:
    port = tmp_path / "boards" / "mine"
    port.mkdir(parents=True)
    library = BuiltFirmware(tmp_path / "built", own_boards=tmp_path / "boards")
    with pytest.raises(FirmwareMissing, match=r"has no build\.toml"):
        library.image("mine")
    (port / "build.toml").touch()
    with pytest.raises(FirmwareMissing, match=r"--board-folder '.*boards' --board mine"):
        library.image("mine")
    with pytest.raises(FirmwareMissing, match="make firmware"):
        library.image("native")


@pytest.mark.parametrize("damage", ["cut image", "flipped bit", "no json", "missing key"])
def test_a_damaged_build_is_refused(tmp_path: Path, damage: str) -> None:
    built("native")
    folder = tmp_path / "native"
    shutil.copytree(paths.firmware() / "native", folder)
    facts = json.loads((folder / "firmware.json").read_text())
    match damage:
        case "cut image":
            (folder / facts["image"]).write_bytes(b"\x7fELF")
        case "flipped bit":
            image = bytearray((folder / facts["image"]).read_bytes())
            facts["image_sha256"] = hashlib.sha256(image).hexdigest()
            image[len(image) // 2] ^= 1
            (folder / facts["image"]).write_bytes(image)
            (folder / "firmware.json").write_text(json.dumps(facts))
        case "no json":
            (folder / "firmware.json").write_text("{")
        case _:
            del facts["sha256"]
            (folder / "firmware.json").write_text(json.dumps(facts))
    with pytest.raises(FirmwareMissing, match="cannot be used"):
        BuiltFirmware(tmp_path).image("native")


def test_paths_follow_the_home_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    assert {paths.data(), paths.config(), paths.logs(), paths.virtual()} == {
        tmp_path / name for name in ("data", "config", "logs", "virtual")
    }
    monkeypatch.delenv("BENCHWRIGHT_HOME")
    assert tmp_path not in paths.data().parents
    assert (paths.boards() / "native" / "board.toml").is_file()
