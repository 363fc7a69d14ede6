"""
Hidden units beside a softmax regression, so that two things together may tell what neither does alone.

    "will" says commit | "will" and "regret" say threaten

Each network is a linear layer and one hidden layer side by side over the same columns, with dropout on both
(Srivastava et al. 2014). Logits of several are averaged, which is a network of all their units, and added to the
regression's.
"""

import numpy as np
from scipy import sparse

__all__ = ["with_hidden_units"]

UNITS, PASSES, BATCH = 32, 6, 128
RATE, DECAY = 2e-3, 0.03
UNSEEN, UNHEARD = 0.15, 0.5
"""Shares of the columns and of the units that a step leaves out."""


def with_hidden_units(
    x: sparse.csr_matrix, wanted: np.ndarray, linear: np.ndarray, nets: int
) -> tuple[np.ndarray, np.ndarray]:
    """
    Return weights [columns, acts + nets * UNITS] and what each unit says of each act [nets * UNITS, acts].

    x [rows, columns], the last but one of which is always 1; `linear` [columns, acts] are the regression's weights.
    """
    found = [_taught(x.toarray().astype(np.float32), wanted, linear.shape[1], seed) for seed in range(nets)]
    own = linear + sum(each[0] for each in found) / nets
    return np.hstack([own, *(hidden for _, hidden, _ in found)]), np.concatenate([out / nets for *_, out in found])


def _taught(x: np.ndarray, wanted: np.ndarray, acts: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Teach one network; return its linear weights [columns, acts], its units' [columns, UNITS], and theirs."""
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    columns, answers = torch.from_numpy(x), torch.from_numpy(wanted)
    linear = torch.nn.Linear(x.shape[1], acts)
    hidden, out = torch.nn.Linear(x.shape[1], UNITS), torch.nn.Linear(UNITS, acts)
    layers = (linear, hidden, out)
    optimizer = torch.optim.AdamW([w for layer in layers for w in layer.parameters()], lr=RATE, weight_decay=DECAY)
    for _ in range(PASSES):
        for batch in torch.randperm(len(columns)).split(BATCH):
            seen = functional.dropout(columns[batch], UNSEEN)
            heard = functional.dropout(functional.relu(hidden(seen)), UNHEARD)
            loss = functional.cross_entropy(linear(seen) + out(heard), answers[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    weights = [layer.weight.detach().numpy().T.astype(np.float64) for layer in layers]
    biases = [layer.bias.detach().numpy() for layer in layers]
    always = -2  # the column that is 1 in every row
    weights[0][always] += biases[0] + biases[2]
    weights[1][always] += biases[1]
    return weights[0], weights[1], weights[2]
