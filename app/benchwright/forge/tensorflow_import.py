"""TensorFlow, imported once and quietly, on the processor alone."""

from __future__ import annotations

import os
from typing import Any

from benchwright.forge.telling import Refused

TensorFlow = Any  # it ships no types


def tensorflow() -> TensorFlow:
    """The module, with random numbers and kernels that repeat.

    Raises:
        Refused: it is not installed in this environment.
    """
    # oneDNN picks its kernels by CPU and would make the last bits of the ranges depend on the machine.
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    try:
        import tensorflow as tf  # noqa: PLC0415  (after the settings above, which it reads once at import)
    except ImportError as error:
        raise Refused("tool", f"It cannot be imported: {error}.") from error
    return tf
