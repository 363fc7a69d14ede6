"""
The judge of acts: labels of statements in, the table of `onrecord.reading.acts` out.

    python -m training acts      fits `acts.npz` of a model folder; prints what reports not fitted on get

Labels are those of `statement-labels`, and those of `labels.tsv` for more reports of PolNeAR's training part.
"""
