"""What the window remembers from one day to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QObject, QSettings

from benchwright.ui.look import FONT_PERCENTS, Look

if TYPE_CHECKING:
    from benchwright.model.plan_wish import Optimise

_MODEL = "bench/last_model"
RECENT_COUNT = 8


class Settings(Protocol):
    """Where values are kept; QSettings is one."""

    def value(self, key: str, default: object = None, /) -> object:
        """The value kept under `key`."""
        ...

    def setValue(self, key: str, value: object, /) -> None:
        """Keeps a value."""
        ...


class Nowhere:
    """Settings that last as long as the program, for tests and where nothing may be written."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}

    def value(self, key: str, default: object = None, /) -> object:
        """The value kept under `key`."""
        return self._values.get(key, default)

    def setValue(self, key: str, value: object, /) -> None:
        """Keeps a value."""
        self._values[key] = value


class Remembered:
    """Typed access to the settings file of the window; made by `remembered_in`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def is_dark(self) -> bool | None:
        """The theme that was chosen; None where the window follows the system."""
        value = str(self._settings.value("window/is_dark", "")).lower()
        return None if value not in {"true", "false"} else value == "true"

    @is_dark.setter
    def is_dark(self, value: bool | None) -> None:
        self._settings.setValue("window/is_dark", "" if value is None else value)

    @property
    def look(self) -> Look:
        """The sizes that were chosen; what is no size of ours counts as the usual one."""
        percent = self.number("font_percent", default=100)
        return Look(
            font_ratio=percent / 100 if percent in FONT_PERCENTS else 1.0,
            is_compact=self.flag("compact", default=False),
            is_still=self.flag("reduced_motion", default=False),
        )

    @look.setter
    def look(self, value: Look) -> None:
        self.set_number("font_percent", round(value.font_ratio * 100))
        self.set_flag("compact", value=value.is_compact)
        self.set_flag("reduced_motion", value=value.is_still)

    @property
    def recent_commands(self) -> tuple[str, ...]:
        """What was last chosen in the command palette, newest first."""
        return tuple(filter(None, self._text("palette/recent").split("\n")))

    def note_command(self, name: str) -> None:
        """Puts a command at the head of the recent ones."""
        recent = (name, *(other for other in self.recent_commands if other != name))
        self._settings.setValue("palette/recent", "\n".join(recent[:RECENT_COUNT]))

    @property
    def language(self) -> str:
        """The language that was chosen; "" when it never was."""
        return self._text("window/language")

    @language.setter
    def language(self, code: str) -> None:
        self._settings.setValue("window/language", code)

    def last_model(self, board: str) -> str:
        """Digest of the variant that was last used on a kind of board, or on any board; "" for none."""
        return self._text(f"{_MODEL}/{board}") or self._text(f"{_MODEL}/any")

    def set_last_model(self, board: str, sha256: str) -> None:
        """Remembers the variant used on a kind of board."""
        self._settings.setValue(f"{_MODEL}/{board}", sha256)
        self._settings.setValue(f"{_MODEL}/any", sha256)

    @property
    def optimise(self) -> Optimise:
        """What models are planned for; a word that was spoilt counts as never kept."""
        from benchwright.model.plan_wish import Optimise  # noqa: PLC0415  the first paint waits for no more modules

        word = self._text("bench/optimise").upper()
        return Optimise[word] if word in Optimise.__members__ else Optimise.BALANCED

    @optimise.setter
    def optimise(self, value: Optimise) -> None:
        self._settings.setValue("bench/optimise", value.word)

    def state(self, name: str) -> QByteArray | None:
        """Geometry of a window or the sizes of a splitter."""
        value = self._settings.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else None

    def set_state(self, name: str, state: QByteArray) -> None:
        """Keeps geometry or sizes."""
        self._settings.setValue(f"state/{name}", state)

    def flag(self, name: str, *, default: bool) -> bool:
        """A remembered yes or no."""
        return str(self._settings.value(f"flag/{name}", default)).lower() == "true"

    def set_flag(self, name: str, *, value: bool) -> None:
        """Keeps a yes or no."""
        self._settings.setValue(f"flag/{name}", value)

    def number(self, name: str, *, default: int) -> int:
        """A remembered whole number; one that was spoilt counts as never kept."""
        try:
            return int(str(self._settings.value(f"number/{name}", default)))
        except ValueError:
            return default

    def set_number(self, name: str, value: int) -> None:
        """Keeps a whole number."""
        self._settings.setValue(f"number/{name}", value)

    def word(self, name: str) -> str:
        """A remembered text, "" for none."""
        return self._text(f"word/{name}")

    def set_word(self, name: str, value: str) -> None:
        """Keeps a text."""
        self._settings.setValue(f"word/{name}", value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A remembered list of texts, such as searches."""
        try:
            from json import loads  # noqa: PLC0415  few texts are remembered, and the first paint asks for none

            found = loads(self._text(f"texts/{name}") or "[]")
        except ValueError:
            return ()
        return tuple(item for item in found if isinstance(item, str)) if isinstance(found, list) else ()

    def set_texts(self, name: str, texts: Sequence[str]) -> None:
        """Keeps a list of texts."""
        from json import dumps  # noqa: PLC0415  as above

        self._settings.setValue(f"texts/{name}", dumps(list(texts)))

    def text(self, key: str) -> str:
        """A remembered text under a key of its own, "" for none."""
        return self._text(key)

    def set_text(self, key: str, value: str) -> None:
        """Keeps a text under a key of its own."""
        self._settings.setValue(key, value)

    def _text(self, key: str) -> str:
        return str(self._settings.value(key, ""))


def remembered_in(folder: str, parent: QObject) -> Remembered:
    """The settings file of the window in a folder; Qt makes the folder when it first writes."""
    return Remembered(QSettings(f"{folder}/window.ini", QSettings.Format.IniFormat, parent))
