"""Step `coreference`: the chain finder, its upper layers and nets, fitted on the lower layers of a finished encoder."""
