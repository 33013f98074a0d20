"""What the window remembers from one day to the next."""

from __future__ import annotations

import math
from typing import Protocol
from urllib.parse import quote

from PySide6.QtCore import QByteArray, QObject, QSettings

from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric

_MODEL = "bench/last_model"


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
        """The theme that was chosen; None when it never was."""
        value = self._settings.value("window/is_dark")
        return None if value is None else str(value).lower() == "true"

    @is_dark.setter
    def is_dark(self, value: bool) -> None:
        self._settings.setValue("window/is_dark", value)

    def last_model(self, board: str) -> str:
        """Digest of the variant that was last used on a kind of board, or on any board; "" for none."""
        return self._text(f"{_MODEL}/{board}") or self._text(f"{_MODEL}/any")

    def set_last_model(self, board: str, sha256: str) -> None:
        """Remembers the variant used on a kind of board."""
        self._settings.setValue(f"{_MODEL}/{board}", sha256)
        self._settings.setValue(f"{_MODEL}/any", sha256)

    def budgets(self, model: str, board: str) -> Budgets:
        """What a model may cost on a kind of board; what is not a number there is no budget."""
        texts = {metric: self._text(_budget_key(model, board, metric)) for metric in Metric}
        return Budgets({metric: limit for metric, text in texts.items() if (limit := _number(text)) is not None})

    def set_budgets(self, model: str, board: str, budgets: Budgets) -> None:
        """Remembers what a model may cost on a kind of board."""
        for metric in Metric:
            limit = budgets.limit(metric)
            self._settings.setValue(_budget_key(model, board, metric), "" if limit is None else repr(limit))

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

    def _text(self, key: str) -> str:
        return str(self._settings.value(key, ""))


def _budget_key(model: str, board: str, metric: Metric) -> str:
    """A slash in a name would open a section of the settings file, so names are written as a URL writes them."""
    return f"budget/{quote(model, safe='')}/{quote(board, safe='')}/{metric.value}"


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None


def remembered_in(folder: str, parent: QObject) -> Remembered:
    """The settings file of the window in a folder; Qt makes the folder when it first writes."""
    return Remembered(QSettings(f"{folder}/window.ini", QSettings.Format.IniFormat, parent))
