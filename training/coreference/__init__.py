"""Step `coreference`: the chain finder, fitted on the outputs of a finished encoder."""
