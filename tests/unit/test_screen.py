"""A window needs a screen."""

from __future__ import annotations

import pytest

from benchwright.drivers.screen import require_screen
from benchwright.model.errors import ToolMissing


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_any_screen_will_do(name: str) -> None:
    require_screen({name: "x"}, platform="linux")


def test_no_screen_is_told_in_words() -> None:
    with pytest.raises(ToolMissing, match="no window can be shown"):
        require_screen({"DISPLAY": ""}, platform="linux")


def test_other_systems_always_have_one() -> None:
    require_screen({}, platform="darwin")
