"""Qoitech's Otii Arc and Ace behind the Otii server; see `protocols.power_meter`. Tried on a simulated one only."""

from __future__ import annotations

import contextlib
from types import TracebackType

import numpy as np

from benchwright.drivers.power.meter_options import read_options
from benchwright.drivers.power.otii_recording import CURRENT, MARK, VOLTAGE, OtiiRecording
from benchwright.drivers.power.otii_talk import KIND, PORT, Fields, OrderFailed, OtiiTalk, refuse_login
from benchwright.drivers.power.patient_read import PatientRead
from benchwright.model.errors import MeterLost, MeterSilent, MeterStopped, SupplyOutOfRange, SupplyRefused
from benchwright.model.meter import Meter, Supply
from benchwright.protocols.power_meter import Samples

LEAST_MV, MOST_MV = 500, 5_000
SIMULATED = "simulated"
"""What our virtual server adds to its name, so that whatever comes of it is marked."""
_OPENED = "it was opened"
_SCAN_S = 2
_USUAL_HZ = 4_000
_LICENCES = frozenset({"Automation", "Enterprise", "Admin", "All"})
# An assumption: Qoitech tells 0.5 % of an Arc, and less of an Ace.
_GAIN_ERROR_RATIO = 0.005


class Otii:
    """An open device; owned by one thread.

    `options` as in an address: `device=NAME` where the server has several.
    """

    def __init__(self, address: str, *, options: str = "", meter_id: str = "") -> None:
        host, _, port = address.rpartition(":") if ":" in address else (address, "", str(PORT))
        if not port.isdigit():
            raise MeterSilent(address, KIND, f'"{port}" is no port of a server.')
        self._url = address
        self._name = meter_id or address
        self._recording: OtiiRecording | None = None
        self._recording_id = -1
        self._patience = PatientRead(self._name)
        self._licence: object = None
        self._is_closed = False
        wished = read_options(self._name, options, ("device",)).get("device", "")
        self._talk = OtiiTalk(host, int(port), address, self._name)
        try:
            self._be_licensed()
            device = self._choose(wished)
            self._device = str(device["device_id"])
            self._meter_id = meter_id or f"{device.get('type')} {self._device}"
            self._project = self._ready_project()
            self._hz = self._ready_channels()
        except BaseException:
            self.close()
            raise

    @property
    def meter(self) -> Meter:
        """What it told about itself."""
        return Meter(
            meter_id=self._meter_id,
            kind=KIND,
            url=self._url,
            sample_hz=self._hz,
            gain_error_ratio=_GAIN_ERROR_RATIO,
            is_simulated=SIMULATED in self._talk.server,
            mark_input="GPI 1",
        )

    def set_supply(self, supply: Supply) -> None:
        """Sets the main voltage."""
        if not supply.is_source:
            raise SupplyRefused(KIND, "It measures only what it feeds itself.")
        if not LEAST_MV <= supply.voltage_mv <= MOST_MV:
            raise SupplyOutOfRange(KIND, supply.voltage_mv, LEAST_MV, MOST_MV)
        self._order("arc_set_main_voltage", "its supply was set", value=supply.voltage_mv / 1_000)

    def switch_supply(self, *, on: bool) -> None:
        """Switches the main output."""
        self._order("arc_set_main", "its supply was switched", enable=on)

    def start(self) -> None:
        """Begins a recording on the server."""
        stage = "it was started"
        with contextlib.suppress(OrderFailed):
            self._talk.ask("project_stop_recording", stage, project_id=self._project)
        self._must("project_start_recording", stage, project_id=self._project)
        told = self._must("project_get_last_recording", stage, project_id=self._project)
        number = told.get("recording_id")
        if not isinstance(number, int) or number < 0:
            raise MeterStopped(self._name, "It began no recording.")
        self._recording_id = number
        self._recording = OtiiRecording(self._talk, self._device, number, self._hz, self._name)
        self._patience.begin()

    def read(self, timeout_s: float) -> Samples:
        """What was sampled since the last call."""
        return self._patience.read(lambda: self._take("it was sampling"), timeout_s)

    def stop(self) -> Samples:
        """Ends the recording and deletes it on the server; the last stretch."""
        stage = "it was stopped"
        self._must("project_stop_recording", stage, project_id=self._project)
        samples = self._take(stage, is_last=True)
        with contextlib.suppress(OrderFailed):
            self._talk.ask("recording_delete", stage, recording_id=self._recording_id)
        self._recording = None
        return samples

    def close(self) -> None:
        """Ends a recording that runs, gives back a licence, and releases the line."""
        if self._is_closed:
            return
        self._is_closed = True
        with contextlib.suppress(OrderFailed, MeterLost, MeterStopped):
            if self._recording is not None:
                self._talk.ask("project_stop_recording", "it was closed", project_id=self._project)
            if self._licence is not None:
                self._talk.ask("otii_return_license", "it was closed", license_id=self._licence)
        self._talk.close()

    def __enter__(self) -> Otii:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take(self, stage: str, *, is_last: bool = False) -> Samples:
        if self._recording is None:
            return Samples(0, np.empty(0, np.float32), np.empty(0, np.uint8), voltage_v=np.empty(0, np.float32))
        try:
            return self._recording.take(stage, is_last=is_last)
        except OrderFailed as error:
            raise MeterStopped(self._name, f"It says: {error}.") from error

    def _be_licensed(self) -> None:
        """Reserves a licence where the user has none reserved.

        Raises:
            MeterRefused: nobody is logged in, or there is none.
        """
        try:
            is_logged_in = self._talk.ask("otii_is_logged_in", _OPENED).get("logged_in")
        except MeterStopped as error:
            raise MeterSilent(self._url, KIND, error.why) from error
        if is_logged_in is not True:
            raise refuse_login(self._name, "Nobody is logged in at the Otii server, which asks for a licence.")
        told = self._must("otii_get_licenses", _OPENED).get("licenses")
        licences = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
        fit = [one for one in licences if one.get("type") in _LICENCES and one.get("available")]
        if any(one.get("reserved_to") for one in fit):
            return
        if not fit:
            raise refuse_login(self._name, "The account at the Otii server has no licence for automation to give.")
        self._must("otii_reserve_license", _OPENED, license_id=fit[0].get("id"))
        self._licence = fit[0].get("id")

    def _choose(self, wished: str) -> Fields:
        told = self._must("otii_get_devices", _OPENED, timeout=_SCAN_S).get("devices")
        devices = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
        devices = [one for one in devices if one.get("type") in {"Arc", "Ace"} and "device_id" in one]
        fit = [one for one in devices if not wished or wished in {one.get("name"), one.get("device_id")}]
        if len(fit) == 1:
            return fit[0]
        names = ", ".join(str(one.get("name")) for one in devices) or "none"
        why = f"Its server has these devices: {names}. Say which by ?device=NAME behind its address."
        raise MeterSilent(self._url, KIND, why)

    def _ready_project(self) -> int:
        with contextlib.suppress(OrderFailed):
            number = self._talk.ask("otii_get_active_project", _OPENED).get("project_id")
            if isinstance(number, int) and number >= 0:
                return number
        number = self._must("otii_create_project", _OPENED).get("project_id")
        if not isinstance(number, int):
            raise MeterStopped(self._name, "It made no project.")
        return number

    def _ready_channels(self) -> int:
        """Adds the device to the project with its current, its voltage and the mark; samples a second."""
        with contextlib.suppress(OrderFailed):
            # One that is in the project already cannot be added.
            self._talk.ask("arc_add_to_project", _OPENED, device_id=self._device)
        self._order("arc_enable_exp_port", _OPENED, enable=True)
        for channel in (CURRENT, VOLTAGE, MARK):
            self._order("arc_enable_channel", _OPENED, channel=channel, enable=True)
        try:
            told = self._talk.ask("arc_get_channel_samplerate", _OPENED, device_id=self._device, channel=CURRENT)
        except OrderFailed:
            return _USUAL_HZ
        rate = told.get("value")
        return int(rate) if isinstance(rate, int | float) and rate > 0 else _USUAL_HZ

    def _order(self, order: str, stage: str, **fields: object) -> None:
        self._must(order, stage, device_id=self._device, **fields)

    def _must(self, order: str, stage: str, **fields: object) -> Fields:
        try:
            return self._talk.ask(order, stage, **fields)
        except OrderFailed as error:
            raise MeterStopped(self._name, f'It refuses "{order}": {error}.') from error
