"""
Fetch pages as a guest would: ask what the site allows, wait between two requests, follow a redirect with care.

    https://example.org/a  ->  robots.txt of example.org, then the page, then nothing from there for two seconds
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from onrecord.errors import ReportError, SkipReason
from onrecord.fetching.addresses import WebAddress, web_address
from onrecord.fetching.limits import FetchLimits
from onrecord.fetching.network import Answer, Network, asked
from onrecord.fetching.robots import ALL, Robots, parse_robots

__all__ = ["Fetched", "Fetcher"]

T = TypeVar("T")

_PRODUCT = "onrecord"
_ROBOTS_BYTES = 512 * 1024
"""What RFC 9309 asks a program to read of a robots.txt at least."""
_MAX_HOSTS = 1000
"""Sites remembered at a time: a list may name a million."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of one address: the answers on the way to the page and its own, or why there is none."""

    url: str
    answers: tuple[Answer, ...] = ()
    error: ReportError | None = None


class Fetcher:
    """Fetches page after page, and remembers what each site allows and when it was last asked."""

    def __init__(
        self,
        *,
        limits: FetchLimits | None = None,
        network: Network | None = None,
        version: str,
        contact: str | None = None,
    ) -> None:
        """Set up; `contact` (an address people can write to) goes into what the program says of itself."""
        self._limits = limits or FetchLimits()
        self._network = network or Network()
        about = "reads public news pages for research" + (f"; {contact}" if contact else "")
        self.agent = f"{_PRODUCT}/{version} ({about})"
        self._robots: OrderedDict[str, Robots] = OrderedDict()
        self._asked: OrderedDict[str, float] = OrderedDict()

    def fetch(self, url: str) -> Fetched:
        """Return what came of one address; a page that cannot be had is an error in it, never raised."""
        answers: list[Answer] = []
        try:
            for answer in self._way(web_address(url)):
                answers.append(answer)
            status = answers[-1].status
            if status != 200:
                message = f"{answers[-1].address.url} answered {status} {answers[-1].reason}".rstrip()
                raise ReportError(message, SkipReason.NOT_FETCHED)
        except ReportError as error:
            return Fetched(url=url, answers=tuple(answers), error=error)
        return Fetched(url=url, answers=tuple(answers))

    def _way(self, address: WebAddress) -> Iterator[Answer]:
        """Yield the redirects on the way and the answer at its end."""
        for _ in range(self._limits.max_redirects + 1):
            if not self._robots_of(address).allows(address.target):
                message = f"{address.url} is not for programs, says {address.origin}/robots.txt; read it with a browser"
                raise ReportError(message, SkipReason.NOT_FETCHED)
            answer = self._ask(address, self._limits.max_page_bytes)
            yield answer
            location = answer.header("location") if answer.status in (301, 302, 303, 307, 308) else None
            if location is None:
                return
            address = address.joined(location)
        message = f"more than {self._limits.max_redirects} redirects, the last to {address.url}"
        raise ReportError(message, SkipReason.NOT_FETCHED)

    def _ask(self, address: WebAddress, most_bytes: int, *, cut: bool = False) -> Answer:
        self._wait(address)
        try:
            return asked(address, self._network, self._limits, self.agent, most_bytes=most_bytes, cut=cut)
        finally:
            _remember(self._asked, address.host, self._network.clock())

    def _wait(self, address: WebAddress) -> None:
        """Leave a host alone for as long as it or we ask."""
        last = self._asked.get(address.host)
        if last is None:
            return
        asked_for = self._robots.get(address.origin, ALL).delay_seconds
        left = last + max(self._limits.delay_seconds, asked_for) - self._network.clock()
        if left > 0:
            self._network.sleep(left)

    def _robots_of(self, address: WebAddress) -> Robots:
        """Return what a site allows; ReportError where it cannot be learnt now, which forbids all."""
        known = self._robots.get(address.origin)
        if known is None:
            known = self._read_robots(address)
            _remember(self._robots, address.origin, known)
        return known

    def _read_robots(self, address: WebAddress) -> Robots:
        at = address.joined("/robots.txt")
        for _ in range(self._limits.max_redirects + 1):
            answer = self._ask(at, _ROBOTS_BYTES, cut=True)
            location = answer.header("location") if 300 <= answer.status < 400 else None
            if location is None:
                break
            at = at.joined(location)
        if answer.status == 200:
            return parse_robots(answer.body.decode("utf-8", "replace"), _PRODUCT)
        if 300 <= answer.status < 500 and answer.status != 429:
            # There is none, or none to be had: RFC 9309, 2.3.1.3.
            return ALL
        message = f"{at.url} answered {answer.status}, so what {address.origin} allows is not known; try again later"
        raise ReportError(message, SkipReason.NOT_FETCHED)


def _remember(known: "OrderedDict[str, T]", name: str, value: T) -> None:
    known[name] = value
    known.move_to_end(name)
    while len(known) > _MAX_HOSTS:
        known.popitem(last=False)
