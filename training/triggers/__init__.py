"""
The judge of triggers: labels of words in, the table of `onrecord.reading.trigger_judge` out.

    python -m training triggers      fits `triggers.npz` of a model folder; prints what reports not fitted on get

Labels are those of `labels.tsv`, for reports of which the network has seen no events.
"""
