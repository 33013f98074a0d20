"""The runs of a tool that make up one job: watched, and held to their proof."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchwright.drivers.flash.flash_tool import FlashJob, FlashTool, Step
from benchwright.drivers.flash.tool_failures import Trouble, cancelled, trouble
from benchwright.drivers.flash.tool_process import Ending, ToolLimits, run_tool
from benchwright.drivers.flash.tool_progress import ToolProgress
from benchwright.model.errors import ToolMissing
from benchwright.protocols.cancel import CancelToken


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: its trouble, if it had any, and whether everything was there already."""

    trouble: Trouble | None = None
    already: bool = False


class ToolRun:
    """Runs a tool in the folder of its job, with `environ` as its environment."""

    def __init__(self, tool: FlashTool, environ: Mapping[str, str]) -> None:
        self._tool = tool
        self._environ = environ

    def run(self, steps: Sequence[Step], job: FlashJob, meter: ToolProgress, cancel: CancelToken) -> Outcome:
        """Runs the steps up to the first that fails, or that finds everything there.

        Raises:
            Cancelled, ToolMissing: with the state of the device.
        """
        outcome = Outcome()
        for step in steps:
            outcome = self._step(step, job, meter, cancel)
            if outcome.trouble is not None or outcome.already:
                break
        return outcome

    def _step(self, step: Step, job: FlashJob, meter: ToolProgress, cancel: CancelToken) -> Outcome:
        facts = self._tool.facts
        listener = _Listener(self._tool, step, meter)
        seconds = facts.start_s + job.length / facts.bytes_per_s
        try:
            result = run_tool(
                step.argv,
                limits=ToolLimits(seconds, facts.silence_s),
                cancel=cancel,
                on_line=listener.hear,
                folder=job.folder,
                environ=self._environ,
            )
        except OSError as error:
            why = f"{step.argv[0]} cannot be started: {error.strerror or error}."
            raise ToolMissing(facts.name, why, facts.install) from error
        if result.ending is Ending.CANCELLED:
            raise cancelled(facts, was_started=True, has_begun=meter.has_begun)
        found = trouble(facts, result, seconds)
        if found is None and listener.already:
            return Outcome(already=True)
        return Outcome(found or listener.doubt(job))


class _Listener:
    """Reads progress and proof from the lines of one step."""

    def __init__(self, tool: FlashTool, step: Step, meter: ToolProgress) -> None:
        self._tool = tool
        self._step = step
        self._meter = meter
        self._is_proven = not step.proof
        self._is_told = not step.subject
        self.already = False

    def hear(self, line: str) -> None:
        """Takes one line."""
        self._is_proven = self._is_proven or re.search(self._step.proof, line) is not None
        self._is_told = self._is_told or re.search(self._step.subject, line) is not None
        self.already = self.already or bool(self._step.already and re.search(self._step.already, line))
        mark = self._tool.parse(line)
        if mark is not None:
            self._meter.mark(mark)

    def doubt(self, job: FlashJob) -> Trouble | None:
        """Why a step that ended well is not believed."""
        if not self._is_told:
            silent = f"{self._tool.facts.name} ended well, but did not say which chip it found."
            return Trouble(silent, "See whether it is the tool it should be: run it by hand, then flash again.")
        if not self._is_proven:
            unproven = f"{self._tool.facts.name} ended well, but did not say that it compared the flash."
            return Trouble(self._step.doubt or unproven, self._step.doubt_remedy)
        back = self._step.reads_to
        if back is None or back == job.file:
            return None
        if not back.is_file() or back.read_bytes()[: job.length] != job.file.read_bytes():
            return Trouble("Reading back gave other bytes than were written.", "Flash again.", retry_slower=True)
        return None
