"""
Coreference within one report: phrases that mean the same thing become one chain.

    "The minister spoke in Oslo. She said the capital was safe."   {The minister, She} {Oslo, the capital}

    words    what the network sees of each word
    phrases  words -> noun phrases that may stand in a chain
    traits   phrases -> form, number, gender, words
    pairs    phrases -> which may be one, and how each pair looks
    links    pairs -> chains
"""

from onrecord.reading.coreference.finder import find_chains
from onrecord.reading.coreference.weights import ChainWeights, open_chain_weights

__all__ = ["ChainWeights", "find_chains", "open_chain_weights"]
