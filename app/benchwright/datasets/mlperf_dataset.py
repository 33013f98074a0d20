"""A folder of MLPerf Tiny as samples of a model: its raw files in the form that the model's own firmware takes."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from benchwright.datasets.dataset import Dataset
from benchwright.datasets.mlperf_layout import LabelledFile, read_labelled_files
from benchwright.model.errors import DatasetInvalid
from benchwright.model.mlperf import MLPERF_MODELS, LoadForm

WINDOW_STEP_BYTES = 512
"""From one window of ad01 to the next: 128 float32 (mlcommons/tiny, benchmark/evaluation/datasets)."""


def read_mlperf(folder: Path, shape: tuple[int, ...], element: str) -> Dataset:
    """Every input that y_labels.csv lists, windows one behind the other, in the type of the model where it has one.

    Bytes of pictures lose 128 as the reference firmware does it. A model that has the input size of one in the suite
    takes its form, any other raw `element`.

    Raises:
        DatasetInvalid: a line or a file of the folder is wrong.
    """
    form = _form(math.prod(shape), element)
    window = (form.size_bytes, WINDOW_STEP_BYTES) if form.element == "float32" and element == "int8" else None
    listed = read_labelled_files(folder, form.size_bytes, window)
    inputs = [(file, data) for file in listed.files for data in file.inputs()]
    raw = np.frombuffer(b"".join(data for _, data in inputs), np.dtype(form.element).newbyteorder("<"))
    values = raw.reshape((len(inputs), *shape)).astype(form.element)
    if form.element == "uint8" and element == "int8":
        values = (values ^ 0x80).view(np.int8)
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise DatasetInvalid(folder.name, f"{_not_finite(inputs)} holds values that are not finite.")
    labels = np.array([file.label for file, _ in inputs], np.int64)
    return Dataset(values, labels, names=tuple(file.path.name for file, _ in inputs))


def _form(count: int, element: str) -> LoadForm:
    if element == "int8":
        known = next((model.load for model in MLPERF_MODELS.values() if model.tensor_bytes == count), None)
        if known is not None:
            return known
    return LoadForm(element, count * np.dtype(element).itemsize)


def _not_finite(inputs: list[tuple[LabelledFile, bytes]]) -> str:
    return next(file.path.name for file, data in inputs if not np.isfinite(np.frombuffer(data, "<f4")).all())
