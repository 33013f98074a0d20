"""What is shown of boards that restart, come back and answer; time is given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchwright.bench.presence import RETURN_SECONDS, Presence
from benchwright.model.board import Origin
from benchwright.model.device import Device, DeviceState
from benchwright.model.identification import Identity

NANO = Device("usb:2341:805a:ABC", "nano", "/dev/ttyACM0", Origin.HARDWARE, location="1-4", evidence="USB identity")
BOOTLOADER = Device("usb:2341:005a@1-4", "nano", "/dev/ttyACM1", Origin.HARDWARE, location="1-4")
NEIGHBOUR = Device("usb:0483:374b:X", None, "/dev/ttyACM2", Origin.HARDWARE, DeviceState.UNKNOWN, location="1-5")


def test_an_idle_board_that_is_pulled_out_is_gone_at_once() -> None:
    presence = Presence()
    presence.look((NANO, NEIGHBOUR), (), 0.0)
    assert presence.look((NEIGHBOUR,), (), 0.1) == (NEIGHBOUR,)


def test_a_board_with_a_job_restarts_instead_of_vanishing() -> None:
    presence = Presence()
    presence.look((NANO, NEIGHBOUR), (), 0.0)
    neighbour, nano = presence.look((NEIGHBOUR,), {NANO.device_id}, 1.0)
    assert neighbour == NEIGHBOUR
    assert (nano.device_id, nano.board, nano.state) == (NANO.device_id, "nano", DeviceState.RESTARTING)


def test_its_bootloader_on_the_same_socket_is_the_same_card() -> None:
    presence = Presence()
    presence.look((NANO,), (), 0.0)
    (nano,) = presence.look((BOOTLOADER,), {NANO.device_id}, 1.0)
    assert (nano.device_id, nano.state) == (NANO.device_id, DeviceState.RESTARTING)
    assert "bootloader" in nano.evidence


def test_a_board_that_comes_back_on_another_port_is_itself_again() -> None:
    presence = Presence()
    presence.look((NANO,), (), 0.0)
    presence.look((BOOTLOADER,), {NANO.device_id}, 1.0)
    back = replace(NANO, url="/dev/ttyACM7")
    assert presence.look((back,), {NANO.device_id}, 2.0) == (back,)


def test_after_the_deadline_it_is_gone_and_what_is_there_is_shown() -> None:
    presence = Presence()
    presence.look((NANO,), (), 0.0)
    presence.look((BOOTLOADER,), {NANO.device_id}, 1.0)
    assert presence.look((BOOTLOADER,), {NANO.device_id}, 1.0 + RETURN_SECONDS - 0.1)[0].device_id == NANO.device_id
    assert presence.look((BOOTLOADER,), {NANO.device_id}, 1.0 + RETURN_SECONDS) == (BOOTLOADER,)


def test_an_answer_holds_until_the_board_is_unplugged() -> None:
    presence = Presence()
    presence.look((NEIGHBOUR,), (), 0.0)
    presence.tell(NEIGHBOUR.device_id, Identity("disco", "its firmware says disco"))
    (named,) = presence.look((NEIGHBOUR,), (), 1.0)
    assert (named.board, named.evidence, named.state) == ("disco", "its firmware says disco", DeviceState.READY)
    presence.look((), (), 2.0)
    assert presence.look((NEIGHBOUR,), (), 3.0) == (NEIGHBOUR,)


def test_silence_does_not_unname_a_board() -> None:
    presence = Presence()
    presence.look((NANO,), (), 0.0)
    presence.tell(NANO.device_id, Identity(None, "nothing answered"))
    assert presence.look((NANO,), (), 1.0) == (NANO,)


@pytest.mark.parametrize("url", ["rfc2217://bench:4000", "socket://bench:4000", "lab:desk"])
def test_what_a_remote_board_is_stays_open_until_its_firmware_said_it(url: str) -> None:
    presence = Presence()
    device = Device(f"port:{url}", "b-l475e-iot01a", url, Origin.HARDWARE)
    (before,) = presence.look((device,), (), 0.0)
    assert (before.known_origin, before.origin_word) == (None, "remote")
    presence.tell(device.device_id, Identity("b-l475e-iot01a", "its firmware says so", origin=Origin.EMULATED))
    (after,) = presence.look((device,), (), 1.0)
    assert (after.known_origin, after.origin_word) == (Origin.EMULATED, "emulated")
    presence.look((), (), 2.0)
    (back,) = presence.look((device,), (), 3.0)
    assert back.known_origin is Origin.EMULATED


def test_a_board_on_this_computers_usb_is_hardware_unasked() -> None:
    assert Device("usb:0483:374b:1", None, "/dev/ttyACM0", Origin.HARDWARE).known_origin is Origin.HARDWARE
