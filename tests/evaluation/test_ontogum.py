"""Documents with phrases, heads and chains, read from small files of the corpus's two formats."""

from pathlib import Path

import pytest
from evaluation.ontogum import ChainedText, read_chained_texts

_ROWS = [
    # form, head, relation, what follows in the last column; a number starts a sentence
    ("# newpar", "", "", ""),
    ("Anna", "4", "nsubj", "Entity=(1-person-new(2-person-new)"),
    ("and", "3", "cc", "_"),
    ("Paul", "1", "conj", "Entity=(3-person-new)1)"),
    ("left", "0", "root", "SpaceAfter=No"),
    (".", "4", "punct", "_"),
    ("# newpar", "", "", ""),
    ("She", "2", "nsubj", "Entity=(2-person-giv)"),
    ("praised", "0", "root", "_"),
    ("their", "4", "nmod:poss", "Entity=(4-event-new(1-person-giv)"),
    ("trip", "2", "obj", "Entity=4)|SpaceAfter=No"),
    (".", "2", "punct", "_"),
]
_CHAINS = ["(1(2)", "_", "1)", "_", "_", "(2)", "_", "(1)", "_", "_"]


def _write(folder: Path, chains: list[str]) -> None:
    blocks: list[list[str]] = []
    words = []
    for form, head, relation, last in _ROWS:
        if form.startswith("#"):
            blocks.append([form])
            continue
        number = len(blocks[-1])
        blocks[-1].append("\t".join([str(number), form, "_", "_", "_", "_", head, relation, "_", last]))
        words.append(form)
    for layer in ("dep", "ontogum"):
        (folder / "dev" / layer).mkdir(parents=True)
    trees = "\n\n".join("\n".join(block) for block in blocks)
    (folder / "dev" / "dep" / "GUM_x.conllu").write_text(trees + "\n", encoding="utf-8")
    lines = [f"{n}\t{word}\t{mark}" for n, (word, mark) in enumerate(zip(words, chains, strict=False))]
    layer_file = folder / "dev" / "ontogum" / "GUM_x.conll"
    layer_file.write_text("\n".join(["# begin document x", *lines, ""]), encoding="utf-8")


def _read(folder: Path, chains: list[str]) -> ChainedText:
    _write(folder, chains)
    (text,) = read_chained_texts(folder, "dev")
    return text


def _shown(text: ChainedText) -> dict[str, str]:
    return {text.text[a:b]: text.text[head:].split()[0].rstrip(".") for (a, b), head in text.phrases.items()}


def test_text_phrases_and_heads(tmp_path: Path) -> None:
    """Paragraphs stand apart, and of two phrases with one head the joined one is headed by its conjunction."""
    text = _read(tmp_path, _CHAINS)
    assert text.text == "Anna and Paul left.\n\nShe praised their trip."
    assert _shown(text) == {
        "Anna": "Anna", "Anna and Paul": "and", "Paul": "Paul", "She": "She", "their": "their", "their trip": "trip",
    }  # fmt: skip


def test_chains_are_spans_of_the_text(tmp_path: Path) -> None:
    """Brackets that open, close and do both become chains; nested spans stay apart."""
    text = _read(tmp_path, _CHAINS)
    assert [[text.text[a:b] for a, b in chain] for chain in text.chains] == [
        ["Anna", "She"],
        ["Anna and Paul", "their"],
    ]


def test_a_span_marked_twice_stays_in_the_first_chain(tmp_path: Path) -> None:
    """A mention stands in one chain only, and what is left of a chain of two is none."""
    text = _read(tmp_path, ["(2)(5)", "_", "_", "_", "_", "(2)", "_", "(5)", "_", "_"])
    assert [[text.text[a:b] for a, b in chain] for chain in text.chains] == [["Anna", "She"]]


def test_layers_that_differ_are_refused(tmp_path: Path) -> None:
    """A chain file with other tokens than the tree file is an error that names it."""
    with pytest.raises(ValueError, match=r"GUM_x\.conll: 7 tokens, its tree file has 10"):
        _read(tmp_path, _CHAINS[:7])


def test_what_is_written_as_one_has_no_space_inside(tmp_path: Path) -> None:
    """A line with a range of tokens says that they're one word, and what follows it; tokens keep their own spans."""
    _write(tmp_path, _CHAINS)
    trees = tmp_path / "dev" / "dep" / "GUM_x.conllu"
    whole = trees.read_text(encoding="utf-8")
    joined = "\t".join(["2-3", "praisedtheir", *"_" * 7, "SpaceAfter=No"])
    trees.write_text(whole.replace("\n2\tpraised", f"\n{joined}\n2\tpraised"), encoding="utf-8")
    (text,) = read_chained_texts(tmp_path, "dev")
    assert text.text == "Anna and Paul left.\n\nShe praisedtheirtrip."
    assert [text.text[a:b] for a, b in text.chains[1]] == ["Anna and Paul", "their"]
