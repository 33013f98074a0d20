"""Which files the library has for each build system, and which files of the firmware they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

_HEADERS = ("bw_engine", "bw_limits", "bw_model", "bw_port")
_COMMON = ("bw_cobs.c", "bw_cobs.h", "bw_crc32.c", "bw_crc32.h", "bw_ring.h", "bw_sha256.c", "bw_sha256.h")
_SMALL = "engines/small/bw_small_engine.c"
_TFLM = "engines/tflm"


class BuildSystem(Enum):
    """What a library is made for; `HOST` is a program of this computer, built by make."""

    ARDUINO = "arduino"
    ESP_IDF = "esp-idf"
    ZEPHYR = "zephyr"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """One file: its path in the library, the file it is made of, and the words of it that are replaced."""

    path: str
    source: Path
    values: Mapping[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        """What is written.

        Raises:
            OSError: the source cannot be read.
        """
        data = self.source.read_bytes()
        for word, value in self.values.items():
            data = data.replace(f"@{word}@".encode(), value.encode())
        return data


# An engine that needs no arena beside one that fills most of it; staging holds all inputs of the model.
_SMALL_VALUES = {"ARENA_BYTES": "16", "STAGING_BYTES": "256"}
_TFLM_VALUES = {"ARENA_BYTES": "64 * 1024", "STAGING_BYTES": "4096"}


def library_files(target: BuildSystem, boards: Path, licence: Path, version: str) -> tuple[LibraryFile, ...]:
    """Every file of the library for `target`; `boards` is the folder with the firmware's sources."""
    firmware = boards / "firmware"
    parts = firmware / "library"
    specific = {
        BuildSystem.ARDUINO: _arduino,
        BuildSystem.ESP_IDF: _esp_idf,
        BuildSystem.ZEPHYR: _zephyr,
        BuildSystem.HOST: _host,
    }[target]
    return (
        LibraryFile("LICENSE", licence),
        LibraryFile("README.md", parts / "README.md"),
        *_sources(firmware),
        *specific(parts, {"VERSION": version}),
    )


def _sources(firmware: Path) -> Iterator[LibraryFile]:
    agent = sorted(path for path in (firmware / "agent").iterdir() if path.suffix in {".c", ".h"})
    headers = [firmware / "include" / f"{name}.h" for name in _HEADERS]
    common = [firmware / "common" / name for name in _COMMON]
    for source in (*agent, *headers, *common, firmware / "library" / "benchwright_agent.h"):
        yield LibraryFile(f"src/{source.name}", source)


def _tflm(parts: Path, folder: str, *, suffix: str = ".cc", has_model: bool = True) -> Iterator[LibraryFile]:
    for stem in ("bw_tflm_engine", "bw_tflm_model"):
        yield LibraryFile(f"{folder}/{stem}{suffix}", parts / _TFLM / f"{stem}.cc")
    yield LibraryFile(f"{folder}/bw_tflm_engine.h", parts / _TFLM / "bw_tflm_engine.h")
    if has_model:
        yield LibraryFile(f"{folder}/model_data.h", parts / _TFLM / "model_data.h")


def _arduino(parts: Path, about: Mapping[str, str]) -> Iterator[LibraryFile]:
    here = parts / "arduino"
    yield LibraryFile("library.properties", here / "library.properties", about)
    yield LibraryFile("examples/Small/Small.ino", here / "example.ino", _SMALL_VALUES)
    yield LibraryFile("examples/Small/bw_small_engine.c", parts / _SMALL)
    yield LibraryFile("examples/TfliteMicro/TfliteMicro.ino", here / "example.ino", _TFLM_VALUES)
    yield from _tflm(parts, "examples/TfliteMicro", suffix=".cpp")


def _esp_idf(parts: Path, about: Mapping[str, str]) -> Iterator[LibraryFile]:
    here = parts / "esp-idf"
    yield LibraryFile("CMakeLists.txt", here / "CMakeLists.txt")
    yield LibraryFile("Kconfig", here / "Kconfig")
    yield LibraryFile("idf_component.yml", here / "idf_component.yml", about)
    engines = {
        "small": ({**_SMALL_VALUES, "ENGINE_SOURCES": '"bw_small_engine.c"'}),
        "tflite-micro": ({**_TFLM_VALUES, "ENGINE_SOURCES": '"bw_tflm_engine.cc" "bw_tflm_model.cc"'}),
    }
    for name, values in engines.items():
        example = f"examples/{name}"
        yield LibraryFile(f"{example}/CMakeLists.txt", here / "example" / "CMakeLists.txt")
        yield LibraryFile(f"{example}/sdkconfig.defaults", here / "example" / "sdkconfig.defaults")
        for file in ("CMakeLists.txt", "main.c"):
            yield LibraryFile(f"{example}/main/{file}", here / "example" / "main" / file, values)
    yield LibraryFile("examples/small/main/bw_small_engine.c", parts / _SMALL)
    yield LibraryFile("examples/tflite-micro/main/idf_component.yml", here / "example" / "main" / "idf_component.yml")
    yield from _tflm(parts, "examples/tflite-micro/main")


def _zephyr(parts: Path, _about: Mapping[str, str]) -> Iterator[LibraryFile]:
    here = parts / "zephyr"
    for file in ("CMakeLists.txt", "Kconfig"):
        yield LibraryFile(file, here / file)
    yield LibraryFile("zephyr/module.yml", here / "module.yml")
    options = "CONFIG_CPP=y\nCONFIG_STD_CPP17=y\nCONFIG_TENSORFLOW_LITE_MICRO=y"
    engines = {
        "small": ({**_SMALL_VALUES, "ENGINE_SOURCES": "src/bw_small_engine.c", "OPTIONS": ""}),
        "tflite-micro": {
            **_TFLM_VALUES,
            "ENGINE_SOURCES": "src/bw_tflm_engine.cc src/bw_tflm_model.cc",
            "OPTIONS": options,
        },
    }
    for name, values in engines.items():
        for file in ("CMakeLists.txt", "prj.conf", "sample.yaml", "src/main.c"):
            yield LibraryFile(f"samples/{name}/{file}", here / "sample" / file, {**values, "NAME": name})
    yield LibraryFile("samples/small/src/bw_small_engine.c", parts / _SMALL)
    yield from _tflm(parts, "samples/tflite-micro/src")


def _host(parts: Path, _about: Mapping[str, str]) -> Iterator[LibraryFile]:
    yield LibraryFile("Makefile", parts / "host" / "Makefile")
    for file in ("bw_native.c", "bw_console.c", "bw_console.h", "bw_mark.c", "bw_mark.h"):
        yield LibraryFile(f"host/{file}", parts.parents[1] / "native" / file)
    yield LibraryFile(_SMALL, parts / _SMALL)
    yield from _tflm(parts, _TFLM, has_model=False)
