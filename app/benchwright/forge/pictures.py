"""Pictures of every usual form, in the size of a model, by TensorFlow."""

from __future__ import annotations

import numpy as np

from benchwright.datasets.dataset import Array
from benchwright.datasets.sample_files import png_of_size
from benchwright.forge.telling import Refused


def picture(data: bytes, shape: tuple[int, ...]) -> Array:
    """A picture in the size and the channels of the model's input, as bytes; a PNG of that size as it is.

    Raises:
        ValueError: it is no picture.
        Refused: TensorFlow, which decodes the others, is not set up.
    """
    try:
        return png_of_size(data, shape)
    except ValueError:
        return _resized(data, shape)


def _resized(data: bytes, shape: tuple[int, ...]) -> Array:
    try:
        import tensorflow as tf  # noqa: PLC0415  (slow to import; only pictures need it)
    except ImportError as error:
        raise Refused("tool", "Pictures are decoded by TensorFlow, which is not set up.") from error
    try:
        decoded = tf.io.decode_image(data, channels=shape[2], expand_animations=False)
    except tf.errors.InvalidArgumentError as error:
        raise ValueError("it is no picture") from error
    resized = tf.image.resize(decoded, shape[:2], antialias=True)
    rounded: Array = np.clip(np.round(resized.numpy()), 0, 255).astype(np.uint8)
    return rounded
