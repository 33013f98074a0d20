"""One session with a lab: the helper process in labgrid's own environment, asked over its standard input and output."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from typing import IO

from benchwright.drivers.own_environment import install_words
from benchwright.drivers.remote.lab_news import Answer, PlacesSeen, SessionOver, read_line
from benchwright.model.errors import LabUnavailable, ToolMissing
from benchwright.model.place import Place

# The helper gives the coordinator 5 s, and takes a second or two to load labgrid.
_FIRST_WORD_S = 12.0
# It gives back what was taken for a job within 5 s each.
_END_S = 8.0
_LAST_WORDS_S = 1.0
# subprocess knows the name, CREATE_NEW_PROCESS_GROUP, on Windows only.
_NEW_PROCESS_GROUP = 0x0200 if sys.platform == "win32" else 0


class LabSession:
    """Starts the helper at once; over when the helper is. Safe from any thread.

    Raises:
        ToolMissing: the helper cannot be started.
    """

    def __init__(self, command: Sequence[str], coordinator: str, *, first_word_s: float = _FIRST_WORD_S) -> None:
        self.coordinator = coordinator
        self._first_word_s = first_word_s
        self._heard = threading.Condition()
        self._places: tuple[Place, ...] | None = None
        self._why_over = ""
        self._is_over = False
        self._answers: dict[int, Answer] = {}
        self._last_number = 0
        self._last_words: deque[str] = deque(maxlen=5)
        self._process = _started([*command, coordinator])
        self._words_thread = threading.Thread(target=self._keep_words, name="lab words", daemon=True)
        self._news_thread = threading.Thread(target=self._listen, name="lab news", daemon=True)
        self._words_thread.start()
        self._news_thread.start()

    @property
    def is_over(self) -> bool:
        """Whether the helper has ended."""
        return self._is_over

    @property
    def seen(self) -> tuple[Place, ...]:
        """The places as last heard of; none before the first word and after the last."""
        return () if self._is_over else self._places or ()

    def places(self) -> tuple[Place, ...]:
        """The places, once they are known.

        Raises:
            LabUnavailable: the coordinator is away or silent.
        """
        with self._heard:
            self._heard.wait_for(lambda: self._is_over or self._places is not None, self._first_word_s)
            if self._is_over or self._places is None:
                raise self._unavailable(self._first_word_s)
            return self._places

    def ask(self, request: Mapping[str, str | bool], deadline_s: float) -> Answer:
        """The answer to a request of `labgrid_worker`.

        Raises:
            LabUnavailable: there is none.
        """
        with self._heard:
            self._last_number = number = self._last_number + 1
            try:
                _pipe(self._process.stdin).write(json.dumps({"id": number, **request}) + "\n")
                _pipe(self._process.stdin).flush()
            except (OSError, ValueError) as error:
                raise self._unavailable(0) from error
            self._heard.wait_for(lambda: self._is_over or number in self._answers, deadline_s)
            answer = self._answers.pop(number, None)
            if answer is None:
                raise self._unavailable(deadline_s)
            return answer

    def close(self, *, deadline_s: float = _END_S) -> bool:
        """Ends the helper, which gives back first what it took for a job; whether it got to it before it was killed."""
        with contextlib.suppress(OSError, ValueError):
            _pipe(self._process.stdin).close()
        try:
            self._process.wait(deadline_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._news_thread.join()
        self._words_thread.join()
        return self._process.returncode == 0

    def _listen(self) -> None:
        try:
            with contextlib.suppress(OSError, ValueError), _pipe(self._process.stdout) as output:
                for line in output:
                    self._take(line)
        finally:
            # Its last words may say why it ended.
            self._words_thread.join(_LAST_WORDS_S)
            with self._heard:
                self._is_over = True
                self._heard.notify_all()

    def _take(self, line: str) -> None:
        news = read_line(line)
        with self._heard:
            match news:
                case PlacesSeen():
                    self._places = news.places
                case SessionOver():
                    self._why_over = news.why
                case Answer():
                    self._answers[news.number] = news
            self._heard.notify_all()

    def _keep_words(self) -> None:
        with contextlib.suppress(OSError, ValueError), _pipe(self._process.stderr) as words:
            for line in words:
                self._last_words.append(line.strip())

    def _unavailable(self, waited_s: float) -> LabUnavailable | ToolMissing:
        if not self._is_over and waited_s:
            return LabUnavailable(self.coordinator, f"It did not answer within {waited_s:g} s.")
        if self._why_over:
            return LabUnavailable(self.coordinator, _sentence(self._why_over))
        said = self._last_words[-1] if self._last_words else "it said nothing"
        if "ModuleNotFoundError" in said or "ImportError" in said:
            return ToolMissing("labgrid", f"Its environment is damaged: {said}.", install_words("lab"))
        return LabUnavailable(self.coordinator, f"The program that talks to it ended: {said}.")


def _started(command: Sequence[str]) -> subprocess.Popen[str]:
    # A group of its own: Ctrl+C in the terminal is for us, who then tell the helper.
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            creationflags=_NEW_PROCESS_GROUP,
        )
    except OSError as error:
        raise ToolMissing(
            "labgrid", f"{command[0]} cannot be started: {error.strerror or error}.", install_words("lab")
        ) from error


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise ValueError("no pipe was asked for")
    return pipe


def _sentence(words: str) -> str:
    # gRPC's own words nest the cause of the cause; the first and the last say it.
    first, _colon, rest = words.partition(": ")
    last = rest.rpartition(": ")[2].strip(" ]") if rest else ""
    text = f"{first}: {last}" if last else first
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
