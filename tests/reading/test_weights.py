"""A model folder is used only where everything in it is what its manifest says."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import ModelError
from onrecord.reading.weights import default_folder, open_weights


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model folder."""
    return Path(shutil.copytree(default_folder(), tmp_path / "model"))


def test_the_shipped_model_checks_out(folder: Path) -> None:
    """Its name carries version and digest, and all four chains are there."""
    weights = open_weights(folder)
    assert weights.name.startswith("reader-")
    assert "sha256:" in weights.name
    assert set(weights.chains) == {"statement", "mention", "statement_role", "event_role"}


def _alter(path: Path, change: Callable[[dict], None]) -> None:
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda f: (f / "manifest.json").unlink(), "no reader in"),
        (lambda f: (f / "manifest.json").write_text("{"), "not a reader's manifest"),
        (lambda f: (f / "vocab.txt").unlink(), "lacks vocab.txt"),
        (lambda f: (f / "vocab.txt").write_text("[PAD]"), "was altered"),
        (lambda f: _alter(f / "manifest.json", lambda m: m.update(format="onrecord-reader/9")), "of format"),
        (lambda f: _alter(f / "manifest.json", lambda m: m.update(labels_sha256="0")), "other labels"),
    ],
)
def test_a_damaged_model_is_refused(folder: Path, damage: Callable[[Path], object], words: str) -> None:
    """The error says what differs."""
    damage(folder)
    with pytest.raises(ModelError, match=words):
        open_weights(folder)
