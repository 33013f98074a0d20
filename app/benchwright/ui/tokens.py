"""Design tokens: 18 colour roles for dark and light, the 8 px grid, type sizes and the series colours.

Text roles reach 4.5:1 on every surface role, and `on_accent` on both accents; a test holds them to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

GRID = 8
HALF = 4
CORNER = 8
FOCUS_WIDTH = 2
BAR_HEIGHT = 30

SMALL = 11
CAPTION = 12
BODY = 13
SECTION = 16
NUMBER = 30

ANIMATION_MS = 120


class Tone(Enum):
    """What a tag, a delta or a toast means; the value is the colour role it is painted in."""

    NEUTRAL = "muted"
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    BUSY = "link"
    EMULATED = "emulated"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of one theme as `#rrggbb`.

    `window` < `surface` < `raised` step towards the reader, `sunken` holds logs. `accent` fills the one thing to press,
    `link` is the same idea as text or a line. `selection` is behind selected things, `emulated` marks what did not
    run on hardware. `series` are the Okabe-Ito colours for charts, darkened on light.
    """

    is_dark: bool
    window: str
    surface: str
    raised: str
    sunken: str
    hairline: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    link: str
    focus: str
    selection: str
    ok: str
    warning: str
    error: str
    emulated: str
    series: tuple[str, ...]

    def tone(self, tone: Tone) -> str:
        """The colour a tone is painted in."""
        return self.role(tone.value)

    def role(self, name: str) -> str:
        """The colour of a role by its name."""
        colour = getattr(self, name)
        if not isinstance(colour, str):
            raise KeyError(name)
        return colour


DARK = Tokens(
    is_dark=True,
    window="#0d1117",
    surface="#151b23",
    raised="#212830",
    sunken="#080b10",
    hairline="#2f3742",
    text="#e6edf3",
    muted="#98a1ac",
    faint="#5f6975",
    accent="#1f6feb",
    accent_hover="#1a62d2",
    on_accent="#ffffff",
    link="#58a6ff",
    focus="#58a6ff",
    selection="#16294a",
    ok="#3fb950",
    warning="#d29922",
    error="#ff7b72",
    emulated="#b3a6f5",
    series=("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#0072b2", "#d55e00", "#c9d1d9"),
)

LIGHT = Tokens(
    is_dark=False,
    window="#f3f5f8",
    surface="#ffffff",
    raised="#e9edf2",
    sunken="#f8f9fb",
    hairline="#d3d9e0",
    text="#1f2328",
    muted="#57606a",
    faint="#8c959f",
    accent="#0b63ce",
    accent_hover="#0952ad",
    on_accent="#ffffff",
    link="#0b5fc4",
    focus="#0b63ce",
    selection="#dbe9fc",
    ok="#1a6f33",
    warning="#855700",
    error="#c01d29",
    emulated="#5d3fb0",
    series=("#0072b2", "#a86f00", "#007a59", "#a3527e", "#7a7000", "#2a7aa8", "#b34f00", "#3c444d"),
)
