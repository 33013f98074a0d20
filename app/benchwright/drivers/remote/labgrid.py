"""The places of a labgrid coordinator, through a helper process in labgrid's own environment."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchwright.drivers.own_environment import install_words
from benchwright.drivers.remote.lab_news import Answer
from benchwright.drivers.remote.lab_session import LabSession
from benchwright.drivers.remote.place_locks import PlaceLock, lock_place
from benchwright.model.errors import BenchError, LabUnavailable, PlaceHeld, PlaceUnknown, PlaceUnusable, ToolMissing
from benchwright.model.place import Place

WORKER = Path(__file__).with_name("labgrid_worker.py")

# A ser2net starts within a second; where the lab asks for a proxy, ssh comes on top. The helper gives up before.
_ACQUIRE_S = 60.0
_RELEASE_S = 15.0
_AGAIN_S = 5.0
_NO_LAB = "Nobody has named a coordinator."
_NAME_ONE = "Name it: benchwright lab use HOST:PORT, or set LG_COORDINATOR."
_LOOK = "Look at it with: labgrid-client -p {place} show"
_TAKEN_OTHERWISE = "Somebody has reserved it, or one of its resources; wait, or choose another place."
# By the helper's word for it: what stands before its reason, and the way out.
_UNUSABLE = {
    "several": ("It has several serial ports: ", "Name one: labgrid-client -p {place} set-tags port=NAME"),
    "no-port": ("", _LOOK),
    "gone": ("", "Start labgrid-exporter there and plug the board in, then retry."),
    "resources": ("The coordinator refuses it: ", _TAKEN_OTHERWISE),
    "reserved": ("The coordinator refuses it: ", _TAKEN_OTHERWISE),
}


class LabgridPlaces:
    """See `protocols.places`. The helper is started when somebody asks, and again when its session ended.

    `python` is the interpreter that has labgrid, None where it is not installed; `coordinator` tells the address, read
    at every call. `worker` is the program it runs. `locks` is the folder by which programs of one user keep apart.
    """

    def __init__(
        self, python: Path | None, coordinator: Callable[[], str], locks: Path, *, worker: Path = WORKER
    ) -> None:
        self._python = python
        self._worker = worker
        self._coordinator = coordinator
        self._locks = locks
        self._guard = threading.Lock()  # the session is started by whoever comes first: GUI poll, lanes
        self._session: LabSession | None = None
        self._started_at = float("-inf")
        self._held: dict[str, PlaceLock] = {}

    @property
    def coordinator(self) -> str:
        """The address of the lab; "" where nobody named one."""
        return self._coordinator()

    def seen(self) -> tuple[Place, ...]:
        """The places as last heard of."""
        session = self._session
        return session.seen if session is not None else ()

    def listen(self) -> None:
        """Begins a session, at most every five seconds."""
        if not self.coordinator or self._python is None:
            return
        with self._guard:
            if self._is_session_wanted() and time.monotonic() - self._started_at >= _AGAIN_S:
                with contextlib.suppress(BenchError):
                    self._begun()

    def places(self) -> tuple[Place, ...]:
        """Every place, by name."""
        return self._open().places()

    def acquire(self, name: str, *, keep: bool) -> tuple[str, bool]:
        """Takes a place; the url of its port, and whether it was ours before."""
        place = self._named(name)
        lock = lock_place(self._locks, place.name)
        is_left = lock.is_left
        try:
            lock.note(is_taken=not keep and (is_left or not place.is_ours))
            answer = self._asked(place.name, _ACQUIRE_S, do="acquire", keep=keep, is_left=is_left)
        except BaseException:
            lock.note(is_taken=is_left)
            lock.close()
            raise
        was_ours = "was_ours" in answer.flags and not is_left
        if keep:
            lock.note(is_taken=False)
            lock.close()
        else:
            self._held[place.name] = lock
        return answer.url, was_ours

    def release(self, name: str) -> bool:
        """Gives a place back; False when it was not held."""
        lock = self._held.pop(name, None)
        if lock is None:
            name = self._named(name).name
            lock = lock_place(self._locks, name)
        try:
            answer = self._asked(name, _RELEASE_S, do="release")
            lock.note(is_taken=False)
        finally:
            lock.close()
        return "was_held" in answer.flags

    def forgo(self, name: str) -> None:
        """Ends our use of a place that was ours before: it stays held."""
        lock = self._held.pop(name, None)
        if lock is not None:
            lock.note(is_taken=False)
            lock.close()

    def close(self) -> None:
        """Gives back what is not kept, and ends the helper."""
        with self._guard:
            session, self._session = self._session, None
        is_all_back = session is not None and session.close()
        while self._held:
            _name, lock = self._held.popitem()
            if is_all_back:
                lock.note(is_taken=False)
            lock.close()

    def _named(self, name: str) -> Place:
        places = self.places()
        for place in places:
            if name == place.name or name in place.aliases:
                return place
        raise PlaceUnknown(name, (place.name for place in places))

    def _open(self) -> LabSession:
        with self._guard:
            if self._session is None or self._is_session_wanted():
                self._session = self._begun()
            return self._session

    def _is_session_wanted(self) -> bool:
        session = self._session
        return session is None or session.is_over or session.coordinator != self.coordinator

    def _begun(self) -> LabSession:
        coordinator = self.coordinator
        if not coordinator:
            raise LabUnavailable("", _NO_LAB, _NAME_ONE)
        if self._python is None:
            raise ToolMissing("labgrid", "The environment it has of its own is not there.", install_words("lab"))
        if self._session is not None:
            # One that still runs has another coordinator; it may take seconds to give back what it holds.
            threading.Thread(target=self._session.close, name="end of a lab session", daemon=True).start()
            self._session = None
        self._started_at = time.monotonic()
        self._session = session = LabSession([str(self._python), "-I", str(self._worker)], coordinator)
        return session

    def _asked(self, place: str, deadline_s: float, **request: str | bool) -> Answer:
        session = self._open()
        answer = session.ask({"place": place, **request}, deadline_s)
        if answer.error:
            raise _refusal(session.coordinator, place, answer)
        return answer


def _refusal(coordinator: str, place: str, answer: Answer) -> BenchError:
    why = f"{answer.text[:1].upper()}{answer.text[1:].rstrip('.')}."
    match answer.error:
        case "held":
            return PlaceHeld(place, answer.text)
        case "unknown":
            return PlaceUnknown(place, answer.text.split(", "))
        case "coordinator" | "timeout" | "request":
            return LabUnavailable(coordinator, f"It refused place {place}: {answer.text}.", _LOOK.format(place=place))
    before, remedy = _UNUSABLE.get(answer.error, ("", _LOOK))
    return PlaceUnusable(place, f"{before}{why}", remedy.format(place=place))
