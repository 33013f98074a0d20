"""What is on the desk from one look to the next: boards that restart, bootloaders that belong to one, answers given.

Pure but for its own memory. A board that a job restarts leaves the bus and comes back, often as its bootloader with
another identity and no serial number; what stays the same is the USB socket.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from benchwright.model.board import Origin
from benchwright.model.device import Device, DeviceState
from benchwright.model.identification import Identity, with_identity

RETURN_SECONDS = 15.0
"""How long a board that was restarted may be away before it counts as gone."""


@dataclass(frozen=True, slots=True)
class _Away:
    device: Device
    deadline: float


class Presence:
    """Remembers what a look alone cannot tell. Owned by the workbench, which calls it under its guard."""

    def __init__(self) -> None:
        self._away: dict[str, _Away] = {}
        self._told: dict[str, Identity] = {}
        self._origins: dict[str, Origin] = {}
        self._here: tuple[Device, ...] = ()

    def tell(self, device_id: str, identity: Identity) -> None:
        """Keeps what a device answered until it is unplugged."""
        self._told[device_id] = identity
        if identity.origin is not None:
            self.tell_origin(device_id, identity.origin)

    def tell_origin(self, device_id: str, origin: Origin) -> None:
        """Keeps what the firmware of a device said it runs on, as long as the program runs."""
        self._origins[device_id] = origin

    def look(self, seen: Sequence[Device], busy_ids: Collection[str], now: float) -> tuple[Device, ...]:
        """The devices to show, from those a scan sees at `now` seconds; those with a job restart rather than vanish."""
        seen_ids = {device.device_id for device in seen}
        self._note_absent(seen_ids, busy_ids, now)
        self._told = {key: told for key, told in self._told.items() if key in seen_ids or key in self._away}
        sockets = {away.device.location: away.device for away in self._away.values()}
        here = [self._named(device) for device in seen if device.location not in sockets or not device.location]
        waiting = [_restarting(away.device, _at(seen, away.device.location)) for away in self._away.values()]
        self._here = tuple(here)
        return (*here, *waiting)

    def _note_absent(self, seen_ids: Collection[str], busy_ids: Collection[str], now: float) -> None:
        for device in self._here:
            is_ours = device.device_id in busy_ids and device.location
            if is_ours and device.device_id not in seen_ids:
                self._away[device.device_id] = _Away(device, now + RETURN_SECONDS)
        self._away = {key: away for key, away in self._away.items() if key not in seen_ids and now < away.deadline}

    def _named(self, device: Device) -> Device:
        device = replace(device, told_origin=self._origins.get(device.device_id, device.told_origin))
        told = self._told.get(device.device_id)
        if told is None or (device.board is not None and told.board is None):
            return device
        return with_identity(device, told)


def _restarting(device: Device, other: Device | None) -> Device:
    words = "restarting" if other is None else "restarting into its bootloader"
    return replace(device, state=DeviceState.RESTARTING, evidence=f"{device.evidence}; {words}")


def _at(seen: Iterable[Device], location: str) -> Device | None:
    return next((device for device in seen if device.location == location), None)
