"""
The network: who accuses, meets, arms, sanctions whom.

    up to 30 actors sit on a circle with lines between them; more are a matrix, who does it down, to whom across
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2

from starlette.requests import Request

from onrecord.records import EventType
from onrecord.room.answers import Page, Room, Route, whole
from onrecord.room.circle import Line, Seat, line, order, seats
from onrecord.room.deeds import deeds
from onrecord.room.selecting import View, counted, opened
from onrecord.store.room.network import Network, Node, Tie, network

__all__ = ["ROUTES", "Deeds", "Drawn", "NetworkFacts", "network_page"]

MOST_SEATS = 30
"""More names than these do not stand apart on the circle: a matrix then."""
_MOST_NODES = 60
_MOST_LINES = 150
_MOST_ROWS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """All that one actor does to another: a row of the table."""

    doer: str
    doer_name: str
    receiver: str
    receiver_name: str
    events: int
    deeds: str
    """In words, the most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A line of the drawing."""

    line: Line
    doer: Node
    receiver: Node
    quad: int
    events: int
    deeds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFacts(View):
    """What the network says."""

    nodes: int
    """Most actors asked for."""
    network: Network

    @property
    def is_matrix(self) -> bool:
        """Whether there are too many actors for a drawing."""
        return len(self.network.nodes) > MOST_SEATS

    @property
    def rows(self) -> list[Deeds]:
        """Return what each actor does to each other, the most first."""
        names = {node.actor: node.name for node in self.network.nodes}
        found = [
            Deeds(
                doer=doer,
                doer_name=names[doer],
                receiver=receiver,
                receiver_name=names[receiver],
                events=sum(tie.events for tie in ties),
                deeds=deeds((tie.type, tie.events) for tie in ties),
            )
            for (doer, receiver), ties in self._pairs().items()
            if doer in names and receiver in names
        ]
        return sorted(found, key=lambda each: (-each.events, each.doer_name, each.receiver_name))

    @property
    def table(self) -> list[Deeds]:
        """Return the first rows; the CSV has them all."""
        return self.rows[:_MOST_ROWS]

    @property
    def placed(self) -> list[tuple[Node, Seat]]:
        """Return the actors in their seats."""
        nodes = {node.actor: node for node in self.network.nodes}
        ties = {pair: sum(tie.events for tie in some) for pair, some in self._pairs().items()}
        within = {pair: count for pair, count in ties.items() if pair[0] in nodes and pair[1] in nodes}
        return [(nodes[actor], seat) for actor, seat in zip(order(list(nodes), within), seats(len(nodes)), strict=True)]

    def drawn(self, placed: list[tuple[Node, Seat]]) -> list[Drawn]:
        """Return the strongest lines between actors in their seats; the strongest last, so that none hides them."""
        seated = {node.actor: (node, seat) for node, seat in placed}
        found = []
        for (doer, receiver), ties in self._pairs().items():
            by_quad: dict[int, list[Tie]] = defaultdict(list)
            for tie in ties:
                by_quad[EventType(tie.type).quad].append(tie)
            for quad, some in by_quad.items():
                if doer in seated and receiver in seated:
                    found.append(_drawn(seated[doer], seated[receiver], quad, some))
        return sorted(found, key=lambda each: each.events)[-_MOST_LINES:]

    @property
    def cells(self) -> Iterator[tuple[Node, list[tuple[Node, Deeds | None, int]]]]:
        """Yield for each actor what it does to each other, and how dark that is, 0 to 5."""
        rows = {(row.doer, row.receiver): row for row in self.rows}
        most = max((row.events for row in rows.values()), default=1)
        for doer in self.network.nodes:
            cells = [(receiver, rows.get((doer.actor, receiver.actor))) for receiver in self.network.nodes]
            yield doer, [(receiver, row, _shade(row, most)) for receiver, row in cells]

    @property
    def lines(self) -> int:
        """Return how many lines there are, drawn or not."""
        return len({(tie.doer, tie.receiver, EventType(tie.type).quad) for tie in self.network.ties})

    @property
    def kinds(self) -> Counter[int]:
        """Return the events of each quad class."""
        found: Counter[int] = Counter()
        for tie in self.network.ties:
            found[EventType(tie.type).quad] += tie.events
        return found

    def _pairs(self) -> dict[tuple[str, str], list[Tie]]:
        found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in self.network.ties:
            found[tie.doer, tie.receiver].append(tie)
        return found


def network_page(room: Room, request: Request) -> Page:
    """Return the network."""
    view, chosen = opened(room, request)
    most = whole(request, "nodes", MOST_SEATS, least=2, most=_MOST_NODES)
    found = counted(room, chosen, f"network {most}", lambda room: room.store.look_up(network, chosen, most))
    facts = NetworkFacts(**{name: getattr(view, name) for name in View.__slots__}, nodes=most, network=found)
    return Page(template="network.html", facts=facts, rows=facts.rows, columns=Deeds.__slots__)


def _drawn(doer: tuple[Node, Seat], receiver: tuple[Node, Seat], quad: int, ties: list[Tie]) -> Drawn:
    events = sum(tie.events for tie in ties)
    return Drawn(
        line=line(doer[1], receiver[1], quad, events),
        doer=doer[0],
        receiver=receiver[0],
        quad=quad,
        events=events,
        deeds=deeds((tie.type, tie.events) for tie in ties),
    )


def _shade(row: Deeds | None, most: int) -> int:
    return 0 if row is None else max(1, round(5 * (log2(row.events + 1) / log2(most + 1))))


ROUTES = (Route("/network", network_page),)
