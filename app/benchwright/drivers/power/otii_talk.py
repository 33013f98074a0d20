"""The server of Qoitech's Otii: requests and responses in JSON, a line each, over TCP.

Source: otii_tcp_client 1.0.13 (MIT), Qoitech's own client. It is not used itself: there a request for samples waits for
ever, so does a connection that is never made, and a message that comes in between is taken for the response.
"""

from __future__ import annotations

import contextlib
import json
import socket
import time
from collections.abc import Mapping

from benchwright.model.errors import BenchError, MeterLost, MeterRefused, MeterSilent, MeterStopped

PORT = 1_905
KIND = "Otii"
ANSWER_S = 5.0
_OPEN_S = 3.0
_GREETING_S = 1.5
_CHUNK_BYTES = 1 << 17
_MOST_LINE = 1 << 25
_END = b"\r\n"
_LOGIN = "Log in in the Otii application on that computer and reserve an Automation Toolbox licence there, then retry."
_LICENCE_ERRORS = frozenset({"No license", "Not logged in", "Could not login", "License could not be reserved"})

Fields = Mapping[str, object]


class OrderFailed(Exception):
    """The server answered a request with an error, in its words."""


class OtiiTalk:
    """One connection; closing is idempotent. `name` is how errors call the meter.

    Raises:
        MeterSilent: nothing answers there, or something else does.
    """

    def __init__(self, host: str, port: int, url: str, name: str) -> None:
        self._name = name
        self._rest = b""
        self._count = 0
        try:
            self._socket = socket.create_connection((host, port), _OPEN_S)
        except OSError as error:
            raise MeterSilent(url, KIND, f"It cannot be reached: {error.strerror or error}.") from error
        try:
            self.server = self._greeting(url)
        except BaseException:
            self.close()
            raise

    def ask(self, order: str, stage: str, **fields: object) -> Fields:
        """Sends a request; what its response holds.

        Raises:
            OrderFailed: the server cannot do it.
            MeterRefused: it does not let us, for want of a login or a licence.
            MeterStopped: no response came in time, or one that cannot be read.
            MeterLost: the line is gone.
        """
        self._count += 1
        request = {"type": "request", "cmd": order, "data": fields, "trans_id": str(self._count)}
        try:
            self._socket.sendall(json.dumps(request).encode() + _END)
        except OSError as error:
            raise MeterLost(self._name, stage) from error
        deadline = time.monotonic() + ANSWER_S
        while True:
            message = self._message(deadline, stage)
            if message is None:
                raise MeterStopped(self._name, f'It did not answer "{order}" within {ANSWER_S:g} s.')
            if message.get("trans_id") != request["trans_id"]:
                continue  # a progress, an information, or the response to a request that was given up
            if message.get("type") == "error":
                self._fail(order, message)
            data = message.get("data")
            return data if isinstance(data, dict) else {}

    def close(self) -> None:
        """Releases the line."""
        with contextlib.suppress(OSError):
            self._socket.close()

    def _greeting(self, url: str) -> str:
        """What the server calls itself."""
        try:
            message = self._message(time.monotonic() + _GREETING_S, "it was opened")
            if message is None:
                # The server speaks first; something else may wait to be asked.
                self._socket.sendall(b"{}" + _END)
                message = self._message(time.monotonic() + _GREETING_S, "it was opened")
        except (MeterStopped, MeterLost, OSError) as error:
            why = error.why if isinstance(error, BenchError) else str(error)
            raise MeterSilent(url, KIND, f"Something else does. {why}") from error
        if message is None:
            raise MeterSilent(url, KIND, f"It said nothing within {2 * _GREETING_S:g} s.")
        if message.get("type") != "information":
            raise MeterSilent(url, KIND, "Something else does: it told nothing that an Otii server tells.")
        data = message.get("data")
        return str(data.get("server", "")) if isinstance(data, dict) else ""

    def _message(self, deadline: float, stage: str) -> Fields | None:
        """The next one; None where none came in time."""
        while _END not in self._rest:
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                return None
            if len(self._rest) > _MOST_LINE:
                raise MeterStopped(self._name, f"It sent {len(self._rest):,} bytes that are no message.")
            self._socket.settimeout(left_s)
            try:
                more = self._socket.recv(_CHUNK_BYTES)
            except TimeoutError:
                return None
            except OSError as error:
                raise MeterLost(self._name, stage) from error
            if not more:
                raise MeterLost(self._name, stage)
            self._rest += more
        line, _, self._rest = self._rest.partition(_END)
        try:
            message = json.loads(line)
        except ValueError as error:
            text = line[:60].decode("utf-8", "replace")
            raise MeterStopped(self._name, f'It sent "{text}", which is no message.') from error
        if not isinstance(message, dict):
            raise MeterStopped(self._name, "It sent something that is no message.")
        return message

    def _fail(self, order: str, message: Fields) -> None:
        why = str(message.get("errorcode"))
        data = message.get("data")
        detail = data.get("message", "") if isinstance(data, dict) else ""
        words = f"{why}: {detail}" if detail else why
        if why in _LICENCE_ERRORS:
            raise MeterRefused(self._name, f'It answers "{order}" with "{words}".', _LOGIN)
        raise OrderFailed(words)


def refuse_login(name: str, why: str) -> MeterRefused:
    """The error for a server at which nobody is logged in, or that has no licence to give."""
    return MeterRefused(name, why, _LOGIN)
