"""
The model folder: found, checked against its manifest, opened.

Every file's SHA-256 must be the manifest's, and the manifest's label digest must
be that of this code; otherwise nothing is read and the error says which differs.
"""

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from onrecord.errors import ModelError
from onrecord.reading.acts.weights import FILE as ACTS_FILE
from onrecord.reading.acts.weights import ActWeights, open_act_weights
from onrecord.reading.calibration import Calibration, CertaintyCurve
from onrecord.reading.chains import Chain
from onrecord.reading.coreference import ChainWeights, open_chain_weights
from onrecord.reading.labels import labels_digest
from onrecord.reading.thresholds import Thresholds
from onrecord.reading.trigger_judge import FILE as TRIGGERS_FILE
from onrecord.reading.trigger_judge import TriggerJudge, open_trigger_judge
from onrecord.reading.trigger_words import TriggerWords, open_trigger_words

__all__ = ["FORMAT", "Weights", "default_folder", "model_name", "open_weights"]

FORMAT = "onrecord-reader/1"
COREFERENCE = "coreference.npz"
TRIGGER_WORDS = "types.npz"
DEFAULT_EVENT_WEIGHTS = (1.0, *(0.0,) * 7)
"""The trigger alone."""
DEFAULT_STATEMENT_WEIGHTS = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
"""The cue by the flat chain alone."""
DEFAULT_NESTED_WEIGHTS = (0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
"""The cue by its own head alone."""
DEFAULT_FOREMOST_WEIGHTS = (1.0, *(0.0,) * 14)
"""The likeliest event."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A checked model folder."""

    folder: Path
    version: str
    digest: str
    """SHA-256 of the manifest, which pins all other files."""
    chains: dict[str, Chain]
    calibration: Calibration
    thresholds: Thresholds
    event_weights: tuple[float, ...]
    """Weights of the features of an event's chance; see `onrecord.reading.ranking`."""
    statement_weights: tuple[float, ...]
    nested_weights: tuple[float, ...]
    """The same of a statement's, and of one inside another's content."""
    certainty: CertaintyCurve
    foremost_weights: tuple[float, ...]
    """Weights of the features of a passage's foremost event; see `onrecord.reading.foremost`."""
    coreference: ChainWeights | None = None
    """None for a model without a chain finder, whose readings have no chains."""
    trigger_words: TriggerWords | None = None
    """None for a model whose network alone decides types."""
    trigger_judge: TriggerJudge | None = None
    """None for a model whose triggers are what the network and the words say."""
    acts: ActWeights | None = None
    """None for a model in which the network's own head decides on acts."""

    @property
    def vocabulary(self) -> Path:
        """The tokenizer's vocabulary."""
        return self.folder / "vocab.txt"

    @property
    def name(self) -> str:
        """What records carry: version and digest."""
        return _name(self.version, self.digest)


def _name(version: str, digest: str) -> str:
    return f"{version} sha256:{digest[:16]}"


def default_folder() -> Path:
    """Return the folder of the model that ships with the package."""
    return Path(str(files("onrecord.reading"))) / "model"


def model_name(folder: Path | None = None) -> str:
    """Return what records of a model folder carry, by its manifest alone; ModelError where that is of another make."""
    manifest = _read_manifest(folder or default_folder())
    return _name(manifest.version, manifest.digest)


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What a model folder says of itself."""

    version: str
    digest: str
    files: dict[str, str]
    """SHA-256 of each file."""


def _read_manifest(folder: Path) -> _Manifest:
    manifest_file = folder / "manifest.json"
    if not manifest_file.is_file():
        raise ModelError(f"no reader in {folder}: expected manifest.json there; reinstall onrecord")
    raw = manifest_file.read_bytes()
    try:
        manifest = json.loads(raw)
        found = manifest["format"]
        listed = dict(manifest["files"])
        labels = manifest["labels_sha256"]
        version = str(manifest["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{manifest_file} is not a reader's manifest ({error!r}); reinstall onrecord") from error
    if found != FORMAT:
        raise ModelError(f"the reader is of format {found!r}, this version of onrecord reads {FORMAT!r}; update one")
    if labels != labels_digest():
        raise ModelError("the reader was trained with other labels than this version of onrecord has; reinstall")
    return _Manifest(version, hashlib.sha256(raw).hexdigest(), listed)


def open_weights(folder: Path | None = None) -> Weights:
    """Check a model folder and return it; ModelError where anything is missing, altered or of another make."""
    folder = folder or default_folder()
    manifest = _read_manifest(folder)
    listed = manifest.files
    for name, expected in listed.items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"the reader lacks {name}, which its manifest lists; reinstall onrecord")
        actual = hashlib.sha256(path.read_bytes()).hexdigest()
        if actual != expected:
            raise ModelError(
                f"{name} was altered: its SHA-256 is {actual[:16]}…, the manifest says {expected[:16]}…; reinstall"
            )
    decoder = json.loads((folder / "decoder.json").read_text(encoding="utf-8"))
    chains = {name: Chain(np.array(scores, dtype=np.float32)) for name, scores in decoder["transitions"].items()}
    thresholds = Thresholds.from_mapping(decoder.get("thresholds", {}))
    rankers = {
        f"{kind}_weights": tuple(float(w) for w in decoder.get(f"{kind}_weights", default))
        for kind, default in (
            ("event", DEFAULT_EVENT_WEIGHTS),
            ("statement", DEFAULT_STATEMENT_WEIGHTS),
            ("nested", DEFAULT_NESTED_WEIGHTS),
            ("foremost", DEFAULT_FOREMOST_WEIGHTS),
        )
    }
    curves = {kind: (float(a), float(b)) for kind, (a, b) in decoder.get("calibration", {}).items()}
    certainty = CertaintyCurve(tuple((float(x), float(y)) for x, y in decoder.get("certainty", ())))
    finder = open_chain_weights(folder / COREFERENCE) if COREFERENCE in listed else None
    words = open_trigger_words(folder / TRIGGER_WORDS) if TRIGGER_WORDS in listed else None
    judge = open_trigger_judge(folder / TRIGGERS_FILE) if TRIGGERS_FILE in listed else None
    acts = open_act_weights(folder / ACTS_FILE) if ACTS_FILE in listed else None
    return Weights(
        folder, manifest.version, manifest.digest, chains, Calibration(curves), thresholds,
        certainty=certainty, coreference=finder, trigger_words=words, trigger_judge=judge, acts=acts,
        **rankers,
    )  # fmt: skip
