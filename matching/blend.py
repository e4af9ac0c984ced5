"""Content blended with what decisions teach, each as one more contribution to the score."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.both import Kind, learn_kinds
from matching.catalogue import Catalogue, People
from matching.content import ContentScorer
from matching.encode import ProfileEncoder
from matching.lexicon import Floats32
from matching.others import Others
from matching.profiles import Decision, Person
from matching.veto import Refusals

Floats = NDArray[np.float64]
BOTH_SIDES, OTHERS = "both_sides", "others"


@dataclass
class Blend:
    """Adds to content what both sides' answers teach and, where a history is known, what others chose."""

    others: Others = field(default_factory=Others.none)
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    @classmethod
    def learn(
        cls,
        people: Sequence[Person],
        catalogue: Catalogue,
        decisions: Iterable[Decision],
        refusals: Refusals,
        encoder: ProfileEncoder,
        scorer: ContentScorer,
        random_state: int,
    ) -> "Blend":
        """From decisions, of which `refusals` holds what stands."""
        kinds = learn_kinds(people, catalogue, decisions, encoder, scorer, random_state)
        return cls(Others.learn(refusals.accepted), kinds)

    def mutual(self, parts: Mapping[str, Floats32], content: Floats, catalogue: Catalogue) -> Floats | None:
        """(b, n_offers) added for the interest of both sides; None where nothing is known of any kind here."""
        known = [kind for kind in catalogue.kinds if kind in self.kinds]
        if not known:
            return None
        if len(catalogue.kinds) == 1:
            return self.kinds[known[0]].added(parts, content)
        added = np.zeros(content.shape)
        for kind in known:
            rows = catalogue.kinds[kind]
            some = {part: values[:, rows] if values.shape[1] != 1 else values for part, values in parts.items()}
            added[:, rows] = self.kinds[kind].added(some, content[:, rows])
        return added

    def added(
        self, batch: People, parts: Mapping[str, Floats32], content: Floats, catalogue: Catalogue, refusals: Refusals
    ) -> dict[str, Floats]:
        """{contribution: (b, n_offers)}; what nothing is known for is left out, so content stays as it is."""
        found: dict[str, Floats] = {}
        both = self.mutual(parts, content, catalogue)
        if both is not None:
            found[BOTH_SIDES] = both
        lifts = [self.others.lift(refusals.accepted.get(person.id, ())) for person in batch.people]
        if any(lifts):
            before = content if both is None else content + both
            lifted, at = np.zeros(content.shape), self.others.rows_in(catalogue)
            for row, lift in enumerate(lifts):
                if lift is not None:
                    here = at[lift.columns]
                    rows, worth = here[here >= 0], lift.worth[here >= 0]
                    # A share of what is missing to 1: nothing that nobody chose yet falls for it.
                    lifted[row, rows] = worth * (1.0 - before[row, rows])
            found[OTHERS] = lifted
        return found

    def told(self, added: Mapping[str, Floats], histories: Sequence[Collection[str]]) -> "Told | None":
        """What an explainer needs to name one of her own offers."""
        return Told(self.others, added[OTHERS], histories) if OTHERS in added else None

    def without(self, refusals: Refusals) -> "Blend":
        """With weights between offers as if only what stands in `refusals` had been chosen."""
        return Blend(Others.learn(refusals.accepted), self.kinds)


@dataclass(frozen=True)
class Told:
    """(b, n_offers) what others' choices add for a batch of people, and what each of them chose herself."""

    others: Others
    added: Floats
    histories: Sequence[Collection[str]]

    def speaker(self, person_row: int, offer_id: str) -> str:
        """The one of her own offers that speaks most for this one."""
        return self.others.speaker(self.histories[person_row], offer_id)
