"""Joulescope JS110 and JS220 through the maker's library: current, voltage and the mark, 100,000 of each a second.

It measures what somebody else feeds, and can cut it off. Tried on a simulated one only.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from types import TracebackType

from benchwright.drivers.power.joining import join_samples
from benchwright.drivers.power.joulescope_library import (
    KIND,
    LIBRARY,
    OPEN_S,
    JoulescopeDriver,
    SharedDriver,
    cannot_open,
    choose_path,
    model_of,
    serial_of,
)
from benchwright.drivers.power.joulescope_stream import (
    COUNTER_HZ,
    SAMPLE_HZ,
    SIGNALS,
    JoulescopeStream,
    Piece,
    StreamBroken,
    read_piece,
)
from benchwright.model.errors import MeterLost, MeterSilent, MeterStopped, SupplyOutOfRange, SupplyRefused
from benchwright.model.meter import Meter, Supply
from benchwright.protocols.power_meter import Samples

MOST_MV = 15_000
SIMULATED = "simulated"
"""The serial number of our virtual one, so that whatever comes of it is marked."""

_ANSWER_S = 2.0
_SILENCE_S = 2.0
_LAST_S = 0.1
"""What is measured is published within that: the library of a JS110 collects for 50 ms."""
_MOST_WAITING = 4_000
"""Messages that nobody reads; what comes beyond is a gap, as it is with a port."""
_REMOVED = "@/!remove"
# An assumption: no figure of the maker's was at hand, and none was measured. Whatever comes of it says "assumed".
_GAIN_ERROR_RATIO = 0.005
_EXTIO_MV = (1_800, 2_100, 2_500, 2_700, 3_000, 3_300, 3_600, 5_000)
"""At which voltages the inputs of a JS110 can work (options of `s/extio/voltage`)."""


class Joulescope:
    """An open Joulescope; see `protocols.power_meter`. Owned by one thread; the library publishes on another.

    `release` is called once, when it is closed, and not where it does not open.
    """

    def __init__(self, driver: JoulescopeDriver, path: str, release: Callable[[], None], *, meter_id: str = "") -> None:
        self._driver = driver
        self._path = path
        self._release = release
        self._model = model_of(path)
        self._name = meter_id or f"{self._model}-{serial_of(path)}"
        self._news = threading.Condition()
        self._waiting: deque[tuple[str, object]] = deque()
        self._is_removed = False
        self._is_sampling = self._is_closed = False
        self._heard_at = 0.0
        self._stream = JoulescopeStream()
        # The library knows a listener by its identity, and a bound method is another object each time.
        self._listener = self._listen
        try:
            driver.subscribe(_REMOVED, "pub", self._listener)
            driver.open(path, "defaults", OPEN_S)
        except (RuntimeError, TimeoutError) as error:
            self._unsubscribe(_REMOVED)
            raise cannot_open(path, error) from error
        try:
            self._set_up()
        except BaseException:
            self._close_device()
            raise

    @property
    def meter(self) -> Meter:
        """What it told about itself."""
        return Meter(
            meter_id=self._name,
            kind=f"{KIND} {self._model}",
            url=self._path,
            sample_hz=SAMPLE_HZ,
            gain_error_ratio=_GAIN_ERROR_RATIO,
            is_simulated=serial_of(self._path) == SIMULATED,
            mark_input="GPI 0",
        )

    def set_supply(self, supply: Supply) -> None:
        """Nothing to set but, of a JS110, the voltage at which its inputs work; what is there is measured."""
        if supply.is_source:
            raise SupplyRefused(KIND, "It only measures: somebody else feeds the device through it.")
        if not 0 < supply.voltage_mv <= MOST_MV:
            raise SupplyOutOfRange(KIND, supply.voltage_mv, 0, MOST_MV)
        if self._is_js110:
            nearest = min(_EXTIO_MV, key=lambda volts_mv: abs(volts_mv - supply.voltage_mv))
            self._set("s/extio/voltage", nearest, "the voltage of its inputs was set")

    def switch_supply(self, *, on: bool) -> None:
        """Lets what somebody else feeds through, or cuts it off."""
        topic = "s/i/range/select" if self._is_js110 else "s/i/range/mode"
        self._set(topic, "auto" if on else "off", "the supply was switched")

    def start(self) -> None:
        """Begins to sample."""
        stage = "it was started"
        self._stream = JoulescopeStream()
        with self._news:
            self._waiting.clear()
        self._is_sampling = True
        for signal in SIGNALS:
            topic = f"{self._path}/s/{signal}/!data"
            self._do(partial(self._driver.subscribe, topic, "pub", self._listener), stage)
        for signal in SIGNALS:
            self._set(f"s/{signal}/ctrl", 1, stage)
        self._heard_at = time.monotonic()

    def read(self, timeout_s: float) -> Samples:
        """What was sampled since the last call."""
        with self._news:
            if not self._waiting and not self._is_removed:
                self._news.wait(timeout_s)
        samples = self._taken("it was sampling")
        now = time.monotonic()
        if len(samples.current_a):
            self._heard_at = now
        elif now - self._heard_at > _SILENCE_S:
            silent = ", ".join(self._stream.silent)
            words = f"It sent nothing for {_SILENCE_S:g} s while it was sampling."
            raise MeterStopped(self._name, f"{words} No values came of: {silent}." if silent else words)
        return samples

    def stop(self) -> Samples:
        """Ends sampling; what the library was still collecting belongs to it."""
        stage, parts, end = "it was stopped", [self._taken("it was sampling")], time.monotonic() + _LAST_S
        unheard = set(SIGNALS)
        while unheard and (left_s := end - time.monotonic()) > 0:
            with self._news:
                if not self._waiting and not self._is_removed:
                    self._news.wait(left_s)
                unheard -= {self._signal(topic) for topic, _value in self._waiting}
            parts.append(self._taken(stage))
        self._end_sampling(stage)
        return join_samples([*parts, self._taken(stage)])

    def close(self) -> None:
        """Closes the device and gives the library back."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            with contextlib.suppress(MeterLost, MeterStopped):
                self._end_sampling("it was closed")
            self._close_device()
        finally:
            self._release()

    def __enter__(self) -> Joulescope:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _is_js110(self) -> bool:
        return self._model == "JS110"

    def _set_up(self) -> None:
        """All that it measures, unfiltered and as often as it can; ranges by itself."""
        stage = "it was set up"
        if self._is_js110:
            self._set("h/fs", COUNTER_HZ, stage)
            self._set("s/v/range/select", "15 V", stage)
            # Its inputs are told in the least bits of what it measures, if so asked.
            self._set("s/i/lsb_src", "gpi0", stage)
        else:
            self._set("h/fs", COUNTER_HZ // 2, stage)
            self._set("h/fp", 100, stage)
            self._set("s/v/range/mode", "auto", stage)

    def _close_device(self) -> None:
        self._unsubscribe(_REMOVED)
        with contextlib.suppress(RuntimeError, TimeoutError):
            if not self._is_removed:
                self._driver.close(self._path)

    def _end_sampling(self, stage: str) -> None:
        if not self._is_sampling:
            return
        self._is_sampling = False
        try:
            for signal in SIGNALS:
                self._set(f"s/{signal}/ctrl", 0, stage)
        finally:
            for signal in SIGNALS:
                self._unsubscribe(f"{self._path}/s/{signal}/!data")

    def _listen(self, topic: str, value: object) -> None:
        """On a thread of the library's."""
        with self._news:
            if topic == _REMOVED:
                self._is_removed = self._is_removed or value == self._path
            elif len(self._waiting) < _MOST_WAITING:
                self._waiting.append((topic, value))
            self._news.notify_all()

    def _taken(self, stage: str) -> Samples:
        """The samples that the messages until now complete."""
        with self._news:
            messages, is_removed = list(self._waiting), self._is_removed
            self._waiting.clear()
        if is_removed:
            raise MeterLost(self._name, stage)
        try:
            return self._stream.take([self._piece(topic, value) for topic, value in messages])
        except StreamBroken as error:
            raise MeterStopped(self._name, f"What it sends does not go together: {error}.") from error

    def _piece(self, topic: str, value: object) -> tuple[str, Piece]:
        signal = self._signal(topic)
        if not isinstance(value, dict) or value.get("data") is None:
            raise MeterStopped(self._name, f"The library could not read what came of {signal}.")
        return signal, read_piece(signal, value)

    def _signal(self, topic: str) -> str:
        return topic.removeprefix(f"{self._path}/s/").removesuffix("/!data")

    def _unsubscribe(self, topic: str) -> None:
        with contextlib.suppress(RuntimeError, TimeoutError):
            self._driver.unsubscribe(topic, self._listener)

    def _set(self, topic: str, value: object, stage: str) -> None:
        self._do(partial(self._driver.publish, f"{self._path}/{topic}", value, _ANSWER_S), stage)

    def _do(self, call: Callable[[], None], stage: str) -> None:
        try:
            call()
        except (RuntimeError, TimeoutError) as error:
            if self._is_removed:
                raise MeterLost(self._name, stage) from error
            raise MeterStopped(self._name, f"It did not do it when {stage}: {error}.") from error


def open_joulescope(serial: str, shared: SharedDriver = LIBRARY, meter_id: str = "") -> Joulescope:
    """The one with that serial number; the only one with "".

    Raises:
        MeterSilent: the library is not there, or no such device, or it does not open.
    """
    driver = shared.borrow()
    try:
        try:
            path = choose_path(driver.device_paths(), serial)
        except (RuntimeError, TimeoutError) as error:
            raise MeterSilent(KIND, KIND, f"The library does not list the devices: {error}.") from error
        return _take(shared, driver, path, meter_id)
    except BaseException:
        shared.give_back()
        raise


def _take(shared: SharedDriver, driver: JoulescopeDriver, path: str, meter_id: str) -> Joulescope:
    def release() -> None:
        shared.release(path)
        shared.give_back()

    if not shared.take(path):
        raise MeterSilent(path, KIND, "This program has it open already.", "End what uses it, then retry.")
    try:
        return Joulescope(driver, path, release, meter_id=meter_id)
    except BaseException:
        shared.release(path)
        raise
