"""The channels of a recording of an Otii server, fetched while it grows: as samples with volts and the mark's level."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from benchwright.drivers.power.otii_talk import Fields, OtiiTalk
from benchwright.model.errors import MeterStopped
from benchwright.protocols.power_meter import Samples

CURRENT, VOLTAGE, MARK = "mc", "mv", "i1"
MOST_ENTRIES = 20_000
"""Of one request."""
HELD_BACK_S = 0.05
"""The newest currents wait for the volts and the edges of their time."""
_NEAR_PERIODS = 0.5


class OtiiRecording:
    """One recording of one device. Time is the server's; a stretch whose time is late has a gap before it."""

    def __init__(self, talk: OtiiTalk, device: str, recording: int, sample_hz: int, name: str) -> None:
        self._talk = talk
        self._of = {"recording_id": recording, "device_id": device}
        self._hz = sample_hz
        self._name = name
        self._fetched = dict.fromkeys((CURRENT, VOLTAGE, MARK), 0)
        self._begun_s = math.nan
        self._waiting: NDArray[np.float32] = np.empty(0, np.float32)
        self._next = 0
        self._volts = (np.empty(0), np.empty(0))
        self._edges: list[tuple[float, bool]] = []
        self._level = False

    def take(self, stage: str, *, is_last: bool = False) -> Samples:
        """What came since the last call; all there is where it is the last."""
        self._fetch_currents(stage)
        self._fetch_volts(stage)
        self._fetch_edges(stage)
        held = 0 if is_last else math.ceil(HELD_BACK_S * self._hz)
        count = max(0, len(self._waiting) - held)
        current, self._waiting = self._waiting[:count], self._waiting[count:]
        first, self._next = self._next, self._next + count
        middles_s = self._begun_s + (first + np.arange(count) + 0.5) / self._hz
        return Samples(
            first,
            current,
            self._levels(middles_s),
            int(np.count_nonzero(np.isnan(current))),
            0,
            self._volts_at(middles_s),
        )

    def _fetch_currents(self, stage: str) -> None:
        while (data := self._more(CURRENT, stage)) is not None:
            values = np.array([math.nan if one is None else one for one in _values(data)], np.float32)
            at_s = _number(data, "timestamp", self._name)
            if math.isnan(self._begun_s):
                self._begun_s = at_s
            due = round((at_s - self._begun_s) * self._hz)
            missed = max(0, due - self._next - len(self._waiting))
            gap = np.full(missed, np.nan, np.float32)
            self._waiting = np.concatenate((self._waiting, gap, values))

    def _fetch_volts(self, stage: str) -> None:
        while (data := self._more(VOLTAGE, stage)) is not None:
            values = np.array([math.nan if one is None else one for one in _values(data)])
            first_s, step_s = (_number(data, key, self._name) for key in ("timestamp", "interval"))
            at_s = first_s + np.arange(len(values)) * step_s
            self._volts = (np.concatenate((self._volts[0], at_s)), np.concatenate((self._volts[1], values)))

    def _fetch_edges(self, stage: str) -> None:
        while (data := self._more(MARK, stage)) is not None:
            for entry in _values(data):
                if not isinstance(entry, dict):
                    raise MeterStopped(self._name, "It sent an edge that has no time.")
                self._edges.append((_number(entry, "timestamp", self._name), bool(entry.get("value"))))

    def _more(self, channel: str, stage: str) -> Fields | None:
        """The next entries of a channel; None where there are none."""
        told = self._talk.ask("recording_get_channel_data_count", stage, **self._of, channel=channel)
        first = self._fetched[channel]
        count = min(int(_number(told, "count", self._name)) - first, MOST_ENTRIES)
        if count <= 0:
            return None
        data = self._talk.ask(
            "recording_get_channel_data", stage, **self._of, channel=channel, index=first, count=count
        )
        given = len(_values(data))
        if given != count:
            words = f"It says that its channel {channel} has {count:,} more values, and gives {given:,}."
            raise MeterStopped(self._name, words)
        self._fetched[channel] = first + count
        return data

    def _levels(self, middles_s: NDArray[np.float64]) -> NDArray[np.uint8]:
        """The level of the mark in the middle of each sample."""
        level = np.full(len(middles_s), self._level, np.uint8)
        if not len(middles_s):
            return level
        due = [edge for edge in self._edges if edge[0] <= middles_s[-1]]
        for at_s, is_up in due:
            level[int(np.searchsorted(middles_s, at_s)) :] = is_up
        self._level = bool(level[-1])
        self._edges = self._edges[len(due) :]
        return level

    def _volts_at(self, middles_s: NDArray[np.float64]) -> NDArray[np.float32]:
        """The volts that were measured last; NaN before the first ones."""
        at_s, volts = self._volts
        if not len(at_s) or not len(middles_s):
            return np.full(len(middles_s), np.nan, np.float32)
        place = np.searchsorted(at_s, middles_s, side="right") - 1
        known = np.where(place >= 0, volts[np.maximum(place, 0)], np.nan)
        kept = max(0, int(place[-1]))
        self._volts = (at_s[kept:], volts[kept:])
        return known.astype(np.float32)


def _values(data: Fields) -> list[object]:
    values = data.get("values")
    return values if isinstance(values, list) else []


def _number(data: Fields, key: str, name: str) -> float:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise MeterStopped(name, f'It gives "{value}" for {key}.')
    return float(value)
