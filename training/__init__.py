"""Train the reader: `python -m training prepare | train | export | score | card` (see training/README.md)."""
