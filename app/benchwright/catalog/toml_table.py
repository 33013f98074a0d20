"""A table of a TOML file whose values are taken one by one, each checked, and none left over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchwright.model.errors import BoardFileInvalid


@dataclass(slots=True)
class TomlTable:
    """One table. `prefix` is its path in the file, with a dot at the end."""

    file: str
    values: Mapping[str, object]
    prefix: str = ""
    _taken: set[str] = field(default_factory=set)

    def wrong(self, key: str, why: str) -> BoardFileInvalid:
        """The error that names the file, the full key and what is wrong."""
        return BoardFileInvalid(self.file, self.prefix + key, why)

    def text(self, key: str, *, default: str | None = None) -> str:
        """A string; required unless there is a default."""
        if key not in self.values and default is not None:
            return default
        value = self._take(key)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, f"It must be a text, and is {value!r}.")
        return value

    def choice(self, key: str, choices: Sequence[str]) -> str:
        """A string out of `choices`."""
        value = self.text(key)
        if value not in choices:
            raise self.wrong(key, f"It is '{value}'; possible: {', '.join(choices)}.")
        return value

    def choices(self, key: str, choices: Sequence[str]) -> tuple[str, ...]:
        """A list of one or more strings out of `choices`."""
        words = self.texts(key)
        for word in words:
            if word not in choices:
                raise self.wrong(key, f"'{word}' is none of: {', '.join(choices)}.")
        if not words:
            raise self.wrong(key, f"It must name at least one of: {', '.join(choices)}.")
        return words

    def whole(self, key: str, *, least: int = 0) -> int:
        """A whole number of at least `least` and below 2^32."""
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value < 1 << 32:
            raise self.wrong(key, f"It must be a whole number from {least} to 4294967295, and is {value!r}.")
        return value

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of strings."""
        if optional and key not in self.values:
            return ()
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, f"It must be a list of texts, and is {value!r}.")
        return tuple(value)

    def table(self, key: str, *, optional: bool = False) -> TomlTable:
        """A table inside this one; empty where it is optional and absent."""
        if optional and key not in self.values:
            return TomlTable(self.file, {}, f"{self.prefix}{key}.")
        value = self._take(key)
        if not isinstance(value, dict):
            raise self.wrong(key, f"It must be a table, and is {value!r}.")
        return TomlTable(self.file, value, f"{self.prefix}{key}.")

    def finish(self) -> None:
        """Raises for the first key that nobody took."""
        for key in self.values:
            if key not in self._taken:
                raise self.wrong(key, "There is no such key.")

    def _take(self, key: str) -> object:
        if key not in self.values:
            raise self.wrong(key, "It is missing.")
        self._taken.add(key)
        return self.values[key]
