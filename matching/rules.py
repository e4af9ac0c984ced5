"""The rules of Indonesian and English word forms: Sastrawi, else Snowball where a word looks English.

Loaded on demand by `matching.stems`, and by the script that writes its table.
"""

import re

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer as IndonesianStemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory
from Stemmer import Stemmer as EnglishStemmer

_ENGLISH_ENDING = re.compile(r"[a-z]{2,}(?:ing|ed|er|ers|es|s|tion|tions|ment|ments|ly|ness)")
_DICTIONARY = ArrayDictionary(StemmerFactory().get_words())
_INDONESIAN = IndonesianStemmer(_DICTIONARY)
_ENGLISH = EnglishStemmer("english")


def is_indonesian(word: str) -> bool:
    """Whether the dictionary knows a word, or the root of which it is a form."""
    return is_root(word) or bool(_INDONESIAN.stem_singular_word(word) != word)


def is_root(word: str) -> bool:
    """Whether the dictionary knows a word as it stands."""
    return bool(_DICTIONARY.contains(word))


def stem(word: str) -> str:
    """The root of one casefolded word of Latin letters."""
    root = str(_INDONESIAN.stem_singular_word(word))
    if root == word and not is_root(word) and _ENGLISH_ENDING.fullmatch(word):
        root = str(_ENGLISH.stemWord(word))
    return root
