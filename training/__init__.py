"""Train the reader: `python -m training STEP` (see training/README.md)."""
