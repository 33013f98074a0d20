"""The bands in `resources/core_bands.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchwright.model.core_band import Anchor, Band, CoreBand, CoreBands

_FILE = "core_bands.toml"


def read_core_bands(resources: Path) -> CoreBands:
    """Every band, in the order of the file.

    Raises:
        OSError, tomllib.TOMLDecodeError, KeyError, ValueError: the installation is damaged.
    """
    document = tomllib.loads((resources / _FILE).read_text(encoding="utf-8"))
    factor = float(document["factor"])
    return CoreBands(
        tuple(
            CoreBand(
                name=entry["name"],
                cores=tuple(entry["cores"]),
                boards=tuple(entry.get("boards", ())),
                macs_per_cycle=_band(entry.get("macs_per_cycle", ()), factor),
                energy_pj_per_mac=_band(entry.get("energy_pj_per_mac", ()), factor),
                most_macs_per_cycle=_most(entry, "macs_per_cycle"),
                most_macs_per_instruction=_most(entry, "macs_per_instruction"),
                most_source=entry["most"]["source"] if "most" in entry else "",
            )
            for entry in document["core"]
        )
    )


def _band(anchors: Sequence[Mapping[str, str | float]], factor: float) -> Band | None:
    found = tuple(Anchor(float(anchor["value"]), str(anchor["source"])) for anchor in anchors)
    return Band(found, factor) if found else None


def _most(entry: Mapping[str, Mapping[str, float]], key: str) -> float | None:
    most = entry.get("most", {})
    return float(most[key]) if key in most else None
