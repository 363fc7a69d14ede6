"""
Coreference within one report: phrases that mean the same thing become one chain.

    "The minister spoke in Oslo. She said the capital was safe."   {The minister, She} {Oslo, the capital}

    words    what the finder sees of each word
    phrases  words -> noun phrases that may stand in a chain
    traits   phrases -> form, number, gender, words
    pairs    phrases -> which may be one, and how each pair looks
    links    pairs -> chains
"""

from onrecord.reading.coreference.finder import Seen, find_chains, see
from onrecord.reading.coreference.weights import ChainWeights, open_chain_weights
from onrecord.reading.coreference.words import chain_vectors

__all__ = ["ChainWeights", "Seen", "chain_vectors", "find_chains", "open_chain_weights", "see"]
