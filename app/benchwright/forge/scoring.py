"""The accuracy of a .tflite on a labelled set, by LiteRT's reference kernels on this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchwright.datasets.dataset import InputForm, class_fault, tensor_values
from benchwright.datasets.reading import read_dataset
from benchwright.forge.pictures import picture
from benchwright.forge.telling import Refused

Array = npt.NDArray[Any]


def score(model: bytes, path: Path, divisor: float | None, limit: int,
          on_sample: Callable[[int, int], None]) -> dict[str, object]:  # fmt: skip
    """How many samples the model gets right at its first guess, of how many, and of which.

    Raises:
        Refused: what is wrong with the model.
        DatasetInvalid: what is wrong with the set.
    """
    interpreter = _interpreter(model)
    given, taken = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    kind = np.dtype(given["dtype"])
    shape = [int(size) for size in given["shape"][1:]]
    dataset = read_dataset(path, shape, element=kind.name, pictures=picture).first(limit)
    if dataset.labels is None:
        raise Refused("dataset", "It has no labels.", "Give x and y in a .npz, or a folder for each label.")
    class_count = max(2, int(np.prod(taken["shape"])))
    labels = dataset.labels
    if fault := class_fault(labels.tolist(), dataset.class_names, class_count):
        raise Refused("dataset", fault)
    scale, zero_point = given["quantization"]
    values, words = tensor_values(dataset, divisor, InputForm(kind.name, scale, zero_point))
    right_count = 0
    for at, label in enumerate(labels):
        interpreter.set_tensor(given["index"], values[at : at + 1])
        interpreter.invoke()
        right_count += int(_guess(interpreter.get_tensor(taken["index"]), taken) == label)
        on_sample(at + 1, len(labels))
    return {"right": right_count, "count": len(labels), "sha256": dataset.sha256, "note": words}


def _interpreter(model: bytes) -> Any:
    from ai_edge_litert.interpreter import Interpreter, OpResolverType  # noqa: PLC0415  (slow to import)

    try:
        interpreter = Interpreter(
            model_content=model, num_threads=1, experimental_op_resolver_type=OpResolverType.BUILTIN_REF
        )
        interpreter.allocate_tensors()
    except (ValueError, RuntimeError) as error:
        raise Refused("model", f"LiteRT refuses it: {str(error).splitlines()[0][:300]}") from error
    if len(interpreter.get_input_details()) != 1 or len(interpreter.get_output_details()) != 1:
        raise Refused("model", "It has several inputs or outputs; accuracy is that of one of each.")
    return interpreter


def _guess(output: Array, taken: dict[str, Any]) -> int:
    """The class of the largest output; of a single one, whether it says more than a half."""
    flat = output.reshape(-1)
    if flat.size > 1:
        return int(flat.argmax())
    scale, zero_point = taken["quantization"]
    value = (float(flat[0]) - zero_point) * scale if scale else float(flat[0])
    return int(value > 0.5)
