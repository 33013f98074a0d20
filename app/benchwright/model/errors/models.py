"""Models, packs, their inputs and their conversion."""

from __future__ import annotations

from collections.abc import Iterable

from benchwright.model.errors.root import BenchError


class ModelFileInvalid(BenchError):
    """The file is no .tflite, or is cut or corrupted."""

    code = 10

    def __init__(self, file: str, why: str, remedy: str = "Export the model again and retry.") -> None:
        super().__init__(f"{file} cannot be read as a TensorFlow Lite model.", why, remedy)


class ModelUnsupported(BenchError):
    """An op, type or shape the engine lacks."""

    code = 11

    def __init__(self, op: str, tensor: str, board: str, why: str) -> None:
        super().__init__(
            f"{op} at {tensor} cannot run on {board}.",
            why,
            "See the list of supported ops (benchwright plan --ops), or convert the model without this op.",
        )
        self.op = op
        self.tensor = tensor
        self.board = board


class PackTooLarge(BenchError):
    """The pack does not fit the slot in flash, or its arena does not fit RAM."""

    code = 12

    def __init__(self, what: str, board: str, needed_bytes: int, free_bytes: int, others: Iterable[str] = ()) -> None:
        fitting = ", ".join(others)
        super().__init__(
            f"The model does not fit {board}.",
            f"It needs {needed_bytes:,} bytes of {what}; {free_bytes:,} are free.",
            f"Boards where it fits: {fitting}." if fitting else "Use a smaller variant or a larger board.",
        )
        self.needed_bytes = needed_bytes
        self.free_bytes = free_bytes


class ArenaLimitTooLow(BenchError):
    """A limit for the arena that no plan of the model keeps."""

    code = 72

    def __init__(self, model: str, limit_bytes: int, least_bytes: int) -> None:
        super().__init__(
            f"'{model}' does not run in an arena of {limit_bytes:,} bytes.",
            f"The least that was found is {least_bytes:,} bytes.",
            f"Allow {least_bytes:,} bytes (--arena-limit {least_bytes}), or use a smaller variant.",
        )
        self.limit_bytes = limit_bytes
        self.least_bytes = least_bytes


class PackInvalid(BenchError):
    """A pack whose bytes are damaged or of another format."""

    code = 13

    def __init__(self, why: str) -> None:
        super().__init__("The pack cannot be used.", why, "Plan the model again.")


class InputInvalid(BenchError):
    """Inputs that do not fit the model."""

    code = 40

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} does not fit the model's input.", why, "Give an array of the model's type and shape.")


class ConversionFailed(BenchError):
    """A model that cannot be converted."""

    code = 41

    def __init__(self, model: str, why: str, remedy: str = "Export the model again and retry.") -> None:
        super().__init__(f"{model} cannot be converted.", why, remedy)


class DatasetInvalid(BenchError):
    """A representative or labelled set that cannot be used."""

    code = 42

    def __init__(self, dataset: str, why: str, remedy: str = "") -> None:
        super().__init__(
            f"{dataset} cannot be used as a data set.",
            why,
            remedy or "Give a .npz with x and y, a .npy, a .csv, or a folder with one folder for each label.",
        )


class ModelForeign(BenchError):
    """A model of another framework, which Benchwright does not read."""

    code = 43

    def __init__(self, file: str, framework: str, remedy: str) -> None:
        super().__init__(f"{file} is a model of {framework}.", "Benchwright reads TensorFlow Lite and Keras.", remedy)
