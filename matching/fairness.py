"""Who gets how much out of the lists, group by group. Groups come from the caller alone and never enter a score."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

from matching.errors import InvalidParameterError

# Groups smaller than this are counted in the whole but not told of: their members could be guessed.
SMALLEST_TOLD = 5
ALARM_BELOW = 0.5


@dataclass(frozen=True)
class GroupShare:
    """What one group gets; a `share` of 1 is what it would get if all were treated alike, None without any.

    listed: suggestions a head; score: mean score of these; served: share of its people who got what they asked for.
    """

    group: str
    people: int
    listed: float
    score: float
    served: float
    listed_share: float | None
    served_share: float | None

    @property
    def alarm(self) -> bool:
        """Whether it gets less than half of its share of suggestions or of places."""
        shares = (self.listed_share, self.served_share)
        return any(share is not None and share < ALARM_BELOW for share in shares)


def group_shares(
    lists: Mapping[str, Sequence[tuple[str, float]]],
    groups: Mapping[str, str],
    served: Collection[str] = (),
    smallest: int = SMALLEST_TOLD,
) -> list[GroupShare]:
    """By group, in the order of their names; groups of fewer than `smallest` people are left out.

    lists: person -> (offer, score); groups: person -> group, of everybody who is asked about, with or without a list;
    served: people who got a place. InvalidParameterError where `smallest` is below 1.
    """
    if smallest < 1:
        raise InvalidParameterError(f"smallest must be at least 1, not {smallest!r}")
    members: dict[str, list[str]] = {}
    for person, group in groups.items():
        members.setdefault(group, []).append(person)
    got = set(served)
    listed_a_head = sum(len(lists.get(person, ())) for person in groups) / max(len(groups), 1)
    served_a_head = sum(person in got for person in groups) / max(len(groups), 1)
    found = []
    for group, people in sorted(members.items()):
        if len(people) < smallest:
            continue
        scores = [score for person in people for _offer, score in lists.get(person, ())]
        listed = len(scores) / len(people)
        reached = sum(person in got for person in people) / len(people)
        found.append(
            GroupShare(
                group,
                len(people),
                listed,
                sum(scores) / len(scores) if scores else 0.0,
                reached,
                listed / listed_a_head if listed_a_head else None,
                reached / served_a_head if served_a_head else None,
            )
        )
    return found


def chance_of_so_few(got: int, people: int, share: float) -> float:
    """How likely so few of `people`, or fewer, are reached where each is with the chance `share`: the binomial tail.

    Tells a group that gets too little from one that was merely unlucky.
    """
    if not 0 < share < 1 or not 0 <= got < people:
        return 1.0
    steps = (
        lgamma(people + 1) - lgamma(k + 1) - lgamma(people - k + 1) + k * log(share) + (people - k) * log(1 - share)
        for k in range(got + 1)
    )
    return min(1.0, sum(map(exp, steps)))
