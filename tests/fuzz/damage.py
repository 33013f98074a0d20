"""Damages .tflite files: their bytes, or the values in them, written anew so that every offset is right."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.random import Generator

_WORDS = (0, 1, 2, 3, 4, 7, 8, 127, 128, 255, 256, 4096, 0x7FFF, 0xFFFF, 0x10000, 0x1000000, 0x40000000, 0x7FFFFFFF,
          0x80000000, 0xFFFFFF00, 0xFFFFFFFC, 0xFFFFFFFE, 0xFFFFFFFF, 0x7F800000, 0x7FC00000, 0x3F800000)  # fmt: skip
_INTEGERS = (0, 1, -1, 2, 3, 4, 5, 7, 9, 17, 127, -128, 128, 255, 256, 4096, 65535, 2**24, 2**30, 2**31 - 1, -(2**31))
_LONGS = (*_INTEGERS, 2**31, 2**40, 2**63 - 1, -(2**63))
_REALS = (0.0, -0.0, 1.0, -1.0, 1e-45, 1e-38, 1e-30, 1e-10, 0.5, 1e10, 1e30, 3.4e38, float("inf"), float("-inf"),
          float("nan"))  # fmt: skip
_FLAT = (int, float, bool, np.integer, np.floating)


def damaged(rng: Generator, model: bytes, other: bytes) -> bytes:
    """`model` with a few things wrong; `other` lends bytes."""
    if rng.integers(2):
        values = _with_wrong_values(rng, model)
        if values is not None:
            return values if rng.integers(8) else _with_wrong_bytes(rng, values, other)
    return _with_wrong_bytes(rng, model, other)


def _with_wrong_bytes(rng: Generator, model: bytes, other: bytes) -> bytes:
    data = bytearray(model)
    for _ in range(int(rng.integers(1, 5))):
        if len(data) < 16:
            break
        # Constants fill the middle of a file; the tables stand at its ends.
        reach = min(len(data), 4096)
        offset = int(rng.integers(reach)) if rng.integers(2) else len(data) - 1 - int(rng.integers(reach))
        aligned = min(offset & ~3, len(data) - 4)
        match int(rng.integers(8)):
            case 0 | 1 | 2:
                struct.pack_into("<I", data, aligned, int(rng.choice(_WORDS)))
            case 3:
                old = struct.unpack_from("<I", data, aligned)[0]
                struct.pack_into("<I", data, aligned, (old + int(rng.integers(-8, 9))) & 0xFFFFFFFF)
            case 4:
                data[offset] ^= 1 << int(rng.integers(8))
            case 5:
                at = int(rng.integers(max(1, len(other) - 4))) & ~3
                data[aligned : aligned + 4] = other[at : at + 4].ljust(4, b"\0")
            case 6:
                struct.pack_into("<H", data, aligned, int(rng.integers(64)))
            case _:
                if rng.integers(8) == 0:
                    del data[offset:]
    return bytes(data)


def _with_wrong_values(rng: Generator, model: bytes) -> bytes | None:
    """The file with other values in its tables; None where they cannot be read or written."""
    try:
        content = schema.ModelT.InitFromPackedBuf(model, 0)
        places = list(_places(content))
        for _ in range(int(rng.integers(1, 4))):
            _change(rng, *places[int(rng.integers(len(places)))])
        builder = flatbuffers.Builder(len(model) + 1024)
        builder.Finish(content.Pack(builder), file_identifier=b"TFL3")
        return bytes(builder.Output())
    except Exception:  # the schema's own reader and writer refuse in many ways
        return None


def _places(owner: object) -> Iterator[tuple[object, str]]:
    """Every field of every table below `owner` that has a value worth changing."""
    for name, value in vars(owner).items():
        if isinstance(value, _FLAT) or value is None:
            yield owner, name
        elif isinstance(value, list) and value and hasattr(value[0], "__dict__"):
            yield owner, name
            for item in value:
                yield from _places(item)
        elif isinstance(value, (list, np.ndarray)):
            yield owner, name
        elif hasattr(value, "__dict__"):
            yield from _places(value)


def _change(rng: Generator, owner: object, name: str) -> None:
    value = getattr(owner, name)
    if isinstance(value, (bool, np.bool_)):
        setattr(owner, name, not value)
    elif isinstance(value, (float, np.floating)):
        setattr(owner, name, _real(rng, float(value)))
    elif isinstance(value, (int, np.integer)):
        setattr(owner, name, _integer(rng, int(value)))
    elif value is not None and len(value):
        setattr(owner, name, _changed_list(rng, list(value)))


def _changed_list(rng: Generator, items: list[object]) -> list[object]:
    at = int(rng.integers(len(items)))
    match int(rng.integers(6)):
        case 0:
            del items[at]
        case 1:
            items.insert(at, items[int(rng.integers(len(items)))])
        case 2:
            other = int(rng.integers(len(items)))
            items[at], items[other] = items[other], items[at]
        case _ if isinstance(items[at], (float, np.floating)):
            items[at] = _real(rng, float(items[at]))
        case _ if isinstance(items[at], (int, np.integer)):
            items[at] = _integer(rng, int(items[at]))
    return items


def _real(rng: Generator, old: float) -> float:
    return float(rng.choice(_REALS)) if rng.integers(3) else float(np.float32(old * 10 ** rng.uniform(-8, 8)))


def _integer(rng: Generator, old: int) -> int:
    choices = _LONGS if rng.integers(6) == 0 else _INTEGERS
    return choices[int(rng.integers(len(choices)))] if rng.integers(3) else old + int(rng.integers(-3, 4))
