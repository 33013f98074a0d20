"""The build: the same sources give the same image, and what is up to date is left alone."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.object_sizes import flash_bytes
from benchwright.drivers.firmware_library import BuiltFirmware
from benchwright.planner.plan import TflitePlanner
from boards.builder.link import boot2_checksum
from tests.builders import a_board

ROOT = Path(__file__).resolve().parents[2]
PORTS = sorted(path.parent.name for path in (ROOT / "boards").glob("*/build.toml"))


class Section(NamedTuple):
    """One section of a 32-bit ELF that has a place in memory."""

    name: str
    address: int
    size_bytes: int


def sections_of(elf: bytes) -> list[Section]:
    table, entry_bytes, count, names_index = struct.unpack_from("<I10xHHH", elf, 32)
    headers = [struct.unpack_from("<6I", elf, table + index * entry_bytes) for index in range(count)]
    names = headers[names_index][4]
    return [
        Section(elf[names + name : elf.index(b"\0", names + name)].decode(), address, size)
        for name, _kind, flags, address, _offset, size in headers
        if flags & 2 and size
    ]


def build(root: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "boards" / "build.py"), "--out", str(out), *options],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("board", ["native", "b-l475e-iot01a"])
def test_image_does_not_depend_on_where_it_was_built(board: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "some other place"
    shutil.copytree(ROOT / "boards", elsewhere / "boards", ignore=shutil.ignore_patterns("__pycache__"))
    images = []
    for root, out in ((ROOT, tmp_path / "first"), (elsewhere, tmp_path / "second")):
        done = build(root, out, "--board", board)
        assert done.returncode == 0, done.stderr
        facts = json.loads((out / board / "firmware.json").read_text())
        images.append((facts["sha256"], facts["source_digest"], (out / board / facts["image"]).read_bytes()))
    assert images[0] == images[1]


def test_digest_is_that_of_the_image_with_its_field_zero(tmp_path: Path) -> None:
    assert build(ROOT, tmp_path, "--board", "b-l475e-iot01a").returncode == 0
    folder = tmp_path / "b-l475e-iot01a"
    facts = json.loads((folder / "firmware.json").read_text())
    image = (folder / "firmware.bin").read_bytes()
    field = image.index(b"BWFWID1\0") + 8
    assert image[field : field + 32].hex() == facts["sha256"]
    blank = image[:field] + bytes(32) + image[field + 32 :]
    assert hashlib.sha256(blank).hexdigest() == facts["sha256"]
    assert facts["image_bytes"] == len(image) <= facts["slot_flash_offset"]
    assert facts["sha256"] in (folder / "firmware.elf").read_bytes().hex()


@pytest.mark.parametrize("board", PORTS)
def test_every_board_builds_without_a_warning_and_fits_its_memory(board: str, tmp_path: Path) -> None:
    done = build(ROOT, tmp_path, "--board", board)
    assert (done.returncode, done.stderr) == (0, "")
    described = tomllib.loads((ROOT / "boards" / board / "board.toml").read_text())
    memory = described["memory"]
    facts = json.loads((tmp_path / board / "firmware.json").read_text())
    assert facts["image_bytes"] <= memory["slot_offset"]
    if not tomllib.loads((ROOT / "boards" / board / "build.toml").read_text())["freestanding"]:
        return
    flash = range(memory["flash_base"], memory["flash_base"] + memory["slot_offset"])
    placed = sections_of((tmp_path / board / "firmware.elf").read_bytes())
    in_ram = [section for section in placed if section.address not in flash]
    sizes = {section.name: section.size_bytes for section in in_ram}
    assert sizes[".arena"] == memory["arena_bytes"]
    assert sizes[".staging"] == memory["staging_bytes"]
    assert sizes[".stack"] == memory["stack_bytes"]
    assert sum(sizes.values()) <= described["ram_bytes"]
    assert all(section.address + section.size_bytes <= flash.stop for section in placed if section.address in flash)


def test_the_checksum_of_a_second_stage_is_crc_32_mpeg_2() -> None:
    assert boot2_checksum(b"123456789") == 0x0376E6E7  # the check value of the CRC catalogue


def test_the_second_stage_of_the_pico_ends_in_its_checksum(tmp_path: Path) -> None:
    assert build(ROOT, tmp_path, "--board", "rp2040-pico").returncode == 0
    boot2 = (tmp_path / "rp2040-pico" / "firmware.bin").read_bytes()[:256]
    assert int.from_bytes(boot2[252:], "little") == boot2_checksum(boot2[:252])


def test_second_build_is_skipped(tmp_path: Path) -> None:
    assert "compiling" in build(ROOT, tmp_path, "--board", "native").stdout
    before = (tmp_path / "native" / "firmware.json").stat().st_mtime_ns
    assert build(ROOT, tmp_path, "--board", "native").stdout == "native: up to date\n"
    assert (tmp_path / "native" / "firmware.json").stat().st_mtime_ns == before


def test_an_image_that_was_damaged_is_built_anew(tmp_path: Path) -> None:
    build(ROOT, tmp_path, "--board", "native")
    image = tmp_path / "native" / json.loads((tmp_path / "native" / "firmware.json").read_text())["image"]
    whole = image.read_bytes()
    image.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert "compiling" in build(ROOT, tmp_path, "--board", "native").stdout
    assert image.read_bytes() == whole


def test_host_library_is_built_beside_the_boards(tmp_path: Path) -> None:
    assert build(ROOT, tmp_path, "--host-library").returncode == 0
    facts = json.loads((tmp_path / "host" / "engine.json").read_text())
    assert (tmp_path / "host" / facts["library"]).is_file()


def test_another_engine_is_built_beside_ours_and_anew_when_it_changes(tmp_path: Path) -> None:
    engine = tmp_path / "mine"
    shutil.copytree(ROOT / "boards" / "firmware" / "library" / "engines" / "small", engine)
    source = engine / "bw_small_engine.c"
    source.write_text(
        '#include "version.h"\n' + source.read_text().replace("return VERSION;", "return VERSION_OF_MINE;")
    )
    words = ("--board", "netduinoplus2", "--engine", str(engine))
    images = []
    for version in (8, 9):
        (engine / "version.h").write_text(f"enum {{ VERSION_OF_MINE = {version} }};\n")
        done = build(ROOT, tmp_path / "out", *words)
        assert done.returncode == 0, done.stderr
        images.append((tmp_path / "out" / "netduinoplus2-mine" / "firmware.bin").read_bytes())
    assert images[0] != images[1]
    assert "up to date" in build(ROOT, tmp_path / "out", *words).stdout


def test_a_board_of_ones_own_is_built_from_its_folder_and_found_by_its_name(tmp_path: Path) -> None:
    port = tmp_path / "boards" / "mine"
    shutil.copytree(ROOT / "boards" / "b-l475e-iot01a", port)
    text = (port / "board.toml").read_text().replace('name = "b-l475e-iot01a"', 'name = "mine"')
    (port / "board.toml").write_text(text)
    shutil.copytree(port, port.with_name("native"))
    done = build(ROOT, tmp_path / "out", "--board-folder", str(tmp_path / "boards"))
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["mine", "objects"]
    image = BuiltFirmware(tmp_path / "out").image("mine")
    assert image.board == "mine"
    assert b"mine\0" in image.image


def test_a_folder_without_an_engine_is_one_clear_line(tmp_path: Path) -> None:
    done = build(ROOT, tmp_path / "out", "--board", "microbit", "--engine", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"build.py: {tmp_path} has no .c file: an engine for --engine is a folder of them.\n"


def test_unknown_board_is_one_clear_line(tmp_path: Path) -> None:
    done = build(ROOT, tmp_path, "--board", "toaster")
    assert done.returncode == 1
    assert done.stderr.startswith("build.py: There is no board 'toaster'. Known: ")
    assert done.stderr.count("\n") == 1


def test_a_minimal_image_has_the_kernels_of_its_pack_and_no_others(tmp_path: Path) -> None:
    model = (ROOT / "resources" / "models" / "digits_int8.tflite").read_bytes()
    pack = tmp_path / "digits.pack"
    pack.write_bytes(TflitePlanner().plan(model, a_board(kernel_set="generic"), name="digits").data)

    assert build(ROOT, tmp_path, "--board", "esp32-c3", "--minimal", str(pack)).returncode == 0

    objects = list((tmp_path / "objects" / "esp32-c3-minimal-digits").glob("*.o"))
    kernels = frozenset(path for path in objects if "_kernels_generic_" in path.name)
    linked = {path.name for path, size in flash_bytes(objects, kernels).items() if size}
    assert "boards_firmware_engine_kernels_generic_softmax_int8_c.o" in linked
    assert not [name for name in linked if "float32" in name]
    assert (tmp_path / "esp32-c3-minimal-digits" / "firmware.bin").exists()
