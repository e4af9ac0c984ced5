"""What a fitted matcher is made of, as arrays and JSON, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

from matching.blend import Blend
from matching.both import SIDES, Kind, Line
from matching.content import ContentScorer
from matching.encode import ProfileEncoder
from matching.errors import DamagedModelError, InvalidProfileError, VocabularyMismatchError
from matching.hubs import References
from matching.others import Others
from matching.profiles import Offer
from matching.storage import offer_to_json
from matching.veto import Refusals
from matching.vocabulary import Vocabulary
from matching.weights import PARTS, checked_weights

if TYPE_CHECKING:
    from matching.matcher import TwoSidedMatcher

_PARAMETERS = ("random_state", "weights", "n_topics", "min_documents")
_LEXICON = ("surfaces", "weights")
_SPARSE = ("data", "indices", "indptr")


def snapshot(matcher: "TwoSidedMatcher") -> tuple[dict[str, Any], dict[str, Any]]:
    """(arrays, meta) of a fitted matcher: offers, learned words and topics, prices and decisions."""
    lexicon, words = matcher.encoder_.lexicon, matcher.catalogue_.words
    arrays = {
        **{name: getattr(words, name) for name in _SPARSE},
        **{f"chosen_{name}": getattr(matcher.blend_.others.weights, name) for name in _SPARSE},
        "topics": matcher.catalogue_.topics,
        "directions": matcher.encoder_.directions,
        "reference_topics": matcher.encoder_.references.topics,
        **{f"reference_{name}": getattr(matcher.encoder_.references.words, name) for name in _SPARSE},
    }
    meta = {
        "parameters": {name: getattr(matcher, name) for name in _PARAMETERS},
        "vocabulary": matcher.vocabulary.fingerprint if matcher.vocabulary else None,
        "offers": [offer_to_json(offer) for offer in matcher.catalogue_.offers],
        "width": words.shape[1],
        "roots": list(lexicon.columns),
        "lexicon": {name: getattr(lexicon, name) for name in _LEXICON},
        "prices": matcher.prices_,
        "chosen": matcher.blend_.others.ids,
        "kinds": {kind: asdict(learned) for kind, learned in matcher.blend_.kinds.items()},
        "refusals": {
            name: {person: sorted(ids) for person, ids in getattr(matcher.refusals_, name).items()}
            for name in Refusals.SIDES
        },
    }
    return arrays, meta


def restore(
    cls: type["TwoSidedMatcher"],
    arrays: Mapping[str, Any],
    meta: Mapping[str, Any],
    vocabulary: Vocabulary | None,
) -> "TwoSidedMatcher":
    """A matcher as it was saved. VocabularyMismatchError, DamagedModelError."""
    try:
        fingerprint = vocabulary.fingerprint if vocabulary else None
        if meta["vocabulary"] != fingerprint:
            raise VocabularyMismatchError("the model was fitted with another vocabulary; fit again with this one")
        matcher = cls(vocabulary=vocabulary, **meta["parameters"])
        matcher.encoder_ = _encoder(matcher, arrays, meta)
        offers = [Offer(**{**plain, "skills": frozenset(plain["skills"])}) for plain in meta["offers"]]
        words = csr_matrix(tuple(arrays[name] for name in _SPARSE), shape=(len(offers), meta["width"]))
        matcher.catalogue_ = matcher.encoder_.catalogue(offers, words, arrays["topics"])
        with_topics = matcher.encoder_.directions.shape[1] > 0
        matcher.scorer_ = ContentScorer(checked_weights(matcher.weights), with_topics)
        matcher.prices_ = dict(meta["prices"])
        sides = {side: {who: set(ids) for who, ids in pairs.items()} for side, pairs in meta["refusals"].items()}
        matcher.refusals_ = Refusals(**sides)
        matcher.blend_ = _blend(arrays, meta)
    except (KeyError, TypeError, IndexError, ValueError, InvalidProfileError) as error:
        raise DamagedModelError(f"the model file lacks what it needs ({error}); fit and save again") from error
    return matcher


def _blend(arrays: Mapping[str, Any], meta: Mapping[str, Any]) -> Blend:
    ids = tuple(meta["chosen"])
    weights = csr_matrix(tuple(arrays[f"chosen_{name}"] for name in _SPARSE), shape=(len(ids), len(ids)))
    weights.check_format(full_check=True)
    kinds = {
        kind: Kind(float(learned["weight"]), *(_line(learned[side]) for side in SIDES))
        for kind, learned in meta["kinds"].items()
    }
    return Blend(Others(ids, weights), kinds)


def _line(plain: Mapping[str, Any]) -> Line:
    slopes = tuple(float(slope) for slope in plain["slopes"])
    if len(slopes) != len(PARTS):
        raise ValueError(f"{len(slopes)} slopes for {len(PARTS)} parts")
    return Line(float(plain["start"]), slopes)


def _encoder(matcher: "TwoSidedMatcher", arrays: Mapping[str, Any], meta: Mapping[str, Any]) -> ProfileEncoder:
    encoder = ProfileEncoder(matcher.vocabulary, matcher.n_topics, matcher.min_documents, matcher.random_state)
    for name in _LEXICON:
        setattr(encoder.lexicon, name, meta["lexicon"][name])
    encoder.lexicon.columns = {root: column for column, root in enumerate(meta["roots"])}
    encoder.directions = np.asarray(arrays["directions"], dtype=np.float32)
    topics = np.asarray(arrays["reference_topics"], dtype=np.float32)
    words = tuple(arrays[f"reference_{name}"] for name in _SPARSE)
    encoder.references = References(csr_matrix(words, shape=(len(topics), len(encoder.directions))), topics)
    return encoder
