"""The forge's worker: one request in, files and an answer out, a line of progress on the way.

`python -m benchwright.forge.worker FOLDER` reads FOLDER/request.json and writes FOLDER/answer.json; files that were
made lie beside them. A refusal is an answer too. Anything else that goes wrong ends it with a trace and an exit code.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchwright.datasets.dataset import as_inputs
from benchwright.datasets.reading import read_dataset
from benchwright.forge.making import Inputs, make
from benchwright.forge.pictures import picture
from benchwright.forge.scoring import score
from benchwright.forge.sources import Source, read_source
from benchwright.forge.telling import Refused, Teller
from benchwright.forge.tensorflow_import import tensorflow
from benchwright.forge.tflite_weights import zero_ratio
from benchwright.model.conversion import Format, Recipe
from benchwright.model.errors import DatasetInvalid

_REPORTED = ("tensorflow", "keras", "numpy")


def main(folder: Path) -> int:
    """Does what the request asks. Returns the exit code."""
    request = json.loads((folder / "request.json").read_text("utf-8"))
    try:
        answer = _score(request, folder) if request["do"] == "score" else _convert(request, folder)
    except Refused as refusal:
        answer = {"refused": refusal.kind, "why": refusal.why, "remedy": refusal.remedy}
    except DatasetInvalid as error:
        answer = {"refused": "dataset", "why": error.why, "remedy": error.remedy}
    (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
    return 0


def _convert(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    recipes = [Recipe(Format(one["format"]), one["sparsity"], one["clusters"]) for one in request["recipes"]]
    teller = Teller(("start", "read", *(recipe.format.value for recipe in recipes), "check"))
    teller.step("start")
    tensorflow().keras.utils.set_random_seed(1)
    teller.step("read")
    source_path = Path(request["source"])
    source = read_source(source_path)
    inputs, words = _representative(request, source)
    made_with = {
        "source": source_path.name,
        "source_sha256": digest_of(source_path),
        "python": platform.python_version(),
        **{name: version(name) for name in _REPORTED},
        **words,
    }
    files = []
    for number, recipe in enumerate(recipes):
        teller.step(recipe.format.value)
        data = make(source, recipe, inputs, teller.part)
        (folder / f"{number}.tflite").write_bytes(data)
        files.append(data)
    teller.step("check")
    return {
        "files": [
            {"sparsity": zero_ratio(data), "made_with": {"recipe": recipe.words, **made_with}}
            for recipe, data in zip(recipes, files, strict=True)
        ]
    }


def _representative(request: dict[str, Any], source: Source) -> tuple[Inputs | None, dict[str, object]]:
    asked = request["representative"]
    if asked is None:
        return None, {}
    path = Path(asked["path"])
    dataset = read_dataset(path, source.input_shape, pictures=picture).first(asked["limit"])
    inputs, words = as_inputs(dataset, asked["divisor"])
    return inputs, {
        "representative": path.name,
        "representative_sha256": dataset.sha256,
        "representative_count": len(inputs),
        "representative_values": words,
    }


def _score(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    teller = Teller(("start", "score"))
    teller.step("start")
    model = (folder / "model.tflite").read_bytes()
    teller.step("score")
    asked = request["samples"]
    return score(model, Path(asked["path"]), asked["divisor"], asked["limit"], teller.part)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, or over the names and contents of all files of a folder."""
    made = hashlib.sha256()
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    for file in files:
        if path.is_dir():
            made.update(file.relative_to(path).as_posix().encode() + b"\0")
        made.update(file.read_bytes())
    return made.hexdigest()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
