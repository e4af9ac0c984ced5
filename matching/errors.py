"""Named errors of the matching library: each message says which input is wrong and what to do."""


class MatchingError(Exception):
    """Base of every error this library raises on purpose."""


class InvalidProfileError(MatchingError, ValueError):
    """A Person, Offer or Decision holds something that is not understood."""


class InvalidFeatureError(InvalidProfileError):
    """A value in `features` has the wrong type, is NaN or lies outside its range."""


class SensitiveFeatureError(InvalidProfileError):
    """`features` holds a sensitive attribute (sex, age, religion, ethnicity, disability)."""


class DuplicateIdError(InvalidProfileError):
    """Two profiles of one call carry the same id."""


class InvalidParameterError(MatchingError, ValueError):
    """A constructor or method argument is outside what is allowed."""


class InvalidCapacityError(InvalidParameterError):
    """A capacity is negative, fractional or not a number."""


class InvalidUtilitiesError(InvalidParameterError):
    """A utility matrix has the wrong shape or infinite entries (NaN alone means vetoed)."""


class NotFittedError(MatchingError):
    """`fit` or `load` has to come first."""


class UnknownOfferError(MatchingError, KeyError):
    """An offer id was never fitted or has been removed."""

    __str__ = Exception.__str__


class UnknownSkillError(MatchingError, KeyError):
    """A skill id is not in the vocabulary."""

    __str__ = Exception.__str__


class VocabularyError(MatchingError, ValueError):
    """The vocabulary file is missing or one of its lines is wrong."""


class ModelFileError(MatchingError):
    """A model file cannot be used; fit again and save."""


class ForeignModelError(ModelFileError):
    """The file was not written by this library."""


class DamagedModelError(ModelFileError):
    """The file is cut short or its checksum does not fit its content."""


class ModelVersionError(ModelFileError):
    """The file was written by another version of the format."""


class VocabularyMismatchError(ModelFileError):
    """The file was fitted with another vocabulary than the one given to `load`."""


class InvalidFeaturesError(InvalidParameterError):
    """Features or answers of a model are not what it can learn from."""


class InvalidInteractionsError(MatchingError):
    """What people did is not a matrix of finite numbers ≥ 0."""
