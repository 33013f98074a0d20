"""Which variant was made from which. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.model.variant import Variant


@dataclass(frozen=True, slots=True)
class LineageNode:
    """A model (no variant) or a variant. `parent` is its index in the list of nodes, -1 at the top."""

    parent: int
    row: int
    model: str
    variant: Variant | None
    children: tuple[int, ...]


def lineage(variants: Sequence[Variant]) -> tuple[LineageNode, ...]:
    """All nodes: models by name, below them their variants by version, each below the one it was made from.

    A variant whose parent is unknown, of another model, or its own descendant stands below the model.
    """
    nodes: list[tuple[int, int, str, Variant | None]] = []
    children: list[list[int]] = []

    def add(parent: int, model: str, variant: Variant | None) -> int:
        index = len(nodes)
        siblings = children[parent] if parent >= 0 else [i for i, node in enumerate(nodes) if node[0] < 0]
        nodes.append((parent, len(siblings), model, variant))
        children.append([])
        if parent >= 0:
            children[parent].append(index)
        return index

    for model in sorted({variant.model for variant in variants}):
        family = sorted((variant for variant in variants if variant.model == model), key=lambda item: item.version)
        top = add(-1, model, None)
        placed: dict[str, int] = {}
        waiting = list(family)
        known = {variant.sha256 for variant in family}
        while waiting:
            ready = [item for item in waiting if item.parent_sha256 in placed or item.parent_sha256 not in known]
            for item in ready or waiting[:1]:
                placed[item.sha256] = add(placed.get(item.parent_sha256, top), model, item)
                waiting.remove(item)
    return tuple(LineageNode(*node, tuple(below)) for node, below in zip(nodes, children, strict=True))
