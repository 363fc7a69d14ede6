"""Scores of the software on development corpora, through its public functions."""
