"""Menus of device cards: a card that changes all day keeps one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QMenu

from benchwright.model.board import FlashMethod
from benchwright.model.device import DeviceState
from benchwright.ui.pages.bench.page import BenchPage
from tests.builders import a_board, a_device
from tests.ui.fake_workbench import FakeWorkbench

CHANGES = 20


def test_a_card_that_changes_keeps_one_menu_of_flash_methods(open_bench: Callable[[FakeWorkbench], BenchPage]) -> None:
    devices = open_bench(FakeWorkbench()).parts.devices
    devices.show_boards([replace(a_board(), flash_methods=(FlashMethod.AGENT, FlashMethod.OPENOCD))])
    for turn in range(CHANGES):
        state = DeviceState.BUSY if turn % 2 else DeviceState.READY
        devices.show_devices((a_device(state=state),))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (card,) = devices.cards
    assert len(card.menu.findChildren(QMenu)) == 1


def test_a_card_that_is_busy_and_ready_again_keeps_its_actions(
    open_bench: Callable[[FakeWorkbench], BenchPage],
) -> None:
    devices = open_bench(FakeWorkbench()).parts.devices
    devices.show_devices((a_device(state=DeviceState.READY),))
    (card,) = devices.cards
    actions = card.menu.actions()
    devices.show_devices((a_device(state=DeviceState.BUSY),))
    devices.show_devices((a_device(state=DeviceState.READY),))
    assert card.menu.actions() == actions
