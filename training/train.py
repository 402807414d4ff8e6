"""Makes the tagger's weights: `python -m training.train`; a conditional random field, then bytes.

Every round reads texts that were never read before, made from the templates; part of the gazetteer is hidden
each time, so that the tagger also learns to do without. See docs/reference/tagger.md for the figures.
"""

import argparse
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from rich.console import Console
from scipy.sparse import csr_matrix

from lightyear.guard import tagging
from lightyear.guard.tagging import twin
from training import chinese, english, gazetteer, technical
from training.grammar import Labelled

BITS = 20
TAGS = twin.TAGS
HIDDEN = (0.0, 0.1, 0.3, 0.6)
"""The shares of the gazetteer that the texts of a round do without."""
TECHNICAL = 0.2
KINDS = {"name": 1, "address": 2}
DROPPED = 0.3
"""The share of a token's features that each step does without, so that no single one is leant on."""
LONGEST = 400
BATCH_TOKENS = 1_500
SCALE = 24.0
"""What a weight of 1 is in bytes."""

Arrays = np.ndarray[Any, Any]
console = Console(stderr=True)


@dataclass(frozen=True)
class Example:
    """One text: the rows of each of its tokens, and the tag that is right."""

    rows: list[tuple[int, ...]]
    tags: list[int]


@dataclass
class Field:
    """A linear-chain conditional random field, learnt by AdaGrad."""

    rate: float = 0.12
    keep: float = 1e-7
    random: Random = field(default_factory=lambda: Random(11))
    weights: Arrays = field(default_factory=lambda: np.zeros((1 << BITS, TAGS), np.float32))
    moves: Arrays = field(default_factory=lambda: np.zeros((TAGS + 1, TAGS), np.float32))
    seen: Arrays = field(default_factory=lambda: np.full((1 << BITS, TAGS), 1e-2, np.float32))
    seen_moves: Arrays = field(default_factory=lambda: np.full((TAGS + 1, TAGS), 1e-2, np.float32))

    def learn(self, batch: Sequence[Example]) -> float:
        """Take one step; returns the loss per token."""
        matrix, tags, mask = _arranged(batch, self.random)
        scores = (matrix @ self.weights).reshape(*tags.shape, TAGS)
        loss, slope, slope_moves = _slopes(scores, self.moves, tags, mask)
        gradient = (matrix.T @ slope.reshape(-1, TAGS)) / len(batch) + self.keep * self.weights
        _step(self.weights, self.seen, gradient, self.rate)
        _step(self.moves, self.seen_moves, slope_moves / len(batch), self.rate)
        return float(loss / mask.sum())


def texts(seed: int, count: int, *, held_back: bool) -> Iterator[Labelled]:
    """English and Chinese in like parts, and some text in which nobody is named."""
    dry = int(count * TECHNICAL)
    return chain(
        english.texts(seed, (count - dry) // 2, held_back=held_back),
        chinese.texts(seed, (count - dry) // 2, held_back=held_back),
        technical.texts(seed, dry, held_back=held_back),
    )


def examples(tagger: Any, found: Iterator[Labelled]) -> Iterator[Example]:
    """What the tagger sees of each text, with the tag of each token."""
    for one in found:
        tokens = tagger.features(one.text)[:LONGEST]
        if tokens:
            yield Example([rows for _, _, rows in tokens], _tags(tokens, one.spans))


def makers(known: Mapping[int, int], random: Random) -> list[Any]:
    """A feature maker for each share of the gazetteer that is hidden."""
    return [
        _maker({key: mask for key, mask in known.items() if random.random() >= share}) for share in HIDDEN
    ]


def train(*, rounds: int, count: int, seed: int) -> Field:
    """Learn from `rounds` times `count` texts."""
    known = gazetteer.table(gazetteer.entries())
    learner, random = Field(), Random(seed)
    for number in range(rounds):
        tagger = makers(known, random)[number % len(HIDDEN)]
        found = list(examples(tagger, texts(seed * 1_000 + number, count, held_back=False)))
        losses = [learner.learn(batch) for batch in _batches(found, random)]
        console.print(f"round {number + 1} of {rounds}: {len(found):,} texts, loss {np.mean(losses):.5f}")
        learner.rate *= 0.93
    return learner


def write(learner: Field, known: Mapping[int, int], path: Path, *, bias: int) -> None:
    """Round the weights to bytes and write the model."""
    padded = np.zeros((1 << BITS, twin.LANES), np.int8)
    padded[:, :TAGS] = np.clip(np.rint(learner.weights * (1 - DROPPED) * SCALE), -127, 127)
    moves = np.rint(learner.moves * SCALE).astype("<i4")
    keys = np.array(sorted(known), "<u8")
    masks = np.array([known[key] for key in sorted(known)], "<u2")
    parts = (padded.tobytes(), moves.tobytes(), keys.tobytes(), masks.tobytes())
    header = np.array([BITS, bias, *map(len, parts)], "<i4").tobytes()
    path.write_bytes(tagging.MAGIC + zlib.compress(header + b"".join(parts), 9))


def _maker(known: Mapping[int, int]) -> Any:
    keys = np.array(sorted(known), "<u8").tobytes()
    masks = np.array([known[key] for key in sorted(known)], "<u2").tobytes()
    weights, moves = bytes(twin.LANES << BITS), bytes((TAGS + 1) * TAGS * 4)
    return tagging.Tagger(weights, moves, keys, masks, BITS, 0)


def _tags(tokens: Sequence[tuple[int, int, Any]], spans: Sequence[tuple[int, int, str]]) -> list[int]:
    tags = [0] * len(tokens)
    for start, end, label in spans:
        inside = [at for at, (first, last, _) in enumerate(tokens) if first < end and start < last]
        for at in inside:
            tags[at] = 2 * KINDS[label] - (at == inside[0])
    return tags


def _batches(found: list[Example], random: Random) -> Iterator[list[Example]]:
    """Texts of like length together, in random order."""
    found = sorted(found, key=lambda one: (len(one.tags), random.random()))
    batches: list[list[Example]] = [[]]
    tokens = 0
    for one in found:
        if tokens + len(one.tags) > BATCH_TOKENS:
            batches.append([])
            tokens = 0
        batches[-1].append(one)
        tokens += len(one.tags)
    random.shuffle(batches)
    yield from (batch for batch in batches if batch)


def _arranged(batch: Sequence[Example], random: Random) -> tuple[csr_matrix, Arrays, Arrays]:
    """A matrix of tokens by rows (texts padded to one length), the tags, and which tokens are real."""
    longest = max(len(one.tags) for one in batch)
    tags = np.zeros((len(batch), longest), np.int64)
    mask = np.zeros((len(batch), longest), bool)
    columns: list[int] = []
    counts = np.zeros(len(batch) * longest + 1, np.int64)
    for number, one in enumerate(batch):
        tags[number, : len(one.tags)] = one.tags
        mask[number, : len(one.tags)] = True
        for at, rows in enumerate(one.rows):
            kept = [row for row in rows if random.random() >= DROPPED]
            columns += kept
            counts[number * longest + at + 1] = len(kept)
    ones = np.ones(len(columns), np.float32)
    shape = (len(batch) * longest, 1 << BITS)
    return csr_matrix((ones, np.array(columns, np.int32), np.cumsum(counts)), shape=shape), tags, mask


def _slopes(scores: Arrays, moves: Arrays, tags: Arrays, mask: Arrays) -> tuple[float, Arrays, Arrays]:
    """Loss and gradients of the log-likelihood: forward, then backward (Lafferty et al. 2001)."""
    length = scores.shape[1]
    inner, first = moves[:TAGS], moves[TAGS]
    forward = np.empty_like(scores)
    forward[:, 0] = scores[:, 0] + first
    for at in range(1, length):
        reached = _logsum(forward[:, at - 1, :, None] + inner, axis=1) + scores[:, at]
        forward[:, at] = np.where(mask[:, at, None], reached, forward[:, at - 1])
    total = _logsum(forward[:, -1], axis=1)
    backward = np.zeros_like(scores)
    slope_moves = np.zeros_like(moves)
    for at in range(length - 1, 0, -1):
        behind = inner + (scores[:, at] + backward[:, at])[:, None, :]
        pair = np.exp(forward[:, at - 1, :, None] + behind - total[:, None, None]) * mask[:, at, None, None]
        slope_moves[:TAGS] += pair.sum(axis=0)
        backward[:, at - 1] = np.where(mask[:, at, None], _logsum(behind, axis=2), backward[:, at])
    marginal = np.exp(forward + backward - total[:, None, None]) * mask[:, :, None]
    gold = np.eye(TAGS, dtype=np.float32)[tags] * mask[:, :, None]
    slope_moves[TAGS] = (marginal[:, 0] - gold[:, 0]).sum(axis=0)
    both = mask[:, 1:].ravel()
    np.subtract.at(slope_moves, (tags[:, :-1].ravel()[both], tags[:, 1:].ravel()[both]), 1)
    right = (scores * gold).sum() + first[tags[:, 0]].sum()
    right += inner[tags[:, :-1].ravel()[both], tags[:, 1:].ravel()[both]].sum()
    return float(total.sum() - right), (marginal - gold).astype(np.float32), slope_moves


def _logsum(values: Arrays, *, axis: int) -> Arrays:
    most = values.max(axis=axis, keepdims=True)
    summed: Arrays = np.squeeze(most, axis) + np.log(np.exp(values - most).sum(axis=axis))
    return summed


def _step(weights: Arrays, seen: Arrays, gradient: Arrays, rate: float) -> None:
    seen += gradient * gradient
    weights -= rate * gradient / np.sqrt(seen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--count", type=int, default=50_000, help="texts a round")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--bias", type=int, default=-10, help="added to being outside, in bytes")
    parser.add_argument("--out", type=Path, default=tagging.MODEL)
    asked = parser.parse_args()
    gazetteer.write_everyday()
    gazetteer.write_towns()
    learner = train(rounds=asked.rounds, count=asked.count, seed=asked.seed)
    write(learner, gazetteer.table(gazetteer.entries()), asked.out, bias=asked.bias)
    console.print(f"{asked.out}: {asked.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
