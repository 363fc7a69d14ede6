"""
The whole network in one file.

    pieces, features -> encoder (MiniLM-L6, Wang et al. 2020) -> one vector a word
    words -> tags of statements (CRF), triggers, mentions, certainty
    words seen from one predicate (a cue, a trigger) -> tags of its arguments (CRF), labels of the predicate

Shapes: B windows, P pieces, W words, N predicates, L words around a predicate, H = 384, D = 192.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from onrecord.reading.features import FEATURE_SIZES
from onrecord.reading.labels import (
    ACTS,
    CUE_TAGS,
    EVENT_ROLE_TAGS,
    FACTUALITIES,
    MENTION_TAGS,
    MODE_NAMES,
    PREDICATE_TYPES,
    SOURCE_KINDS,
    STATEMENT_ROLE_TAGS,
    STATEMENT_TAGS,
    TENSES,
    TRIGGER_TAGS,
)
from onrecord.reading.predicates import DISTANCES
from training.crf import LinearChain
from training.labels import PHRASE_TAGS, PROP_TAGS, SIDE_TAGS

__all__ = ["LABEL_HEADS", "Arguments", "Encoder", "MentionHead", "Network", "Sizes", "attention"]

LABEL_HEADS = ("kind", "act", "factuality", "tense", "mode")
"""Labels of a predicate, in the order in which `Arguments` gives them."""


@dataclass(frozen=True)
class Sizes:
    """Dimensions of the encoder, fixed by the weights that it starts from, and of what is ours."""

    vocabulary: int = 30522
    positions: int = 512
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    argument_hidden: int = 192
    argument_layers: int = 2
    argument_heads: int = 4
    dropout: float = 0.1


Attention = Callable[[Tensor, Tensor, Tensor, Tensor | None, int], Tensor]


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None, heads: int) -> Tensor:
    """
    q, k, v [B, P, H], mask [B, P] of 0 and 1 (None: nothing is padding) -> [B, P, H].

    Written out on a CPU: there training is up to three times faster so than by the fused kernel (training/LOG.md).
    """
    b, p, h = q.shape
    q, k, v = (x.view(b, p, heads, h // heads).transpose(1, 2) for x in (q, k, v))
    if q.is_cuda:
        real = None if mask is None else mask.bool()[:, None, None, :]
        return F.scaled_dot_product_attention(q, k, v, attn_mask=real).transpose(1, 2).reshape(b, p, h)
    scores = torch.matmul(q, k.transpose(-1, -2)) * (h // heads) ** -0.5
    if mask is not None:
        scores = scores + ((1.0 - mask.to(q.dtype)) * -1e4)[:, None, None, :]
    return torch.matmul(torch.softmax(scores, -1), v).transpose(1, 2).reshape(b, p, h)


class Layer(nn.Module):
    """A transformer layer, normalised after each part as in BERT."""

    def __init__(self, hidden: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.attend: Attention = attention
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x [B, P, H], mask [B, P] of 0 and 1 (None: nothing is padding) -> [B, P, H]."""
        q, k, v = self.qkv(x).chunk(3, -1)
        x = self.norm1(x + self.out(self.attend(q, k, v, mask, self.heads)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class MentionHead(nn.Module):
    """Tags of mentions from each word and its two neighbours: where a name ends shows in what follows."""

    def __init__(self, hidden: int, dropout: float) -> None:
        super().__init__()
        self.near = nn.Linear(3 * hidden, hidden // 2)
        self.tags = nn.Linear(hidden // 2, len(MENTION_TAGS))
        self.dropout = nn.Dropout(2 * dropout)

    def forward(self, vectors: Tensor) -> Tensor:
        """vectors [B, W, H] -> [B, W, tags]."""
        edge = torch.zeros_like(vectors[:, :1])
        before = torch.cat([edge, vectors[:, :-1]], 1)
        after = torch.cat([vectors[:, 1:], edge], 1)
        return self.tags(self.dropout(F.gelu(self.near(torch.cat([before, vectors, after], -1)))))


class Encoder(nn.Module):
    """Pieces with features in, one vector a word and the tag scores of each word out."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        h = sizes.hidden
        self.words = nn.Embedding(sizes.vocabulary, h)
        self.positions = nn.Embedding(sizes.positions, h)
        self.norm = nn.LayerNorm(h, eps=1e-12)
        self.features = nn.ModuleList(nn.Embedding(n + 1, h) for n in FEATURE_SIZES)
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.dropout = nn.Dropout(sizes.dropout)
        self.layers = nn.ModuleList(Layer(h, sizes.heads, sizes.inner, sizes.dropout) for _ in range(sizes.layers))
        # Case is lost to the vocabulary; the heads see the shape again beside the encoder's vector.
        self.shape = nn.Embedding(FEATURE_SIZES[0] + 1, 32)
        self.quote = nn.Embedding(FEATURE_SIZES[1] + 1, 16)
        self.mix = nn.Linear(h + 48, h)
        self.statements = nn.Linear(h, len(STATEMENT_TAGS))
        self.cues = nn.Linear(h, len(CUE_TAGS))
        self.triggers = nn.Linear(h, len(TRIGGER_TAGS))
        self.mentions = MentionHead(h, sizes.dropout)
        self.certainty = nn.Linear(h, 1)

    def embedded(self, pieces: Tensor, features: Tensor) -> Tensor:
        """Return what the first layer sees of each piece, [B, P, H]."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]]
        for column, table in enumerate(self.features):
            x = x + table(features[..., column])
        return self.dropout(self.norm(x))

    def contextual(self, pieces: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """Return one vector a piece, [B, P, H]; arguments as of `forward`."""
        x = self.embedded(pieces, features)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None, firsts: Tensor) -> tuple[Tensor, ...]:
        """
        pieces [B, P], features [B, P, 4] (0 on border pieces, value + 1 elsewhere), mask [B, P] of 0 and 1
        (None: all 1), firsts [B, W] (each word's first piece) -> vectors [B, W, H] and the heads' scores [B, W, tags].
        """
        x = self.contextual(pieces, features, mask)
        at = firsts[..., None]
        seen = x.gather(1, at.expand(-1, -1, x.shape[-1]))
        cased = features.gather(1, at.expand(-1, -1, features.shape[-1]))
        vectors = F.gelu(self.mix(torch.cat([seen, self.shape(cased[..., 0]), self.quote(cased[..., 1])], -1))) + seen
        vectors = self.dropout(vectors)
        return (
            vectors,
            self.statements(vectors),
            self.cues(vectors),
            self.triggers(vectors),
            self.mentions(vectors),
            self.certainty(vectors)[..., 0],
        )


class Arguments(nn.Module):
    """The words around a predicate, seen from it."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        h, d = sizes.hidden, sizes.argument_hidden
        self.word = nn.Linear(h, d)
        self.predicate = nn.Linear(h, d)
        self.product = nn.Linear(h, d)
        self.distance = nn.Embedding(DISTANCES, d)
        self.sort = nn.Embedding(PREDICATE_TYPES, d)
        self.norm = nn.LayerNorm(d)
        self.layers = nn.ModuleList(
            Layer(d, sizes.argument_heads, 2 * d, sizes.dropout) for _ in range(sizes.argument_layers)
        )
        self.statement = nn.Linear(d, len(STATEMENT_ROLE_TAGS))
        self.event = nn.Linear(d, len(EVENT_ROLE_TAGS))
        self.props = nn.Linear(d, len(PROP_TAGS))
        self.kind = _labels(h + 3 * d, len(SOURCE_KINDS), sizes.dropout)
        self.act = _labels(h + 3 * d, len(ACTS), sizes.dropout)
        self.factuality = nn.Linear(h + d, len(FACTUALITIES))
        self.tense = nn.Linear(h + d, len(TENSES))
        self.mode = nn.Linear(h + d, len(MODE_NAMES))

    def encode(self, words: Tensor, predicate: Tensor, distance: Tensor, sort: Tensor, mask: Tensor) -> Tensor:
        """words [N, L, H], predicate [N, H], distance [N, L] buckets, sort [N], mask [N, L] -> [N, L, D]."""
        p = self.predicate(predicate) + self.sort(sort)
        x = self.word(words) + p[:, None] + self.distance(distance)
        x = x + self.word(words) * self.product(predicate)[:, None]
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(
        self, words: Tensor, predicate: Tensor, distance: Tensor, sort: Tensor, mask: Tensor, centre: Tensor
    ) -> tuple[Tensor, ...]:
        """As `encode`, with centre [N] the predicate's place in L -> role scores [N, L, tags], labels [N, labels]."""
        x = self.encode(words, predicate, distance, sort, mask)
        roles = self.statement(x)
        own = x.gather(1, centre[:, None, None].expand(-1, 1, x.shape[-1]))[:, 0]
        return (roles, self.event(x), *self.labels(x, predicate, own, roles, mask))

    def labels(self, x: Tensor, predicate: Tensor, own: Tensor, roles: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """x [N, L, D], predicate [N, H], own [N, D] its place in x, roles [N, L, 5] -> kind, act, factuality, …"""
        at = torch.cat([predicate, own], -1)
        # Who speaks tells the kind, what is said the act: their words are averaged by their chance of being it.
        chance = torch.softmax(roles.detach(), -1) * mask.to(roles.dtype)[..., None]
        source, content = (_averaged(x, chance[..., i] + chance[..., i + 1]) for i in (1, 3))
        spoken = torch.cat([at, source, content], -1)
        return (self.kind(spoken), self.act(spoken), self.factuality(at), self.tense(at), self.mode(at))


def _labels(inputs: int, labels: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, 128), nn.GELU(), nn.Dropout(dropout), nn.Linear(128, labels))


def _averaged(x: Tensor, weight: Tensor) -> Tensor:
    """x [N, L, D] and weight [N, L] -> [N, D]; near nothing where all weights are."""
    return (x * weight[..., None]).sum(1) / (weight.sum(1, keepdim=True) + 0.1)


class Network(nn.Module):
    """Encoder, arguments, the chains, and the heads of helping tasks."""

    def __init__(self, sizes: Sizes | None = None) -> None:
        super().__init__()
        self.sizes = sizes or Sizes()
        self.encoder = Encoder(self.sizes)
        self.arguments = Arguments(self.sizes)
        self.statement_chain = LinearChain(STATEMENT_TAGS)
        self.mention_chain = LinearChain(MENTION_TAGS)
        self.statement_role_chain = LinearChain(STATEMENT_ROLE_TAGS)
        self.event_role_chain = LinearChain(EVENT_ROLE_TAGS)
        self.prop_chain = LinearChain(PROP_TAGS)
        self.phrases = nn.Linear(self.sizes.hidden, len(PHRASE_TAGS))
        self.sides = nn.Linear(self.sizes.hidden, len(SIDE_TAGS))

    def load_encoder(self, tensors: dict[str, Tensor]) -> None:
        """Take the weights of a BERT-shaped encoder, names as in the MiniLM release."""
        e = self.encoder
        token_type = tensors["embeddings.token_type_embeddings.weight"][0]
        own = {"words.weight": tensors["embeddings.word_embeddings.weight"]}
        own["positions.weight"] = tensors["embeddings.position_embeddings.weight"] + token_type
        for part in ("weight", "bias"):
            own[f"norm.{part}"] = tensors[f"embeddings.LayerNorm.{part}"]
        for i in range(self.sizes.layers):
            theirs = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                own[f"layers.{i}.qkv.{part}"] = torch.cat(
                    [tensors[f"{theirs}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                )
                own[f"layers.{i}.out.{part}"] = tensors[f"{theirs}attention.output.dense.{part}"]
                own[f"layers.{i}.norm1.{part}"] = tensors[f"{theirs}attention.output.LayerNorm.{part}"]
                own[f"layers.{i}.up.{part}"] = tensors[f"{theirs}intermediate.dense.{part}"]
                own[f"layers.{i}.down.{part}"] = tensors[f"{theirs}output.dense.{part}"]
                own[f"layers.{i}.norm2.{part}"] = tensors[f"{theirs}output.LayerNorm.{part}"]
        missing, unexpected = e.load_state_dict(own, strict=False)
        ours = ("features", "shape", "quote", "mix", "statements", "cues", "triggers", "mentions", "certainty")
        left = [name for name in missing if not name.startswith(ours)]
        if left or unexpected:
            raise ValueError(f"encoder weights do not fit: missing {left}, unexpected {unexpected}")
