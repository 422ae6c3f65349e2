"""How far apart two words are, for slips of the pen in months and in names."""

from __future__ import annotations


def one_edit(word: str, other: str) -> bool:
    """Whether one letter inserted, deleted, changed, or swapped with its neighbour makes the one into the other.

    A word is no edit away from itself; the caller has looked for that already.
    """
    if abs(len(word) - len(other)) > 1 or word == other:
        return False
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    left, right = word[same:], other[same:]
    if len(left) > len(right):
        return left[1:] == right
    if len(left) < len(right):
        return left == right[1:]
    return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
