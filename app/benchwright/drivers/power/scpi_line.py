"""A line to an instrument that speaks SCPI: orders and answers in text, over VISA in pure Python (PyVISA-py)."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchwright.drivers.power.meter_options import positive_option, read_options
from benchwright.model.errors import MeterLost, MeterSilent, MeterStopped

if TYPE_CHECKING:
    from pyvisa.resources import MessageBasedResource

# pyvisa is loaded where a line is opened: it costs a fifth of a second, and most benches have no such instrument.
# ruff: noqa: PLC0415

PORT = 5_025
"""Where instruments listen for SCPI in plain text (IANA: scpi-raw)."""
ANSWER_S = 2.0
_OPEN_MS = 3_000
_USUAL_BAUD = 9_600
_BAUD = "baud"
OPTIONS = (_BAUD,)
"""What every address may say behind a question mark."""
_MOST_ANSWER = 1 << 16


class NoAnswer(Exception):
    """An order was not answered in time."""


def resource_of(address: str) -> str:
    """The VISA resource at an address; `HOST` and `HOST:PORT` are short for a socket."""
    if "::" in address:
        return address
    host, _, port = address.partition(":")
    return f"TCPIP::{host}::{port or PORT}::SOCKET"


class ScpiLine:
    """One open line; closing is idempotent. `name` is how errors call the meter."""

    def __init__(self, resource: MessageBasedResource, name: str) -> None:
        self._resource = resource
        self._name = name
        self._is_open = True

    def tell(self, order: str, stage: str) -> None:
        """Sends an order that has no answer.

        Raises:
            MeterLost: the line is gone.
        """
        from pyvisa.errors import Error

        try:
            self._resource.write(order)
        except (Error, OSError) as error:
            raise MeterLost(self._name, stage) from error

    def ask(self, order: str, stage: str) -> str:
        """Sends an order; its answer.

        Raises:
            NoAnswer: none came within `ANSWER_S`.
            MeterLost: the line is gone.
            MeterStopped: what came is no line of text, or has no end.
        """
        from pyvisa.constants import StatusCode
        from pyvisa.errors import Error, VisaIOError

        self.tell(order, stage)
        try:
            answer: str = self._resource.read()
        except VisaIOError as error:
            if error.error_code == StatusCode.error_timeout:
                raise NoAnswer(order) from error
            raise MeterLost(self._name, stage) from error
        except UnicodeDecodeError as error:
            raise MeterStopped(self._name, f'It answered "{order}" with something that is no text.') from error
        except (Error, OSError) as error:
            raise MeterLost(self._name, stage) from error
        if len(answer) > _MOST_ANSWER:
            raise MeterStopped(self._name, f'It answered "{order}" with {len(answer):,} characters.')
        return answer.strip()

    def ask_block(self, order: str, count: int, stage: str) -> bytes:
        """Sends an order; the `count` bytes of the binary block that answers it (IEEE 488.2, 8.7.9 and 8.7.10).

        Raises:
            NoAnswer: not all of them came within `ANSWER_S`.
            MeterLost: the line is gone.
            MeterStopped: what came is no block, or one of another length.
        """
        self.tell(order, stage)
        head = self._bytes(2, order, stage)
        if head[:1] != b"#" or not head[1:].isdigit():
            raise MeterStopped(self._name, f'It answered "{order}" with something that is no block.')
        if (digits := int(head[1:])) and int(self._bytes(digits, order, stage)) != count:
            raise MeterStopped(self._name, f'It answered "{order}" with a block of another length.')
        return self._bytes(count + 1, order, stage)[:-1]

    def drop_unread(self) -> None:
        """Forgets what somebody else's orders were answered with."""
        from pyvisa.errors import Error

        with contextlib.suppress(Error, OSError, NotImplementedError):
            self._resource.clear()

    def _bytes(self, count: int, order: str, stage: str) -> bytes:
        from pyvisa.constants import StatusCode
        from pyvisa.errors import Error, VisaIOError

        try:
            data: bytes = self._resource.read_bytes(count)
        except VisaIOError as error:
            if error.error_code == StatusCode.error_timeout:
                raise NoAnswer(order) from error
            raise MeterLost(self._name, stage) from error
        except (Error, OSError) as error:
            raise MeterLost(self._name, stage) from error
        return data

    def close(self) -> None:
        """Releases it."""
        from pyvisa.errors import Error

        if self._is_open:
            self._is_open = False
            with contextlib.suppress(Error, OSError):
                self._resource.close()


def open_line(
    address: str, options: str, name: str, kind: str, library: str = "@py", *, known: Sequence[str] = OPTIONS
) -> ScpiLine:
    """Opens a VISA resource such as `TCPIP::host::5025::SOCKET` or `ASRL/dev/ttyUSB0::INSTR`, never searching for one.

    `options` as in an address: `baud=115200` of a serial port. `library` is PyVISA's word for a back end.
    `known` are all options that the instrument has.

    Raises:
        MeterOptionInvalid: an option that it does not know, or a rate that is no number.
        MeterSilent: there is no such resource, or it cannot be opened.
    """
    import pyvisa
    from pyvisa.resources import MessageBasedResource, SerialInstrument

    wished = read_options(name or address, options, known)
    baud = positive_option(name or address, wished, _BAUD, known) or _USUAL_BAUD
    resource_name = resource_of(address)
    try:
        manager = pyvisa.ResourceManager(library)
        resource = manager.open_resource(resource_name, open_timeout=_OPEN_MS)
    except Exception as error:  # PyVISA-py raises bare exceptions too
        raise MeterSilent(address, kind, f"It cannot be opened: {_words(error)}.") from error
    if not isinstance(resource, MessageBasedResource):
        resource.close()
        raise MeterSilent(address, kind, f"{resource_name} is nothing that text can be sent to.")
    resource.read_termination = resource.write_termination = "\n"
    resource.timeout = 1_000 * ANSWER_S
    if isinstance(resource, SerialInstrument):
        resource.baud_rate = round(baud)
    return ScpiLine(resource, name or address)


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0].rstrip(".")
