"""The models of MLPerf Tiny as firmware names them: what `db load` takes for each (mlcommons/tiny, benchmark/api)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadForm:
    """What an input looks like on the line: `element` is NumPy's word for one, "" where only the size is known."""

    element: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class MlperfModel:
    """A model of the suite: the form of its input in `db load`, and how many int8 its input tensor has."""

    load: LoadForm
    tensor_bytes: int


# The device turns an image's bytes into int8 by taking 128 off, and floats of ad01 by its own quantisation.
MLPERF_MODELS = {
    "kws01": MlperfModel(LoadForm("int8", 490), 490),
    "vww01": MlperfModel(LoadForm("uint8", 27_648), 27_648),
    "ic01": MlperfModel(LoadForm("uint8", 3_072), 3_072),
    "ic02": MlperfModel(LoadForm("uint8", 3_072), 3_072),
    "ad01": MlperfModel(LoadForm("float32", 2_560), 640),
}
