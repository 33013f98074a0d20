"""Train the demo models: a small CNN on scikit-learn's 8 x 8 digits, and the variants an engineer would try next.

Run in the forge environment, the only one with TensorFlow: `python -m benchwright.forge.digits --out resources/models`.
It writes digits_float32, digits_int8, digits_pruned_int8 and digits_small_int8 as .tflite, the held-out images as
digits_test.npz, and provenance.json, which says of every file how it was made and what it scored.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

SEED = 20261120
HELD_OUT_COUNT = 500
CALIBRATION_COUNT = 200
PIXEL_MAX = 16  # scikit-learn's digits are counts of dark dots in 4 x 4 cells: 0…16

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]
Keras = Any  # TensorFlow ships no types


@dataclass(frozen=True, slots=True)
class Digits:
    """The data, split once: training and held-out images `[n, 8, 8, 1]` in 0…1, with their labels."""

    train_images: Floats
    train_labels: Labels
    test_images: Floats
    test_labels: Labels


@dataclass(frozen=True, slots=True)
class Widths:
    """Channels of the two stages of the network."""

    stem: int
    body: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of one file; `accuracy` is a ratio on `accuracy_sample_count` held-out images."""

    file: str
    sha256: str
    model: str
    name: str
    version: int
    quantisation: str
    parent_sha256: str
    accuracy: float
    accuracy_sample_count: int
    file_bytes: int
    parameter_count: int
    note: str


FULL = Widths(stem=24, body=64)
PRUNED = Widths(stem=16, body=40)
SMALL = Widths(stem=8, body=24)


def forge(out: Path, say: Callable[[str], None]) -> list[Provenance]:
    """Train, convert, score and write the four variants into the folder `out`."""
    _make_reproducible()
    digits = _load()
    say(f"training on {len(digits.train_labels)} images, holding out {len(digits.test_labels)}")
    full = _network(FULL)
    _train(full, digits, epochs=60, learning_rate=2e-3)
    say("full network trained")
    pruned = _without_weakest_channels(full, PRUNED)
    _train(pruned, digits, epochs=30, learning_rate=1e-3)
    say("pruned network fine-tuned")
    small = _network(SMALL)
    _train(small, digits, epochs=80, learning_rate=3e-3)
    say("small network trained")

    root = _describe("digits_float32", 1, full, _to_float32(full), digits, "", "The full network, not quantised.", out)
    made = [
        root,
        _describe(
            "digits_int8", 2, full, _to_int8(full, digits), digits, root.sha256,
            "digits_float32, every weight and activation int8, weights per channel.", out,
        ),
        _describe(
            "digits_pruned_int8", 3, pruned, _to_int8(pruned, digits), digits, root.sha256,
            f"digits_float32 without its weakest channels (smallest L1 norm; {FULL.stem} to {PRUNED.stem} and "
            f"{FULL.body} to {PRUNED.body}), fine-tuned, then int8.", out,
        ),
        _describe(
            "digits_small_int8", 4, small, _to_int8(small, digits), digits, "",
            f"A smaller network ({SMALL.stem} and {SMALL.body} channels) trained from scratch, then int8.", out,
        ),
    ]  # fmt: skip
    for one in made:
        say(f"{one.name:20} {one.file_bytes:6,} bytes  accuracy {one.accuracy:.3f} on {one.accuracy_sample_count}")
    _write_held_out(out, digits)
    _write_provenance(out, made)
    return made


def _make_reproducible() -> None:
    tf = _tensorflow()
    tf.keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)


def _tensorflow() -> Keras:
    # oneDNN picks its kernels by CPU and would make the last bits of the weights depend on the machine.
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    import tensorflow  # noqa: PLC0415  (after the settings above, which it reads once at import)

    return tensorflow


def _load() -> Digits:
    from sklearn.datasets import load_digits  # noqa: PLC0415  (only the forge environment has it)
    from sklearn.model_selection import train_test_split  # noqa: PLC0415

    raw = load_digits()
    images = (raw.images / PIXEL_MAX).astype(np.float32)[..., np.newaxis]
    train_images, test_images, train_labels, test_labels = train_test_split(
        images, raw.target.astype(np.int64), test_size=HELD_OUT_COUNT, random_state=SEED, stratify=raw.target
    )
    return Digits(train_images, train_labels, test_images, test_labels)


def _network(widths: Widths) -> Keras:
    layers = _tensorflow().keras.layers
    image = layers.Input((8, 8, 1), name="image")
    stem = layers.Conv2D(widths.stem, 3, padding="same", activation="relu", name="stem")(image)
    x = layers.DepthwiseConv2D(3, padding="same", activation="relu", name="depthwise")(stem)
    x = layers.Conv2D(widths.stem, 1, name="pointwise")(x)
    x = layers.Add(name="residual")([stem, x])
    x = layers.MaxPooling2D(2, name="shrink")(x)
    x = layers.Conv2D(widths.body, 3, padding="same", activation="relu", name="body")(x)
    x = layers.AveragePooling2D(4, name="pool")(x)  # GlobalAveragePooling2D would become a MEAN
    x = layers.Reshape((widths.body,), name="flat")(x)
    scores = layers.Dense(10, activation="softmax", name="digit")(x)
    return _tensorflow().keras.Model(image, scores)


def _train(network: Keras, digits: Digits, *, epochs: int, learning_rate: float) -> None:
    keras = _tensorflow().keras
    batch_count = -(-len(digits.train_labels) // 32) * epochs
    schedule = keras.optimizers.schedules.CosineDecay(learning_rate, batch_count)
    network.compile(keras.optimizers.Adam(schedule), keras.losses.SparseCategoricalCrossentropy())
    network.fit(digits.train_images, digits.train_labels, batch_size=32, epochs=epochs, verbose=0)


def _without_weakest_channels(full: Keras, widths: Widths) -> Keras:
    """A narrower network that starts with the strongest channels of `full` (magnitude pruning, whole filters).

    Whole filters, because dense kernels run no faster for single weights that are zero.
    The residual ties the outputs of stem and pointwise together, so they are ranked by their sum.
    """
    weights = {layer.name: layer.get_weights() for layer in full.layers}
    stem = _strongest(_strength(weights["stem"][0]) + _strength(weights["pointwise"][0]), widths.stem)
    body = _strongest(_strength(weights["body"][0]), widths.body)
    kept = {
        "stem": [weights["stem"][0][..., stem], weights["stem"][1][stem]],
        "depthwise": [weights["depthwise"][0][:, :, stem], weights["depthwise"][1][stem]],
        "pointwise": [weights["pointwise"][0][:, :, stem][..., stem], weights["pointwise"][1][stem]],
        "body": [weights["body"][0][:, :, stem][..., body], weights["body"][1][body]],
        "digit": [weights["digit"][0][body], weights["digit"][1]],
    }
    network = _network(widths)
    for name, values in kept.items():
        network.get_layer(name).set_weights(values)
    return network


def _strength(kernel: Floats) -> Floats:
    strength: Floats = np.abs(kernel).sum(axis=(0, 1, 2))
    return strength


def _strongest(strength: Floats, count: int) -> npt.NDArray[np.intp]:
    return np.sort(np.argsort(-strength, kind="stable")[:count])


def _converter(network: Keras) -> Keras:
    """A converter of the network at batch 1: an open batch would bring SHAPE, STRIDED_SLICE and PACK into the graph."""
    tf = _tensorflow()
    one_image = tf.keras.Input(batch_shape=(1, 8, 8, 1), name="image")
    fixed = tf.keras.models.clone_model(network, input_tensors=one_image)
    fixed.set_weights(network.get_weights())
    return tf.lite.TFLiteConverter.from_keras_model(fixed)


def _to_float32(network: Keras) -> bytes:
    return _convert(_converter(network))


def _to_int8(network: Keras, digits: Digits) -> bytes:
    tf = _tensorflow()

    def calibration() -> Iterator[list[Floats]]:
        for image in digits.train_images[:CALIBRATION_COUNT]:
            yield [image[np.newaxis]]

    converter = _converter(network)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = calibration
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.int8
    converter.inference_output_type = tf.int8
    return _convert(converter)


def _convert(converter: Keras) -> bytes:
    with contextlib.redirect_stdout(io.StringIO()):  # it prints the layout of a temporary file
        return bytes(converter.convert())


def _accuracy(tflite: bytes, digits: Digits) -> tuple[str, float]:
    """Type of the input, and the ratio of held-out images the file gets right, by LiteRT's reference kernels."""
    from ai_edge_litert.interpreter import Interpreter, OpResolverType  # noqa: PLC0415  (slow to import)

    interpreter = Interpreter(model_content=tflite, experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
    interpreter.allocate_tensors()
    given, taken = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    right_count = 0
    for image, label in zip(digits.test_images, digits.test_labels, strict=True):
        interpreter.set_tensor(given["index"], _as_input(image[np.newaxis], given))
        interpreter.invoke()
        right_count += int(interpreter.get_tensor(taken["index"]).argmax() == label)
    return np.dtype(given["dtype"]).name, right_count / len(digits.test_labels)


def _as_input(image: Floats, details: dict[str, Any]) -> npt.NDArray[Any]:
    scale, zero_point = details["quantization"]
    if not scale:
        return image
    quantised: npt.NDArray[np.int8] = np.clip(np.round(image / scale) + zero_point, -128, 127).astype(np.int8)
    return quantised


def _describe(
    name: str, number: int, network: Keras, tflite: bytes, digits: Digits, parent_sha256: str, note: str, out: Path
) -> Provenance:
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.tflite").write_bytes(tflite)
    quantisation, accuracy = _accuracy(tflite, digits)
    return Provenance(
        file=f"{name}.tflite",
        sha256=hashlib.sha256(tflite).hexdigest(),
        model="digits",
        name=name,
        version=number,
        quantisation=quantisation,
        parent_sha256=parent_sha256,
        accuracy=accuracy,
        accuracy_sample_count=len(digits.test_labels),
        file_bytes=len(tflite),
        parameter_count=int(network.count_params()),
        note=note,
    )


def _write_held_out(out: Path, digits: Digits) -> None:
    """The held-out images as they came, `uint8` in 0…16; a model's input is `image / divisor`."""
    images = np.round(digits.test_images[..., 0] * PIXEL_MAX).astype(np.uint8)
    labels = digits.test_labels.astype(np.uint8)
    np.savez_compressed(out / "digits_test.npz", images=images, labels=labels, divisor=np.float32(PIXEL_MAX))


def _write_provenance(out: Path, made: list[Provenance]) -> None:
    record = {
        "script": "python -m benchwright.forge.digits",
        "data": "scikit-learn load_digits (UCI Optical Recognition of Handwritten Digits, test part)",
        "seed": SEED,
        "held_out_count": HELD_OUT_COUNT,
        "held_out_file": "digits_test.npz",
        "accuracy_by": "LiteRT reference kernels on the held-out images",
        "versions": {
            "python": platform.python_version(),
            **{package: version(package) for package in ("tensorflow", "keras", "scikit-learn", "numpy")},
        },
        "files": [asdict(one) for one in made],
    }
    (out / "provenance.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Forge the demo models into `--out`."""
    parser = argparse.ArgumentParser(description="Train the demo models of Benchwright.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the .tflite files and their provenance")
    forge(parser.parse_args().out, lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()
