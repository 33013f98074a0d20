"""A model through the planner and the host's engine, and through TensorFlow Lite Micro's interpreter."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tflite_micro import runtime

from benchwright.model.pack import Pack
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.host_engine import aligned_bytes

Array = NDArray[np.generic]


class PlannedEngine:
    """Plans models and runs them in an engine of the host."""

    def __init__(self, library: Path) -> None:
        self.file = library
        self._library = ctypes.CDLL(str(library))

    def run(self, model: bytes, *inputs: Array) -> tuple[Array, ...]:
        """The outputs of one inference, in an arena that holds noise at first."""
        return self.run_pack(TflitePlanner().plan(model, a_board(), name="model.tflite"), *inputs)

    def run_pack(self, pack: Pack, *inputs: Array) -> tuple[Array, ...]:
        """The outputs of one inference of a pack."""
        given = b"".join(np.ascontiguousarray(values).tobytes() for values in inputs)
        status, output = self._run(pack, given)
        assert status == 0, f"engine status {status}"
        return _outputs(pack, output)

    def run_in_turn(self, model: bytes, turns: Sequence[Sequence[Array]]) -> list[tuple[Array, ...]]:
        """The outputs of inferences one after the other, in an arena that holds noise at first."""
        return self.run_pack_in_turn(TflitePlanner().plan(model, a_board(), name="model.tflite"), turns)

    def run_pack_in_turn(self, pack: Pack, turns: Sequence[Sequence[Array]]) -> list[tuple[Array, ...]]:
        """The same of a pack."""
        memory, arena = self._memory(pack)
        results = []
        for number, inputs in enumerate(turns):
            given = b"".join(np.ascontiguousarray(values).tobytes() for values in inputs)
            function = self._library.bw_host_next if number else self._library.bw_host_run
            status, output = self._infer(function, pack, memory, arena, given)
            assert status == 0, f"engine status {status}"
            results.append(_outputs(pack, output))
        return results

    def status(self, pack: Pack) -> int:
        """enum bw_engine_status of one inference on zeros."""
        return self._run(pack, bytes(sum(spec.size_bytes for spec in pack.inputs)))[0]

    def _run(self, pack: Pack, given: bytes) -> tuple[int, NDArray[np.uint8]]:
        memory, arena = self._memory(pack)
        return self._infer(self._library.bw_host_run, pack, memory, arena, given)

    def _memory(self, pack: Pack) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        memory, arena = aligned_bytes(len(pack.data)), aligned_bytes(pack.arena_bytes)
        memory[:] = np.frombuffer(pack.data, np.uint8)
        arena[:] = np.random.default_rng(0).integers(0, 256, len(arena), np.uint8)
        return memory, arena

    def _infer(
        self,
        function: Callable[..., int],
        pack: Pack,
        memory: NDArray[np.uint8],
        arena: NDArray[np.uint8],
        given: bytes,
    ) -> tuple[int, NDArray[np.uint8]]:
        output = np.zeros(sum(spec.size_bytes for spec in pack.outputs), np.uint8)
        status = function(
            ctypes.c_void_p(memory.ctypes.data), len(memory), ctypes.c_void_p(arena.ctypes.data), len(arena),
            given, len(given), ctypes.c_void_p(output.ctypes.data), len(output),
        )  # fmt: skip
        return int(status), output


def _outputs(pack: Pack, output: NDArray[np.uint8]) -> tuple[Array, ...]:
    results, start = [], 0
    for spec in pack.outputs:
        results.append(output[start : start + spec.size_bytes].view(spec.element_type.word).reshape(spec.shape))
        start += spec.size_bytes
    return tuple(results)


def run_tflm_in_turn(model: bytes, output_count: int, turns: Sequence[Sequence[Array]]) -> list[tuple[Array, ...]]:
    """The outputs of inferences of TensorFlow Lite Micro one after the other."""
    interpreter = runtime.Interpreter.from_bytes(model, arena_size=1 << 18)
    results = []
    for inputs in turns:
        for index, values in enumerate(inputs):
            interpreter.set_input(values, index)
        interpreter.invoke()
        results.append(tuple(np.array(interpreter.get_output(index)) for index in range(output_count)))
    return results


def run_tflm(model: bytes, output_count: int, *inputs: Array) -> tuple[Array, ...]:
    """The outputs of one inference of TensorFlow Lite Micro."""
    interpreter = runtime.Interpreter.from_bytes(model, arena_size=1 << 18)
    for index, values in enumerate(inputs):
        interpreter.set_input(values, index)
    interpreter.invoke()
    return tuple(np.asarray(interpreter.get_output(index)) for index in range(output_count))
