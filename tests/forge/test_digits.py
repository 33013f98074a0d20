"""The demo models are what their provenance says, and their script makes them again."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tflite
from tflite_micro import runtime

ALLOWED = {
    "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "AVERAGE_POOL_2D", "MAX_POOL_2D", "ADD", "SOFTMAX", "RESHAPE",
}  # fmt: skip
NAMES = ("digits_float32", "digits_int8", "digits_pruned_int8", "digits_small_int8")


def provenance(folder: Path) -> dict[str, dict[str, Any]]:
    record = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    return {entry["name"]: entry for entry in record["files"]}


def op_names(file: Path) -> list[str]:
    words = {code: name for name, code in vars(tflite.BuiltinOperator).items() if isinstance(code, int)}
    model = tflite.Model.GetRootAs(file.read_bytes(), 0)
    graph = model.Subgraphs(0)
    codes = [model.OperatorCodes(graph.Operators(at).OpcodeIndex()) for at in range(graph.OperatorsLength())]
    return [words[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())] for code in codes]


def accuracy(file: Path, held_out: Path) -> float:
    """Ratio of held-out images that TensorFlow Lite Micro gets right with this file."""
    data = np.load(held_out)
    images = data["images"].astype(np.float32)[..., np.newaxis] / 16
    interpreter = runtime.Interpreter.from_file(str(file))
    given = interpreter.get_input_details(0)
    right_count = 0
    for image, label in zip(images, data["labels"], strict=True):
        value = image[np.newaxis]
        if given["dtype"] == np.int8:
            scale, zero_point = (given["quantization_parameters"][key][0] for key in ("scales", "zero_points"))
            value = np.clip(np.round(value / scale) + zero_point, -128, 127).astype(np.int8)
        interpreter.set_input(value, 0)
        interpreter.invoke()
        right_count += int(interpreter.get_output(0).argmax() == label)
    return right_count / len(images)


def test_provenance_names_every_model_and_nothing_else(digits_dir: Path) -> None:
    entries = provenance(digits_dir)
    assert sorted(entry["file"] for entry in entries.values()) == sorted(p.name for p in digits_dir.glob("*.tflite"))
    assert tuple(entries) == NAMES
    assert [entry["version"] for entry in entries.values()] == [1, 2, 3, 4]


def test_lineage_leads_to_files_that_are_there(digits_dir: Path) -> None:
    entries = provenance(digits_dir)
    root = entries["digits_float32"]["sha256"]
    parents = {name: entry["parent_sha256"] for name, entry in entries.items()}
    assert parents == {
        "digits_float32": "", "digits_int8": root, "digits_pruned_int8": root, "digits_small_int8": "",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_file_is_what_its_provenance_says(digits_dir: Path, name: str) -> None:
    entry = provenance(digits_dir)[name]
    data = (digits_dir / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    assert len(data) == entry["file_bytes"] < 100_000


@pytest.mark.parametrize("name", NAMES)
def test_file_holds_only_ops_of_the_suite(digits_dir: Path, name: str) -> None:
    assert set(op_names(digits_dir / f"{name}.tflite")) <= ALLOWED


@pytest.mark.parametrize("name", NAMES)
def test_tensorflow_lite_micro_reaches_the_accuracy_of_the_provenance(digits_dir: Path, name: str) -> None:
    entry = provenance(digits_dir)[name]
    measured = accuracy(digits_dir / entry["file"], digits_dir / "digits_test.npz")
    assert measured == pytest.approx(entry["accuracy"], abs=0.004)  # two images: LiteRT rounds elsewhere


@pytest.mark.slow
def test_the_script_makes_the_models_again(digits_dir: Path, forge_python: Path, tmp_path: Path) -> None:
    command = [forge_python, "-W", "ignore", "-m", "benchwright.forge.digits", "--out", tmp_path]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    for name, entry in provenance(tmp_path).items():
        kept = provenance(digits_dir)[name]
        if entry["sha256"] == kept["sha256"]:
            continue
        # Another processor may round a sum elsewhere; the network must still be the same and as good.
        assert op_names(tmp_path / entry["file"]) == op_names(digits_dir / kept["file"])
        assert entry["accuracy"] == pytest.approx(kept["accuracy"], abs=0.01)
