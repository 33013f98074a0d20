"""From a loaded model and a recipe to the bytes of a .tflite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from benchwright.forge.sources import Change, Source
from benchwright.forge.telling import Refused
from benchwright.forge.tensorflow_import import tensorflow
from benchwright.forge.weights import cluster, prune
from benchwright.model.conversion import Format, Recipe

Inputs = npt.NDArray[np.float32]
OnSample = Callable[[int, int], None]


def make(source: Source, recipe: Recipe, inputs: Inputs | None, on_sample: OnSample) -> bytes:
    """The file of a recipe; `inputs` are the representative samples, `on_sample` hears how many were used.

    Raises:
        Refused: TensorFlow cannot make it, with its reason.
    """
    if recipe.format.wants_samples and inputs is None:
        raise Refused(
            "dataset",
            f"{recipe.format.value} needs a representative set: it finds the ranges of the activations.",
            "Give a hundred or more typical inputs as .npz, .npy, .csv or a folder.",
        )
    with source.changed(weight_change(recipe)) as given:
        try:
            if isinstance(given, bytes):
                return _from_tflite(given, recipe, inputs, on_sample)
            return _from_network(given, recipe, inputs, on_sample)
        except Refused:
            raise
        except Exception as error:  # the converter raises whatever its passes do
            text = str(error).strip().splitlines()
            words = text[0][:300] if text else type(error).__name__
            raise Refused("model", f"The converter of TensorFlow Lite refuses it: {words}") from error


def weight_change(recipe: Recipe) -> Change | None:
    """Prunes first, then clusters what is left; None where weights stay as they are."""
    if not recipe.sparsity and not recipe.cluster_count:
        return None

    def change(weights: Any) -> Any:
        pruned = prune(weights, recipe.sparsity) if recipe.sparsity else weights
        return cluster(pruned, recipe.cluster_count) if recipe.cluster_count else pruned

    return change


def _from_network(converter: Any, recipe: Recipe, inputs: Inputs | None, on_sample: OnSample) -> bytes:
    tf = tensorflow()
    if recipe.format is not Format.FLOAT32:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if recipe.format.wants_samples and inputs is not None:
        converter.representative_dataset = lambda: _calibration(inputs, on_sample)
    if recipe.format is Format.INT8:
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = converter.inference_output_type = tf.int8
    elif recipe.format is Format.INT16X8:
        wanted = tf.lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8
        converter.target_spec.supported_ops = [wanted]
        converter.inference_input_type = converter.inference_output_type = tf.int16
    return bytes(converter.convert())


def _from_tflite(model: bytes, recipe: Recipe, inputs: Inputs | None, on_sample: OnSample) -> bytes:
    """TensorFlow Lite's quantiser of finished files; the same one is behind the option of the converter."""
    if recipe.format is Format.FLOAT32:
        return model
    if recipe.format is Format.DYNAMIC or inputs is None:
        raise Refused(
            "model",
            "TensorFlow Lite makes no dynamic range file of a finished .tflite.",
            "Convert the Keras model or the SavedModel, or choose int8.",
        )
    from tensorflow.lite.python.optimize import calibrator  # noqa: PLC0415  (TensorFlow loads slowly)

    tf = tensorflow()
    is_wide = recipe.format is Format.INT16X8
    kind = tf.int16 if is_wide else tf.int8
    quantised = calibrator.Calibrator(model).calibrate_and_quantize(
        lambda: _calibration(inputs, on_sample),
        kind,
        kind,
        False,
        activations_type=kind,
        bias_type=tf.int64 if is_wide else tf.int32,
    )
    return bytes(quantised)


def _calibration(inputs: Inputs, on_sample: OnSample) -> Iterator[list[Inputs]]:
    for at in range(len(inputs)):
        on_sample(at + 1, len(inputs))
        yield [inputs[at : at + 1]]
