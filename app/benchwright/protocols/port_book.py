"""The ports of other computers that the user keeps."""

from __future__ import annotations

from typing import Protocol


class PortBook(Protocol):
    """Addresses such as `rfc2217://host:port`; kept for the next start."""

    def kept(self) -> tuple[str, ...]:
        """The addresses, in the order they were named."""
        ...

    def keep(self, url: str) -> None:
        """Keeps an address.

        Raises:
            PortUrlInvalid: it is no address of a port.
            FileUnwritable: it cannot be kept.
        """
        ...

    def forget(self, url: str) -> None:
        """Forgets an address.

        Raises:
            FileUnwritable: the file cannot be written.
        """
        ...
