"""Acts of given and of found statements: by the table where a model has one, else by the network's own head."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.reading import Reader, StatementSpans
from onrecord.reading.acts import ActJudge, ActWeights, save_act_weights
from onrecord.reading.acts.views import Viewer, dense_parts
from onrecord.reading.acts.weights import FILE
from onrecord.reading.labels import ACTS
from onrecord.reading.weights import default_folder
from onrecord.records import Act, Origin, Report, ReportId, Span, Zone, ZoneKind, text_digest

TEXT = "The envoy said the army had shelled the port. The mayor asked who would pay for the repairs."
WIDTH = 384
PIECES = 30522


def report(text: str = TEXT) -> Report:
    """A report of one body."""
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),)
    return Report(id=ReportId("r"), sha256=text_digest(text), text=text, zones=zones, path="-", origin=origin)


def spans(*phrases: str) -> tuple[Span, ...]:
    """Where each phrase first stands."""
    return tuple(Span(TEXT.index(phrase), TEXT.index(phrase) + len(phrase)) for phrase in phrases)


SHELLING = StatementSpans(source=spans("The envoy"), cue=spans("said"), content=spans("the army had shelled the port"))


def always(act: Act) -> ActWeights:
    """A table that knows one answer."""
    bias = np.zeros(len(ACTS), dtype=np.float32)
    bias[ACTS.index(act)] = 1.0
    dense = np.zeros((dense_parts(WIDTH)["cue events"].stop, len(ACTS)), dtype=np.float32)
    nothing, pieces = np.zeros((0, len(ACTS)), dtype=np.float32), np.zeros((2, PIECES, len(ACTS)))
    return ActWeights({}, nothing, dense, pieces, bias, nothing)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model whose table of acts says that everything threatens."""
    model = Path(shutil.copytree(default_folder(), tmp_path / "model"))
    save_act_weights(model / FILE, always(Act.THREATEN))
    manifest = json.loads((model / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"][FILE] = hashlib.sha256((model / FILE).read_bytes()).hexdigest()
    (model / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return model


def test_the_table_decides_on_given_and_on_found_statements(folder: Path) -> None:
    """Both ways to a statement end at the same judge."""
    reader = Reader.load(folder, threads=1)
    (given,) = reader.label(report(), [SHELLING]).statements
    (found,) = reader([report()])
    assert given.act is Act.THREATEN
    assert found.statements
    assert {statement.act for statement in found.statements} == {Act.THREATEN}


def test_an_altered_table_is_refused(folder: Path) -> None:
    """Its digest is in the manifest, like that of every file of a model."""
    save_act_weights(folder / FILE, always(Act.ASK))
    with pytest.raises(ModelError, match=r"acts\.npz was altered"):
        Reader.load(folder)


def test_without_a_table_the_network_decides() -> None:
    """The surest act of the network's own head is the statement's."""
    reader = Reader.load(threads=1)
    ((encoded, scores),) = reader.infer([report()])
    (statement,) = reader.label(report(), [SHELLING]).statements
    judge = ActJudge(encoded, scores, None)
    assert judge([statement] * len(ACTS), np.eye(len(ACTS))) == [*map(Act, ACTS)]
    assert judge([], np.zeros((0, len(ACTS)))) == []


def test_a_view_holds_what_is_seen_of_cue_and_content() -> None:
    """A shelling is in the content and not in the cue, and the cue's words are no part of the content."""
    ((encoded, scores),) = Reader.load(threads=1).infer([report()])
    viewer = Viewer(encoded, scores)
    view = viewer(SHELLING.source, SHELLING.cue, SHELLING.content, np.zeros(len(ACTS), dtype=np.float32))
    parts = dense_parts(WIDTH)
    assert view.dense.shape == (parts["cue events"].stop,)
    assert view.dense[parts["content events"]].max() > view.dense[parts["cue events"]].max()
    np.testing.assert_allclose(view.dense[parts["acts"]], np.log(1 / len(ACTS)), rtol=1e-5)
    whole = replace(SHELLING, content=spans("said the army had shelled the port"))
    wider = viewer(whole.source, whole.cue, whole.content, np.zeros(len(ACTS), dtype=np.float32))
    np.testing.assert_array_equal(wider.dense, view.dense)
    assert [len(pieces) for pieces in wider.pieces] == [len(pieces) for pieces in view.pieces]


def test_a_statement_of_nothing_but_a_content_is_viewed() -> None:
    """Without source and cue their parts are empty, not an error."""
    ((encoded, scores),) = Reader.load(threads=1).infer([report()])
    view = Viewer(encoded, scores)((), (), SHELLING.content, np.zeros(len(ACTS), dtype=np.float32))
    assert not view.dense[dense_parts(WIDTH)["cue"]].any()
    assert len(view.pieces[1]) == 0
    assert always(Act.DENY).scores([view])[0].argmax() == ACTS.index("deny")
