"""Which addresses may be asked, and what a robots.txt allows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ReportError, SettingsError
from onrecord.fetching import FetchLimits
from onrecord.fetching.addresses import checked_numbers, is_public, web_address
from onrecord.fetching.robots import parse_robots


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),  # noqa: S104
        *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:c0a8:101::1"),
        *("192.0.0.9", "192.88.99.1", "64:ff9b:1::1", "5f00::1", "3fff::1", "100::1"),
        *("", "example.org", "1.2.3"),
    ],
)
def test_numbers_that_are_not_public(number: str) -> None:
    """Loopback, private, link-local, reserved and multicast numbers are refused, also inside other forms."""
    assert not is_public(number)
    with pytest.raises(ReportError, match=r"not fetched|leads"):
        checked_numbers(web_address("http://e.org/"), ["93.184.216.34", number])


@pytest.mark.parametrize(
    "number", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_numbers(number: str) -> None:
    """Numbers of the public internet may be asked."""
    assert is_public(number)


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://e.org/a", "gopher://e.org", "javascript:alert(1)", "e.org/a", "", "http://"),
        *("http://user:pw@e.org/", "http://e.org:99999/", "http://[::1", "http://e.org/\x00", "http://e.org/a b"),
        *("http://" + "a" * 300 + ".org/", "http://e.org/" + "a" * 9000, "http://e..org/"),
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    """What is no address of a public web server by its form is refused before anything is asked."""
    with pytest.raises(ReportError):
        web_address(url)


@pytest.mark.parametrize(
    ("url", "origin", "target"),
    [
        ("http://E.org", "http://e.org", "/"),
        ("https://e.org:443/a?b=c d#part".replace(" ", "%20"), "https://e.org", "/a?b=c%20d"),
        ("http://e.org:8080/caf\u00e9", "http://e.org:8080", "/caf%C3%A9"),
        ("http://b\u00fccher.example/", "http://xn--bcher-kva.example", "/"),
        ("http://[2606:2800::1]/a", "http://[2606:2800::1]", "/a"),
    ],
)
def test_addresses_taken_apart(url: str, origin: str, target: str) -> None:
    """An address is asked for in the one form that servers take."""
    address = web_address(url)
    assert (address.origin, address.target, address.url) == (origin, target, origin + target)


def test_where_redirects_lead() -> None:
    """A redirect may be relative, and may not leave the web."""
    address = web_address("https://e.org/a/b")
    assert address.joined("../c?d").url == "https://e.org/c?d"
    assert address.joined("//f.org/").url == "https://f.org/"
    with pytest.raises(ReportError):
        address.joined("file:///etc/passwd")


ROBOTS = """
User-agent: other
Disallow: /

User-agent: one
User-agent: OnRecord/1.0
# a note
Disallow: /private/   # and this
Allow: /private/press/*.html$
Disallow: /*?print
Disallow: /caf%C3%A9
Disallow:
Crawl-delay: 7

User-agent: *
Disallow: /all
Crawl-delay: never
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", True),
        ("/private", True),
        ("/private/", False),
        ("/private/press/a.html", True),
        ("/private/press/a.html?x", False),
        ("/a?print", False),
        ("/a?x=1&print", True),
        ("/caf\u00e9", False),
        ("/all", True),
    ],
)
def test_robots(target: str, allowed: bool) -> None:
    """The longest rule of the own group decides, with `*` and `$` and whatever way of writing a character."""
    robots = parse_robots(ROBOTS, "onrecord")
    assert robots.allows(target) is allowed
    assert robots.delay_seconds == 7


def test_robots_for_all() -> None:
    """Without a group of its own the program keeps to that for all; nonsense allows all."""
    assert not parse_robots(ROBOTS, "third").allows("/all/b")
    assert parse_robots(ROBOTS, "third").delay_seconds == 0
    assert parse_robots("User-agent: *\nCrawl-delay: 9999", "x").delay_seconds == 60
    assert parse_robots("<html>not one</html>", "x").allows("/")


@settings(derandomize=True, max_examples=200, deadline=None)
@given(text=st.text(alphabet="Usera-gnt: *Dislow/$\n#%", max_size=200), target=st.text(alphabet="/ab*$%?", max_size=40))
def test_any_robots_is_read(text: str, target: str) -> None:
    """No robots.txt stops the reading of it."""
    assert parse_robots("User-agent: *\nDisallow: /" + text, "x").allows("/" + target) in (True, False)


def test_bad_limits() -> None:
    """A time-out that is none is refused where it is set."""
    with pytest.raises(SettingsError):
        FetchLimits(timeout_seconds=0)
