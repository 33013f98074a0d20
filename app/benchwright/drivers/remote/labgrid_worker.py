"""A program between Benchwright and a labgrid coordinator: `python -I labgrid_worker.py HOST[:PORT]`.

It runs in the environment of labgrid, so it needs nothing but labgrid and the standard library. JSON lines: requests on
standard input, answers and news on standard output.

    → {"id": 1, "do": "acquire", "place": "kws", "keep": false, "is_left": false}
    ← {"id": 1, "url": "rfc2217://…", "was_ours": false}  or  {"id": 1, "error": "held", "text": "desk/me"}
    → {"id": 2, "do": "release", "place": "kws"}
    ← {"id": 2, "was_held": true}
    ← {"event": "places", "identity": "desk/me", "places": [{"name": "kws", …}]}   at first, and after every change
    ← {"event": "away", "text": "…"}                                               the last word: the session is over

When standard input closes, in whatever way its owner ended, what was acquired without `keep` is released; a place that
was ours before only if `is_left`: then an earlier owner did not get to it. It ends with code 0, or 3 when there was no
coordinator or no more.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import Protocol, TextIO, TypeVar

import grpc
from labgrid.remote.client import ClientSession
from labgrid.remote.generated import labgrid_coordinator_pb2 as pb
from labgrid.resource.serialport import NetworkSerialPort
from labgrid.util.proxy import proxymanager

DEFAULT_PORT = 20408
AWAY = 3
_CONNECT_S = 5.0
_ACQUIRE_S = 20.0
_RELEASE_S = 5.0
_LAST_S = 15.0
_GATHER_S = 0.05

Document = dict[str, object]
Kind = TypeVar("Kind")


class LabResource(Protocol):
    """What is used of labgrid's entry for a resource."""

    cls: str
    avail: bool
    params: dict[str, object]
    args: dict[str, object]
    extra: dict[str, object]


class LabPlace(Protocol):
    """What is used of labgrid's place."""

    name: str
    aliases: set[str]
    comment: str
    tags: dict[str, str]
    acquired: str | None
    allowed: set[str]
    acquired_resources: list[object]

    def getmatch(self, path: tuple[str, str, str, str], /) -> Match | None:
        """The rule by which a resource belongs to the place; None where it does not."""
        ...


class Match(Protocol):
    """What is used of labgrid's rule; `rename` is what the resource is called at the place."""

    rename: str | None


class Refused(Exception):
    """A request that cannot be granted: a word for the program, and one for people."""

    def __init__(self, error: str, text: str) -> None:
        super().__init__(text)
        self.error = error
        self.text = text


class Session(ClientSession):  # type: ignore[misc]  # mypy's environment has no labgrid
    """A session that tells `on_change` of every change. labgrid makes its classes with attrs, so it is set after."""

    on_change: Callable[[], None] = staticmethod(lambda: None)

    async def on_resource_changed(self, exporter: str, group_name: str, resource_name: str, resource: Document) -> None:
        """A resource came, changed or, with an empty `resource`, went."""
        if resource:
            await super().on_resource_changed(exporter, group_name, resource_name, resource)
        else:
            self.resources.get(exporter, {}).get(group_name, {}).pop(resource_name, None)
        self.on_change()

    async def on_place_changed(self, place_pb2: pb.Place) -> None:
        """A place came or changed."""
        await super().on_place_changed(place_pb2)
        self.on_change()

    async def on_place_deleted(self, name: str) -> None:
        """A place went."""
        self.places.pop(name, None)
        self.on_change()

    @property
    def identity(self) -> str:
        """What others see as the holder of our places."""
        return f"{self.gethostname()}/{self.getuser()}"


class Worker:
    """One session with a coordinator. Lives on the event loop; only `tell` may be called from elsewhere."""

    def __init__(self, session: Session, output: TextIO) -> None:
        self._session = session
        self._output = output
        self._taken: set[str] = set()
        self._is_news_due = False
        session.on_change = self._changed

    async def serve(self, requests: asyncio.Queue[str | None]) -> int:
        """Answers requests until they end or the session does; then gives back what was taken."""
        self._send_places()
        over = asyncio.ensure_future(self._session.stopping.wait())
        while not over.done():
            coming = asyncio.ensure_future(requests.get())
            await asyncio.wait({coming, over}, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                coming.cancel()
                break
            line = coming.result()
            if line is None:
                over.cancel()
                await self._give_back()
                return 0
            await self._answer(line)
        return AWAY

    def tell(self, message: Document) -> None:
        """Sends one line; whoever has gone away does not hear it."""
        with contextlib.suppress(OSError, ValueError):
            self._output.write(json.dumps(message) + "\n")
            self._output.flush()

    async def _answer(self, line: str) -> None:
        number = 0
        try:
            request = json.loads(line)
            number, place = int(request["id"]), str(request["place"])
            if request["do"] == "acquire":
                answer = await self._acquire(place, keep=bool(request["keep"]), is_left=bool(request["is_left"]))
            elif request["do"] == "release":
                answer = await self._release(place)
            else:
                raise Refused("request", f"there is no request '{request['do']}'")
        except Refused as refusal:
            answer = {"error": refusal.error, "text": refusal.text}
        except (ValueError, KeyError, TypeError) as error:
            answer = {"error": "request", "text": f"{type(error).__name__}: {error}"}
        except TimeoutError:
            answer = {"error": "timeout", "text": "the coordinator did not answer in time"}
        except grpc.aio.AioRpcError as error:
            answer = {"error": "coordinator", "text": error.details() or error.code().name}
        self.tell({"id": number, **answer})

    async def _acquire(self, name: str, *, keep: bool, is_left: bool) -> Document:
        place = self._place(name)
        was_ours = place.acquired == self._session.identity or self._session.identity in place.allowed
        if place.acquired and not was_ours:
            raise Refused("held", place.acquired)
        if not was_ours:
            await self._take(name)
        if not keep and (is_left or not was_ours):
            self._taken.add(name)
        try:
            return {"url": await self._url(self._place(name)), "was_ours": was_ours}
        except Refused:
            if not was_ours:
                await self._release(name)
            raise

    async def _take(self, name: str) -> None:
        call = self._session.stub.AcquirePlace(pb.AcquirePlaceRequest(placename=name))
        try:
            await asyncio.wait_for(_finished(call), _ACQUIRE_S)
            await asyncio.wait_for(self._session.sync_with_coordinator(), _RELEASE_S)
        except TimeoutError:
            # It may come through all the same; then nobody would give it back.
            with contextlib.suppress(asyncio.TimeoutError, grpc.aio.AioRpcError):
                await self._release(name)
            raise
        except grpc.aio.AioRpcError as error:
            holder = self._session.places[name].acquired if name in self._session.places else ""
            if holder:
                raise Refused("held", holder) from error
            if error.code() is grpc.StatusCode.PERMISSION_DENIED:
                raise Refused("reserved", error.details() or "") from error
            if error.code() is grpc.StatusCode.FAILED_PRECONDITION:
                raise Refused("resources", error.details() or "") from error
            raise

    async def _release(self, name: str) -> Document:
        place = self._place(name)
        was_held = place.acquired == self._session.identity
        if place.acquired and not was_held:
            raise Refused("held", place.acquired)
        if was_held or name in self._taken:
            request = pb.ReleasePlaceRequest(placename=name, fromuser=self._session.identity)
            await asyncio.wait_for(_finished(self._session.stub.ReleasePlace(request)), _RELEASE_S)
            await asyncio.wait_for(self._session.sync_with_coordinator(), _RELEASE_S)
        self._taken.discard(name)
        return {"was_held": was_held}

    async def _give_back(self) -> None:
        for name in tuple(self._taken):
            with contextlib.suppress(Refused, asyncio.TimeoutError, grpc.aio.AioRpcError):
                await self._release(name)

    async def _url(self, place: LabPlace) -> str:
        ports = {name: entry for name, entry in self._resources(place) if _is_port(entry)}
        wanted = place.tags.get("port", "")
        if not place.acquired_resources and not ports:
            raise Refused("gone", "none of its resources is there: the exporter that has them is away")
        if not ports:
            raise Refused("no-port", "none of its resources is a serial port over the network")
        names = ", ".join(sorted(ports))
        if wanted and wanted not in ports:
            raise Refused("no-port", f"its tag port={wanted} names none of its serial ports: {names}")
        if not wanted and len(ports) > 1:
            raise Refused("several", names)
        entry = ports[wanted or names]
        if not entry.avail or not entry.params.get("port"):
            raise Refused("gone", f"its port {wanted or names} is not plugged in at {entry.params.get('host', '')}")
        # Where the lab asks for a proxy, a tunnel is opened, which may take as long as ssh does.
        host, port = await asyncio.wait_for(asyncio.to_thread(_reached, entry), _ACQUIRE_S)
        return _address(str(entry.params.get("protocol", "rfc2217")), host, port)

    def _place(self, name: str) -> LabPlace:
        places: dict[str, LabPlace] = self._session.places
        for place in places.values():
            if name == place.name or name in place.aliases:
                return place
        raise Refused("unknown", ", ".join(sorted(places)))

    def _resources(self, place: LabPlace) -> list[tuple[str, LabResource]]:
        """What the place matches, each by the name it has there."""
        found = []
        for exporter, groups in self._session.resources.items():
            for group_name, group in groups.items():
                for resource_name, entry in group.items():
                    match = place.getmatch((exporter, group_name, entry.cls, resource_name))
                    if match is not None:
                        found.append((match.rename or resource_name, entry))
        return found

    def _changed(self) -> None:
        if not self._is_news_due:
            self._is_news_due = True
            self._session.loop.call_later(_GATHER_S, self._send_places)

    def _send_places(self) -> None:
        self._is_news_due = False
        places = [self._place_document(place) for _name, place in sorted(self._session.places.items())]
        self.tell({"event": "places", "identity": self._session.identity, "places": places})

    def _place_document(self, place: LabPlace) -> Document:
        return {
            "name": place.name,
            "aliases": sorted(place.aliases),
            "comment": place.comment,
            "tags": dict(place.tags),
            "holder": place.acquired or "",
            "is_shared": self._session.identity in place.allowed,
            "resources": [_resource_document(name, entry) for name, entry in self._resources(place)],
        }


class LastWord(logging.Handler):
    """Keeps the last thing labgrid had to say: it tells of a lost coordinator in its log alone."""

    text = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Takes a record."""
        self.text = record.getMessage()


async def _finished(call: Awaitable[Kind]) -> Kind:
    return await call


def _is_port(entry: LabResource) -> bool:
    return entry.cls == "NetworkSerialPort"


def _reached(entry: LabResource) -> tuple[str, int]:
    port = NetworkSerialPort(None, None, **entry.args)
    port.extra = entry.extra
    host, number = proxymanager.get_host_and_port(port)
    return str(host), int(number)


def _address(protocol: str, host: str, port: int) -> str:
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    # ser2net in front of a port without modem lines never confirms them.
    return f"rfc2217://{place}?ign_set_control&timeout=3" if protocol == "rfc2217" else f"socket://{place}"


def _resource_document(name: str, entry: LabResource) -> Document:
    host, port = entry.params.get("host"), entry.params.get("port")
    where = f"{host}:{port}" if host and port else str(host or "")
    return {"name": name, "kind": entry.cls, "where": where, "is_available": bool(entry.avail)}


async def _run(address: str, requests: asyncio.Queue[str | None], output: TextIO, last_word: LastWord) -> int:
    loop = asyncio.get_running_loop()
    session = Session(proxymanager.get_grpc_address(address, default_port=DEFAULT_PORT), loop)
    worker = Worker(session, output)
    code = AWAY
    try:
        if await _began(session, last_word):
            code = await worker.serve(requests)
    finally:
        if code == AWAY:
            worker.tell({"event": "away", "text": last_word.text or "it ended the session"})
        await _ended(session.stop())
        await _ended(session.close())
    return code


async def _began(session: Session, last_word: LastWord) -> bool:
    try:
        await asyncio.wait_for(session.start(), _CONNECT_S)
    except TimeoutError:
        last_word.text = f"it did not answer within {_CONNECT_S:g} s"
        session.stopping.set()
        return False
    except Exception as error:
        last_word.text = last_word.text or str(error)
        return False
    return True


async def _ended(work: Awaitable[None]) -> None:
    with contextlib.suppress(Exception):
        await asyncio.wait_for(work, 2)


def _read(loop: asyncio.AbstractEventLoop, requests: asyncio.Queue[str | None]) -> None:
    """Hands over what comes on standard input; at its end nothing holds the process for long."""
    for line in sys.stdin:
        loop.call_soon_threadsafe(requests.put_nowait, line)
    threading.Timer(_LAST_S, lambda: os._exit(AWAY)).start()
    loop.call_soon_threadsafe(requests.put_nowait, None)


def main(arguments: list[str]) -> int:
    """Serves one session; returns the exit code."""
    # Its owner ends it by closing its input, and then it gives back what is held: Ctrl+C is meant for the owner alone.
    for name in ("SIGINT", "SIGHUP", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    # labgrid prints; answers get a descriptor of their own.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    last_word = LastWord(logging.WARNING)
    logging.getLogger().addHandler(last_word)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    requests: asyncio.Queue[str | None] = asyncio.Queue()
    threading.Thread(target=_read, args=(loop, requests), daemon=True).start()
    code = loop.run_until_complete(_run(arguments[0], requests, output, last_word))
    output.close()
    sys.stderr.flush()
    # The thread that reads sits in a system call, and gRPC has threads of its own.
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
