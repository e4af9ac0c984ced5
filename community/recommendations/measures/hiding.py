"""Taking small numbers out, with as many others as it takes that nobody can work them out from the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from matching.fairness import SMALLEST_TOLD

STEP = 5


def hidden(counts: Mapping[str, int], small: Collection[str] | None = None) -> set[str]:
    """The groups that are not told: small ones, and with a single one, or a few that are small together, the next.

    `small`: which are too small, where another number than the count decides that.
    """
    if small is None:
        small = [group for group, count in counts.items() if 0 < count < SMALLEST_TOLD]
    found = set(small)
    others = sorted((count, group) for group, count in counts.items() if count and group not in found)
    for _count, group in others:
        if not found or (len(found) > 1 and sum(counts[one] for one in found) >= SMALLEST_TOLD):
            break
        found.add(group)
    return found


def hidden_parts(got: Mapping[str, int], people: Mapping[str, int]) -> set[str]:
    """The groups of which it is not told how many of their people were reached: too few, or all but too few."""
    missed = {group: people[group] - count for group, count in got.items()}
    small = {group for group, count in got.items() if min(count, missed[group]) < SMALLEST_TOLD}
    found = hidden(got, small)
    while (more := hidden(missed, found) | hidden(got, found)) != found:
        found = more
    return found


def in_parts(groups: Iterable[str], part_of: Mapping[str, str]) -> list[list[str]]:
    """Groups that are told with their sum, put together: those of one part each hide for themselves."""
    parts: dict[str, list[str]] = {}
    for group in groups:
        parts.setdefault(part_of.get(group, ""), []).append(group)
    return list(parts.values())


def told_share(part: float, whole: float) -> float:
    """Which part of a group, by rounded numbers alone: an exact share would tell how many people stand behind it."""
    return rounded(part) / rounded(whole) if rounded(whole) else 0.0


def in_halves(mean: float) -> float:
    """A mean a head to the next half, for the same reason."""
    return round(mean * 2) / 2


def rounded(number: float) -> int:
    """To the next five, so that two nights side by side do not show one person."""
    return STEP * round(number / STEP)
