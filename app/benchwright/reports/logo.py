"""A company's logo: a PNG or a plain SVG, looked at before any decoder sees it.

An SVG is XML that can load, run and multiply things. Only drawing elements are let in, links lead to its own parts, and
what it repeats is counted, since n `use` of one another draw up to 3^(n/3) things.
"""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

from benchwright.files import read_regular
from benchwright.model.errors import LogoUnusable
from benchwright.model.report import Logo

MAXIMUM_BYTES = 1_000_000
MAXIMUM_SIDE = 4_000
_MOST_ELEMENTS = 5_000
_MOST_USES = 12
_PNG = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWING = frozenset(
    {
        *("svg", "g", "defs", "symbol", "title", "desc", "metadata", "use", "style", "clipPath"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop"),
    }
)
_REACHES_OUT = re.compile(r"@import|url\(\s*['\"]?\s*(?!#)|expression\(|javascript:|\\", re.IGNORECASE)


def read_logo(file: Path) -> Logo:
    """The logo in a file.

    Raises:
        LogoUnusable: it cannot be read, is no such picture, is too large, or would do more than draw.
    """
    try:
        return checked_logo(read_regular(file, maximum_bytes=MAXIMUM_BYTES))
    except OSError as error:
        raise LogoUnusable(str(file), f"{error.strerror or error}.") from error
    except ValueError as error:
        raise LogoUnusable(str(file), str(error)) from error


def checked_logo(data: bytes) -> Logo:
    """A logo from bytes.

    Raises:
        ValueError: why not, in a sentence.
    """
    if len(data) > MAXIMUM_BYTES:
        raise ValueError(f"It has {len(data):,} bytes; {MAXIMUM_BYTES:,} are the limit.")
    if data.startswith(_PNG):
        _check_png(data)
        return Logo("image/png", data)
    if b"<svg" in data[:4_096]:
        _check_svg(data)
        return Logo("image/svg+xml", data)
    raise ValueError("It is neither a PNG nor an SVG.")


def _check_png(data: bytes) -> None:
    """Walks the chunks and inflates the picture, up to the size it claims (PNG 1.2, chapters 3, 4 and 10)."""
    width, height, depth, colour, _compression, _filter, interlace = _header(data)
    if not (0 < width <= MAXIMUM_SIDE and 0 < height <= MAXIMUM_SIDE):
        raise ValueError(f"It has {width:,} × {height:,} pixels; {MAXIMUM_SIDE:,} a side are the limit.")
    if depth not in {1, 2, 4, 8, 16} or colour not in _CHANNELS or interlace > 1:
        raise ValueError("Its PNG header is wrong.")
    expected = height * (1 + (width * _CHANNELS[colour] * depth + 7) // 8)
    # Interlacing adds a filter byte for each line of its seven passes.
    most = expected + 8 * height + 64 if interlace else expected
    inflater, inflated = zlib.decompressobj(), 0
    for kind, body in _chunks(data):
        if kind == b"IDAT":
            try:
                inflated += len(inflater.decompress(body, most - inflated + 1))
            except zlib.error as error:
                raise ValueError("Its PNG data is damaged.") from error
            if inflated > most:
                raise ValueError("Its PNG data is larger than its header says.")
    if inflated < expected:
        raise ValueError("Its PNG data ends too early.")


def _header(data: bytes) -> tuple[int, int, int, int, int, int, int]:
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise ValueError("Its PNG header is missing.")
    width, height, depth, colour, compression, filtering, interlace = struct.unpack(">IIBBBBB", data[16:29])
    return width, height, depth, colour, compression, filtering, interlace


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    chunks, at = [], len(_PNG)
    while at + 12 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 8 + size
        if end + 4 > len(data):
            break
        if zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            raise ValueError("A checksum in the PNG is wrong.")
        chunks.append((kind, data[at + 8 : end]))
        if kind == b"IEND":
            return chunks
        at = end + 4
    raise ValueError("The PNG ends too early.")


def _check_svg(data: bytes) -> None:
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", data, re.IGNORECASE) or b"<?xml-stylesheet" in data:
        raise ValueError("The SVG declares entities or style sheets; a plain one does not.")
    try:
        text = data.decode("utf-8-sig")
        root = ET.fromstring(text)
    except (ET.ParseError, UnicodeDecodeError, ValueError) as error:
        raise ValueError(f"The SVG cannot be read: {error}.") from error
    if root.tag != f"{_SVG}svg":
        raise ValueError("The SVG does not begin with an svg element.")
    elements = list(root.iter())
    if len(elements) > _MOST_ELEMENTS:
        raise ValueError(f"The SVG has {len(elements):,} elements; {_MOST_ELEMENTS:,} are the limit.")
    if sum(element.tag == f"{_SVG}use" for element in elements) > _MOST_USES:
        raise ValueError(f"The SVG repeats its parts more than {_MOST_USES} times.")
    for element in elements:
        _check_element(element)
    _check_sides(root)


def _check_element(element: ET.Element) -> None:
    if element.tag.startswith(_SVG) and element.tag.removeprefix(_SVG) not in _DRAWING:
        raise ValueError(f"The SVG has a “{element.tag.removeprefix(_SVG)[:40]}”, which a plain one has not.")
    if not element.tag.startswith("{"):
        raise ValueError(f"The SVG has a “{element.tag[:40]}” that belongs to nothing.")
    if element.tag.startswith("{http://www.w3.org/1999/xhtml}"):
        raise ValueError("The SVG has a web page within.")
    for name, value in element.attrib.items():
        short = name.rsplit("}", 1)[-1].lower()
        if short.startswith("on"):
            raise ValueError("The SVG runs a program.")
        if short in {"href", "src"} and not value.lstrip().startswith("#"):
            raise ValueError("The SVG loads something from elsewhere.")
        if _REACHES_OUT.search(value):
            raise ValueError("The SVG loads something from elsewhere.")
    if element.tag == f"{_SVG}style" and _REACHES_OUT.search(element.text or ""):
        raise ValueError("A style of the SVG loads something from elsewhere.")


def _check_sides(root: ET.Element) -> None:
    for value in (*root.get("viewBox", "").replace(",", " ").split(), root.get("width", ""), root.get("height", "")):
        number = re.match(r"-?[\d.]+(e[+-]?\d+)?", value.strip(), re.IGNORECASE)
        try:
            size = abs(float(number.group())) if number else 0.0
        except ValueError:
            size = 0.0
        if size > MAXIMUM_SIDE * 4:
            raise ValueError(f"A side of the SVG is {value[:20]}; {MAXIMUM_SIDE * 4:,} is the limit.")
