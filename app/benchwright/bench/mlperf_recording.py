"""The recording of sww01: which file an interface board plays, and where in it the wake words are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from benchwright.files import read_regular
from benchwright.model.errors import DatasetInvalid

TRUTH_FILE = "sww_long_test.json"
_MOST_BYTES = 1 << 20
_REMEDY = "Give the folder of sww_long_test.json, or such a file: a list with wav_file, length_sec, detection_windows."


@dataclass(frozen=True, slots=True)
class Recording:
    """`wav_file` lies on the card of the interface board; `words_s` are beginning and end of each wake word."""

    wav_file: str
    length_s: float
    words_s: tuple[tuple[float, float], ...]


def read_recording(data: Path, benchmark_id: str) -> Recording:
    """The first recording that the file at `data`, or in it or its folder of the benchmark, describes.

    Raises:
        DatasetInvalid: there is none, or it is none.
    """
    candidates = (data, data / TRUTH_FILE, data / benchmark_id / TRUTH_FILE)
    file = next((one for one in candidates if one.is_file()), None)
    if file is None:
        raise DatasetInvalid(data.name, f"It holds no {TRUTH_FILE}.", _REMEDY)
    try:
        first = json.loads(read_regular(file, maximum_bytes=_MOST_BYTES))[0]
        words = tuple((float(start), float(stop)) for start, stop in first["detection_windows"])
        made = Recording(str(first["wav_file"]), float(first["length_sec"]), words)
    except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
        raise DatasetInvalid(file.name, f"It cannot be read: {error}.", _REMEDY) from error
    if not made.words_s or any(not 0 <= start <= stop for start, stop in made.words_s) or made.length_s <= 0:
        raise DatasetInvalid(file.name, "Its wake words or its length are none.", _REMEDY)
    if not made.wav_file or any(not ("!" <= letter <= "~") or letter == "%" for letter in made.wav_file):
        raise DatasetInvalid(file.name, f"'{made.wav_file}' is no name that a board can be told.", _REMEDY)
    return made
