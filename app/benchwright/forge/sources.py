"""Models as they come: Keras, SavedModel, .tflite. Each gives what converts it, with changed weights."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from benchwright.forge import tflite_weights
from benchwright.forge.telling import Refused
from benchwright.forge.tensorflow_import import tensorflow

Change = Callable[[Any], Any]
_KERAS = {".keras", ".h5"}


class Source(Protocol):
    """A loaded model."""

    @property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of its one input, without the batch."""
        ...

    def changed(self, change: Change | None) -> contextlib.AbstractContextManager[Any]:
        """While it lasts the weights are changed; gives what converts them: a TFLiteConverter, or a float .tflite."""
        ...


def read_source(path: Path) -> Source:
    """The model at a path.

    Raises:
        Refused: what is wrong with it.
    """
    if path.is_dir():
        if not (path / "saved_model.pb").is_file():
            raise Refused("model", "The folder holds no saved_model.pb.", "Give the folder that tf.saved_model wrote.")
        return _saved_model(path)
    if not path.is_file():
        raise Refused("model", "There is no such file.", "Check the path and its rights.")
    if path.suffix.lower() in _KERAS:
        return _keras(path)
    return TfliteSource(path.read_bytes())


class NetworkSource:
    """A Keras model or a SavedModel as a function of one input, with the variables that are its weights."""

    def __init__(self, call: Callable[[Any], Any], spec: Any, variables: list[Any], owner: Any) -> None:
        tf = tensorflow()
        shape = [1, *list(spec.shape)[1:]]
        if any(size is None for size in shape):
            raise Refused(
                "model",
                f"The size of its input is open: {tuple(spec.shape)}.",
                "Export it with a fixed size; only the batch may be open.",
            )
        # A batch of one: an open one would bring SHAPE, STRIDED_SLICE and PACK into the graph.
        self._function = tf.function(call).get_concrete_function(tf.TensorSpec(shape, spec.dtype, name="input"))
        self._owner = owner
        self._weights = [one for one in variables if len(one.shape) >= 2 and "float" in str(one.dtype)]
        self._shape = tuple(int(size) for size in shape[1:])

    @property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of its one input, without the batch."""
        return self._shape

    @contextlib.contextmanager
    def changed(self, change: Change | None) -> Iterator[Any]:
        """A TFLiteConverter of the changed network; the weights are put back afterwards."""
        before = [weights.numpy() for weights in self._weights] if change is not None else []
        try:
            for weights, value in zip(self._weights, before, strict=False):
                weights.assign(change(value) if change is not None else value)
            yield tensorflow().lite.TFLiteConverter.from_concrete_functions([self._function])
        finally:
            for weights, value in zip(self._weights, before, strict=False):
                weights.assign(value)


class TfliteSource:
    """A float32 .tflite."""

    def __init__(self, model: bytes) -> None:
        self._model = model
        if model[4:8] != b"TFL3":
            raise Refused("model", "It does not carry the mark 'TFL3' of a TensorFlow Lite model.")
        try:
            interpreter = tensorflow().lite.Interpreter(model_content=model)
            inputs = interpreter.get_input_details()
            has_floats = tflite_weights.has_float_weights(model)
        except Exception as error:  # whatever the parsers make of damaged bytes
            raise Refused("model", f"TensorFlow Lite refuses it: {_first_line(error)}.") from error
        if len(inputs) != 1:
            raise Refused("model", f"It has {len(inputs)} inputs; only one is converted here.")
        if inputs[0]["dtype"].__name__ != "float32" or not has_floats:
            raise Refused(
                "model",
                "It is quantised already: its real weights are lost.",
                "Convert its float32 parent, or the Keras model it was made from.",
            )
        self._shape = tuple(int(size) for size in inputs[0]["shape"][1:])

    @property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of its one input, without the batch."""
        return self._shape

    @contextlib.contextmanager
    def changed(self, change: Change | None) -> Iterator[bytes]:
        """The .tflite with changed weights."""
        yield tflite_weights.changed(self._model, change) if change is not None else self._model


def _keras(path: Path) -> NetworkSource:
    keras = tensorflow().keras
    try:
        model = keras.models.load_model(path, compile=False, safe_mode=True)
    except Exception as error:  # Keras raises whatever its layers do
        raise Refused(
            "model",
            f"Keras cannot load it: {_first_line(error)}",
            "Layers of your own have no code here: export it as a SavedModel (model.export) and convert that folder.",
        ) from error
    if len(getattr(model, "inputs", None) or ()) != 1 or len(model.outputs) != 1:
        raise Refused("model", "It has several inputs or outputs; one of each is converted here.")
    spec = tensorflow().TensorSpec(model.inputs[0].shape, model.inputs[0].dtype)
    variables = [weights.value if hasattr(weights, "value") and not callable(weights.value) else weights
                 for weights in model.weights]  # fmt: skip
    return NetworkSource(lambda value: model(value, training=False), spec, variables, model)


def _saved_model(path: Path) -> NetworkSource:
    tf = tensorflow()
    try:
        loaded = tf.saved_model.load(str(path))
    except Exception as error:  # TensorFlow raises whatever its ops do
        raise Refused("model", f"TensorFlow cannot load it: {_first_line(error)}") from error
    signatures = loaded.signatures
    if not signatures:
        raise Refused("model", "It has no signature to call.", "Export it with model.export, or give signatures.")
    name = "serving_default" if "serving_default" in signatures else next(iter(signatures))
    signature = signatures[name]
    _, named = signature.structured_input_signature
    if len(named) != 1 or len(signature.structured_outputs) != 1:
        raise Refused("model", f"Its signature '{name}' has several inputs or outputs; one of each is converted here.")
    ((given, spec),) = named.items()
    (taken,) = signature.structured_outputs
    return NetworkSource(lambda value: signature(**{given: value})[taken], spec, list(signature.variables), loaded)


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return text.splitlines()[0][:300] if text else type(error).__name__
