"""A program that runs a .tflite in desktop LiteRT: `python -m benchwright.forge.desktop_reference`.

It is a process of its own, because a model can crash the interpreter and its import is slow. All numbers are u32,
little-endian. Standard input: `model length | model | input count`, then for each input `length | bytes` (all input
tensors of one inference, one behind the other). Standard output: `"BWDR" | output count`, then for each
`length | bytes` likewise. On failure: text on standard error and exit code 1.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np

MARK = b"BWDR"
LARGEST_BYTES = 1 << 28


def main() -> int:
    """Answers one request on standard input. Returns the exit code."""
    # LiteRT prints to standard output at will; the answer gets a descriptor of its own.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answer:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        try:
            model, inputs = read_request(sys.stdin.buffer)
            outputs = list(_infer(model, inputs))
        except (ImportError, ValueError, RuntimeError) as error:
            print(f"desktop reference: {error}", file=sys.stderr)
            return 1
        answer.write(answer_bytes(outputs))
    return 0


def read_request(stream: BinaryIO) -> tuple[bytes, tuple[bytes, ...]]:
    """Model and inputs.

    Raises:
        ValueError: the request is cut or claims absurd lengths.
    """
    model = _block(stream)
    return model, tuple(_block(stream) for _ in range(_number(stream)))


def answer_bytes(outputs: Sequence[bytes]) -> bytes:
    """The answer as it travels."""
    blocks = (struct.pack("<I", len(output)) + output for output in outputs)
    return b"".join((MARK, struct.pack("<I", len(outputs)), *blocks))


def _number(stream: BinaryIO) -> int:
    data = stream.read(4)
    if len(data) != 4:
        raise ValueError("the request is cut")
    return int.from_bytes(data, "little")


def _block(stream: BinaryIO) -> bytes:
    size = _number(stream)
    if size > LARGEST_BYTES:
        raise ValueError(f"the request claims {size} bytes")
    data = stream.read(size)
    if len(data) != size:
        raise ValueError("the request is cut")
    return data


def _infer(model: bytes, inputs: Sequence[bytes]) -> Iterator[bytes]:
    """Outputs of one inference after the other."""
    from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415

    interpreter = Interpreter(model_content=model, num_threads=1)
    interpreter.allocate_tensors()
    for data in inputs:
        rest = data
        for detail in interpreter.get_input_details():
            values = np.zeros(detail["shape"], detail["dtype"])
            taken, rest = rest[: values.nbytes], rest[values.nbytes :]
            interpreter.set_tensor(detail["index"], np.frombuffer(taken, values.dtype).reshape(values.shape))
        if rest:
            raise ValueError(f"an input is {len(rest)} bytes longer than the model's")
        interpreter.invoke()
        yield b"".join(interpreter.get_tensor(detail["index"]).tobytes() for detail in interpreter.get_output_details())


if __name__ == "__main__":
    sys.exit(main())
