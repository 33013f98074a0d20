"""The forge in a process of its own: TensorFlow's environment for conversions, LiteRT for accuracy."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchwright.drivers.flash.tool_process import Ending, ToolLimits, ToolResult, run_tool
from benchwright.drivers.forge_set_up import ForgeSetUp
from benchwright.drivers.forge_times import ForgeTimes, remaining_s
from benchwright.drivers.own_environment import install_words
from benchwright.drivers.own_process import python_command
from benchwright.model.conversion import INSTALL, Conversion, Forged, ForgeProgress, Samples
from benchwright.model.errors import BenchError, Cancelled, ConversionFailed, DatasetInvalid, ToolMissing
from benchwright.model.variant import Accuracy
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.forge import OnProgress

BOOTSTRAP = Path(__file__).resolve().parents[1] / "forge" / "bootstrap.py"

_WORKER = "benchwright.forge.worker"
_MARK = "BWF "
# A large network takes minutes to convert and says nothing meanwhile.
_LIMITS = ToolLimits(deadline_s=4 * 3600, silence_s=3600)
_NOTHING_DONE = "Nothing was imported."


class ForgeProcess:
    """See `protocols.forge`. `python` is the interpreter with TensorFlow, None where it is not set up.

    Accuracy needs no TensorFlow but for pictures: without it our own Python runs LiteRT.
    """

    def __init__(
        self, python: Callable[[], Path | None], times: ForgeTimes, *, bootstrap: Path = BOOTSTRAP,
        set_up: ForgeSetUp | None = None,
    ) -> None:  # fmt: skip
        self._python = python
        self._set_up = set_up or ForgeSetUp()
        self._times = times
        self._bootstrap = bootstrap

    def require(self) -> None:
        """Finds out whether TensorFlow is set up."""
        if self._python() is None:
            raise ToolMissing("TensorFlow", "The environment it has of its own is not there.", install_words("forge"))

    def install(self, on_progress: OnProgress, cancel: CancelToken) -> None:
        """Brings TensorFlow where it is not set up."""
        if self._python() is not None:
            return
        on_progress(ForgeProgress(INSTALL, 0, 0))
        self._set_up.bring(lambda line: on_progress(ForgeProgress(INSTALL, 0, 0, detail=line.strip())), cancel)
        self.require()

    def convert(self, conversion: Conversion, on_progress: OnProgress, cancel: CancelToken) -> tuple[Forged, ...]:
        """The files of a conversion, in the order of its recipes."""
        self.require()
        name = conversion.source.name
        recipes = [
            {"format": one.format.value, "sparsity": one.sparsity, "clusters": one.cluster_count}
            for one in conversion.recipes
        ]
        given = conversion.representative
        request: dict[str, object] = {
            "do": "convert",
            "source": str(conversion.source.absolute()),
            "recipes": recipes,
            "representative": None if given is None else _samples(given),
        }
        command = [str(self._python()), "-I", str(self._bootstrap)]
        with tempfile.TemporaryDirectory(prefix="benchwright-forge-") as folder:
            answer = self._answer(command, Path(folder), request, name, on_progress, cancel)
            _raise_refusal(answer, name, given.path.name if given is not None else name)
            files = [(Path(folder) / f"{number}.tflite").read_bytes() for number in range(len(recipes))]
        told = answer["files"]
        assert isinstance(told, list)
        return tuple(
            Forged(recipe, data, facts["sparsity"], json.dumps(facts["made_with"]))
            for recipe, data, facts in zip(conversion.recipes, files, told, strict=True)
        )

    def score(self, model: bytes, name: str, samples: Samples, on_progress: OnProgress,
              cancel: CancelToken) -> Accuracy:  # fmt: skip
        """How many labelled samples a .tflite gets right."""
        python = self._python()
        command = [str(python), "-I", str(self._bootstrap)] if python else [*python_command(_WORKER)]
        with tempfile.TemporaryDirectory(prefix="benchwright-forge-") as folder:
            (Path(folder) / "model.tflite").write_bytes(model)
            request: dict[str, object] = {"do": "score", "samples": _samples(samples)}
            answer = self._answer(command, Path(folder), request, name, on_progress, cancel)
        _raise_refusal(answer, name, samples.path.name)
        right, count = answer["right"], answer["count"]
        assert isinstance(right, int)
        assert isinstance(count, int)
        return Accuracy(right, count, samples.path.name, str(answer["sha256"]), str(answer["note"]))

    def _answer(self, command: Sequence[str], folder: Path, request: dict[str, object], name: str,
                on_progress: OnProgress, cancel: CancelToken) -> dict[str, object]:  # fmt: skip
        (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
        listener = _Listener(on_progress, self._times.medians())
        try:
            result = run_tool(
                [*command, str(folder)],
                limits=_LIMITS,
                cancel=cancel,
                on_line=listener.take,
                folder=folder,
                is_background=True,
            )
        except OSError as error:
            why = f"{command[0]} cannot be started: {error.strerror or error}."
            raise ToolMissing("TensorFlow", why, install_words("forge")) from error
        if result.ending is Ending.CANCELLED:
            raise Cancelled("the conversion" if request["do"] == "convert" else "the scoring", _NOTHING_DONE)
        answer = folder / "answer.json"
        if result.ending is not Ending.EXITED or result.exit_code or not answer.is_file():
            raise ConversionFailed(name, _why_ended(result), "Retry; if it happens again, the log has its last words.")
        self._times.add(listener.taken_s())
        read = json.loads(answer.read_text("utf-8"))
        assert isinstance(read, dict)
        return read


class _Listener:
    """Lines of the worker to progress."""

    def __init__(self, on_progress: OnProgress, medians: dict[str, float]) -> None:
        self._on_progress = on_progress
        self._medians = medians
        self._steps: tuple[str, ...] = ()
        self._began: list[float] = []
        self._last = ""

    def take(self, line: str) -> None:
        """One line; what is none of the worker's is TensorFlow's talk. A line may come twice, while it grows."""
        mark, _, text = line.partition(_MARK)
        if mark.strip() or not text or text == self._last:
            return
        try:
            said = json.loads(text)
        except ValueError:
            return
        self._last = text
        if "steps" in said:
            self._steps = tuple(said["steps"])
        elif self._steps:
            self._tell(said["number"], said.get("done"), said.get("total"))

    def taken_s(self) -> dict[str, float]:
        """Seconds of each step, the last one to now."""
        ends = [*self._began[1:], time.monotonic()]
        spans = zip(self._steps, self._began, ends, strict=False)
        return {step: end - begin for step, begin, end in spans}

    def _tell(self, number: int, done: int | None, total: int | None) -> None:
        now = time.monotonic()
        while len(self._began) <= number:
            self._began.append(now)
        ratio = done / total if done is not None and total else None
        eta_s = remaining_s(self._steps, number, now - self._began[number], ratio, self._medians)
        self._on_progress(ForgeProgress(self._steps[number], number + 1, len(self._steps), ratio, eta_s))


def _samples(samples: Samples) -> dict[str, object]:
    return {"path": str(samples.path.absolute()), "divisor": samples.divisor, "limit": samples.limit}


def _raise_refusal(answer: dict[str, object], model: str, dataset: str) -> None:
    """Raises what the worker refused, in words."""
    if "refused" not in answer:
        return
    why, remedy = str(answer["why"]), str(answer["remedy"])
    refusals: dict[object, Callable[[], BenchError]] = {
        "dataset": lambda: DatasetInvalid(dataset, why, remedy),
        "tool": lambda: ToolMissing("TensorFlow", why, install_words("forge")),
    }
    raise refusals.get(
        answer["refused"], lambda: ConversionFailed(model, why, remedy or "Export it again and retry.")
    )()


def _why_ended(result: ToolResult) -> str:
    if result.ending is not Ending.EXITED:
        return f"The process with TensorFlow {result.ending.value} and was ended after {result.seconds:.0f} s."
    words = [line for line in result.tail if line.strip() and _MARK not in line]
    said = f" Its last words: {words[-1].strip()[:300]}" if words else ""
    how = f"by signal {-result.exit_code}" if result.exit_code < 0 else f"with code {result.exit_code}"
    return f"The process with TensorFlow ended {how}.{said}"
