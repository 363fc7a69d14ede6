"""Pages from the network into a web archive: the one part that leaves this machine, and only when told to."""

from onrecord.fetching.fetcher import Fetched, Fetcher
from onrecord.fetching.limits import FetchLimits
from onrecord.fetching.network import Network
from onrecord.fetching.warc_writer import WarcWriter

__all__ = ["FetchLimits", "Fetched", "Fetcher", "Network", "WarcWriter"]
