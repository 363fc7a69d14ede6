"""
Who may come into the room: this computer alone, or whoever has the token.

    Access(host="127.0.0.1", port=8117)                      nobody from outside, no token
    Access(host="0.0.0.0", port=8117, token="k3…")           others in the office, with the token
"""

import ipaddress
import secrets
from dataclasses import dataclass, field

__all__ = ["Access", "is_loopback"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where the room is reached and by whom."""

    host: str = "127.0.0.1"
    port: int = 0
    token: str | None = None
    """What a reader must know; None where only this computer reaches the room."""
    names: frozenset[str] = frozenset()
    """Further host names that the room may be asked for by."""
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """Stands in every form of this run, so that no page of another site can send one."""

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the token; browsers share cookies between ports."""
        return f"onrecord-{self.port}"

    def knows(self, host: str | None) -> bool:
        """
        Whether a request for this host, as in its `Host` header, may be for this room.

        A page of another site can point its own name at this computer (DNS rebinding),
        but it cannot make the browser ask for it by our name.
        """
        name, port = _split(host or "")
        if port not in (None, str(self.port)) and self.port:
            return False
        if name in ("localhost", "127.0.0.1", "::1") or name in self.names or name == self.host.lower():
            return True
        return self.token is not None and _is_address(name)


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches what is bound to the host."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _split(host: str) -> tuple[str, str | None]:
    """Return name and port of a `Host` header; an address of version 6 stands in square brackets."""
    if host.startswith("["):
        name, _, port = host[1:].partition("]")
        return name.lower(), port[1:] or None
    name, _, port = host.partition(":")
    return name.lower().rstrip("."), port or None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:  # a name, not an address
        return False
    return True
