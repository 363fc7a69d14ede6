"""
Which addresses may be asked at all: public web servers, whatever name or number leads there.

    http://192.168.0.1/      http://[::1]/      http://router.local/ -> 10.0.0.1      file:///etc/passwd
    -> none of them

A list of addresses is somebody else's text. One that leads into the user's own network
could make this program read what only that network may see, so the numbers behind a
name are checked, all of them, and the connection goes to a number that was checked.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from onrecord.errors import ReportError, SkipReason

__all__ = ["WebAddress", "checked_numbers", "is_public", "web_address"]

_PORTS = {"http": 80, "https": 443}
_KEPT = "%/:=&?~+!$,;'@()*[]|"
_MAX_CHARACTERS = 8000
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Special by the registries of IANA (RFC 6890 and its followers), and public to the library of some Python versions.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "5f00::/16", "3fff::/20", "100::/63")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """An address taken apart."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, as a request names them."""

    @property
    def origin(self) -> str:
        """Scheme, host and port, as the address of the server."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole, without what only a browser uses (`#part`)."""
        return self.origin + self.target

    def joined(self, location: str) -> "WebAddress":
        """Return where a redirect leads."""
        return web_address(urljoin(self.url, location))


def web_address(url: str) -> WebAddress:
    """Take an address apart; ReportError where it is none of a public web server by its form."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _refused(url, f"is no address: {error}") from error
    if parts.scheme not in _PORTS or not host or len(url) > _MAX_CHARACTERS:
        raise _refused(url, "is no address of a page; expected http://… or https://…")
    if parts.username is not None or parts.password is not None:
        raise _refused(url, "holds a user name or password; only public pages are fetched")
    if any(char <= " " or char == "\x7f" for char in url.strip()):
        raise _refused(url, "holds white space or control characters; expected http://… or https://…")
    try:
        host = host if ":" in host else host.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError as error:
        raise _refused(url, "names a host that cannot be") from error
    target = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    return WebAddress(scheme=parts.scheme, host=host, port=port or _PORTS[parts.scheme], target=target)


def checked_numbers(address: WebAddress, numbers: Sequence[str]) -> Sequence[str]:
    """Return the numbers of a host; ReportError where there is none, or one of them is not public."""
    if not numbers:
        raise _refused(address.url, f"leads nowhere: no server is known under {address.host}")
    for number in numbers:
        if not is_public(number):
            raise _refused(
                address.url,
                f"leads to {number}, an address inside a private network or of this machine; such are not fetched. "
                "Save the page with a browser and read the file",
            )
    return numbers


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public internet, also where it is written inside another."""
    try:
        ip = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    if any(ip in network for network in _SPECIAL):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _refused(url: str, found: str) -> ReportError:
    return ReportError(f"{url[:200]} {found}", SkipReason.UNSUPPORTED)
