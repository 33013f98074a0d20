"""Linking: an image for a board, a program for this computer."""

from __future__ import annotations

import hashlib
import struct
import sys
from pathlib import Path

from boards.builder.elf import ImageSizes, elf_sizes, flat_image, loaded_segments
from boards.builder.errors import BuildError
from boards.builder.places import FIRMWARE, relative
from boards.builder.recipe import Recipe
from boards.builder.toolchain import Toolchain, run

# Keep in step with struct bw_firmware_id of boards/firmware/agent/bw_firmware_id.h.
FIRMWARE_ID_MAGIC = b"BWFWID1\0"
SHA256_BYTES = 32
BOOT2_CODE_BYTES = 252


def link_freestanding(recipe: Recipe, objects: list[Path], toolchain: Toolchain, folder: Path) -> dict[str, object]:
    """Link an image for a board, with its own digest in it. Returns its facts."""
    elf_file = folder / "firmware.elf"
    script = recipe.linker_script
    if script is None:
        raise BuildError(f"boards/{recipe.board}/build.toml names no linker_script.")
    link = [
        *toolchain.command,
        *recipe.target,
        "-nostdlib",
        "-static",
        "-s",
        "-Wl,--gc-sections,--build-id=none,-e,bw_reset",
    ]
    run([*link, "-T", str(script), *map(str, objects), "-lcompiler_rt", "-o", str(elf_file)])
    elf = bytearray(elf_file.read_bytes())
    if recipe.has_boot2_checksum:
        put_boot2_checksum(elf, recipe.flash_base)
    image = bytearray(flat_image(bytes(elf), recipe.flash_base))
    digest = hashlib.sha256(image).digest()
    for content in (elf, image):
        at = _firmware_id_offset(bytes(content))
        content[at : at + SHA256_BYTES] = digest
    elf_file.write_bytes(elf)
    (folder / "firmware.bin").write_bytes(image)
    if len(image) > recipe.slot_offset:
        raise BuildError(f"{recipe.board}: the image has {len(image)} bytes, the slot starts at {recipe.slot_offset}.")
    return _facts("firmware.bin", bytes(image), digest, elf_sizes(bytes(elf)))


def link_native(
    recipe: Recipe,
    objects: list[Path],
    shared_flags: tuple[str, ...],
    toolchain: Toolchain,
    folder: Path,
    *,
    sanitize: bool,
) -> dict[str, object]:
    """Link twice: the digest of the first executable is compiled into the second.

    Patching would be simpler, but macOS runs no executable that was changed after the linker signed it.
    """
    image = folder / ("firmware.exe" if sys.platform == "win32" else "firmware")
    fresh = folder / f"fresh_{image.name}"
    link = [*toolchain.command, *(recipe.target if toolchain.supports_werror else ())]
    link += ["-fsanitize=address,undefined"] if sanitize else ["-s"]
    run([*link, *map(str, objects), "-o", str(fresh)])
    digest = hashlib.sha256(fresh.read_bytes()).digest()
    id_source = FIRMWARE / "agent" / "bw_firmware_id.c"
    id_object = next(path for path in objects if path.name.endswith("bw_firmware_id_c.o"))
    define = "-DBW_FIRMWARE_SHA256=" + ",".join(str(byte) for byte in digest)
    run([*toolchain.command, *shared_flags, define, "-Os", "-c", relative(id_source), "-o", str(id_object)])
    run([*link, *map(str, objects), "-o", str(fresh)])
    fresh.replace(image)
    content = image.read_bytes()
    sizes = elf_sizes(content) if content.startswith(b"\x7fELF") else ImageSizes()
    return _facts(image.name, content, digest, sizes)


def boot2_checksum(boot2: bytes) -> int:
    """CRC-32/MPEG-2 of the RP2040's second stage, its first 252 bytes (RP2040 Datasheet, 2.8.1.3.1 Checksum)."""
    checksum = 0xFFFFFFFF
    for byte in boot2:
        checksum ^= byte << 24
        for _ in range(8):
            checksum = (checksum << 1 ^ (0x04C11DB7 if checksum & 0x80000000 else 0)) & 0xFFFFFFFF
    return checksum


def put_boot2_checksum(elf: bytearray, base: int) -> None:
    """Write the checksum behind the second stage, which is what the ELF loads to the start of flash."""
    offset = next((offset for address, offset, _ in loaded_segments(elf) if address == base), None)
    if offset is None:
        raise BuildError(f"Nothing is loaded at {base:#x}, where the second stage belongs.")
    struct.pack_into(
        "<I", elf, offset + BOOT2_CODE_BYTES, boot2_checksum(bytes(elf[offset : offset + BOOT2_CODE_BYTES]))
    )


def _facts(image_name: str, image: bytes, digest: bytes, sizes: ImageSizes) -> dict[str, object]:
    return {
        "image": image_name,
        "sha256": digest.hex(),
        "image_bytes": len(image),
        "image_sha256": hashlib.sha256(image).hexdigest(),
        "text_bytes": sizes.text_bytes,
        "rodata_bytes": sizes.rodata_bytes,
        "data_bytes": sizes.data_bytes,
        "bss_bytes": sizes.bss_bytes,
        "static_bytes": sizes.data_bytes + sizes.bss_bytes,
    }


def _firmware_id_offset(content: bytes) -> int:
    at = content.find(FIRMWARE_ID_MAGIC)
    if at < 0 or content.find(FIRMWARE_ID_MAGIC, at + 1) >= 0:
        raise BuildError("The firmware id is not in the image exactly once; see bw_firmware_id.c.")
    return at + len(FIRMWARE_ID_MAGIC)
