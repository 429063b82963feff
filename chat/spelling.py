"""A typed word as the library spells it: slips of the finger, words heard and not read, words broken in two, British and American."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from chat.informal import formal, with_its_g
from chat.lay_words import named_words
from chat.things import substances_in
from index.dictionary import english_counts, english_words

_MIN_LETTERS = 4  # shorter words are too near to one another to be corrected
_MIN_TWO = 8  # letters of a word in which two may be wrong: "statins" is not "starting"
_MIN_VARIANT = 5  # letters of a word with a British and an American form: "four" is no form of "for"
_MIN_NAME = 5
_MIN_SLIP = 6  # letters of a word with few consonants, or none of the library's, that is still corrected
_MIN_PART = 4  # letters of each half of a word that somebody broke in two
_MIN_SOUNDS = 3  # consonants by which a word can be known
_MAX_HEARD = 4  # letters in which a word spelt by ear may differ
_MAX_LEFT_OUT = 2  # letters in which one with fewer consonants may differ: "diarrea"
_MIN_COUNT = 50_000  # a rarer English word is no likelier than that the typed one is new: "vaping" is not "vamping"
_FAR_COMMONER = 10
_MIN_EVERYDAY, _MAX_EVERYDAY = 3, 5  # letters
_COMMONER = 2
# Without which hardly anybody asks anything; none that a short name is near to, as "also" is to ALS.
_EVERYDAY = frozenset(
    [
        "the", "what", "which", "when", "where", "who", "how", "why", "with", "from", "that", "this",
        "have", "does", "will", "would", "could", "should", "can", "much", "many", "more", "long", "often",
        "and", "for", "you", "your", "about", "after", "before", "take", "give", "make", "help", "need",
        "work", "start", "stop", "feel", "their", "there", "without", "because", "through", "between",
    ]
)  # fmt: skip
_SILENT = re.compile(r"^(?:p(?=[snt])|k(?=n)|g(?=n)|w(?=r)|m(?=n))")  # at the start
_VARIANTS = (  # one form, the other; both ways
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("bre", "ber"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ller", "ler"),
    ("ph", "f"),
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """Corrects what is no word anywhere, and what the library spells otherwise, to the likeliest word of the library."""

    words: Mapping[str, int]  # of the library → number of documents
    _by_sound: Mapping[str, Sequence[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_sound: defaultdict[str, list[str]] = defaultdict(list)
        for word in self.words:
            by_sound[_sounds(word)].append(word)
        object.__setattr__(self, "_by_sound", by_sound)

    def correction(self, word: str) -> str | None:
        """The library's word for a typed one, in small letters; None to leave it as it is."""
        if word in self.words or "'" in word:
            return None
        if meant := formal(word) or (
            "" if _is_word(word) else with_its_g(word, self.words.__contains__) or _with_its_s(word) or _everyday(word)
        ):
            return meant
        variant = self._likeliest([(0, other) for other in _variants(word) if other in self.words], word)
        if variant or _is_word(word) or len(word) < _MIN_LETTERS:
            return variant
        if substances_in(word):  # another medicine, or spelt otherwise: "prednisone" is not "prednisolone", "indometacin" is "indomethacin"
            return self._heard(word)
        most = 1 if len(word) < _MIN_TWO else 2
        if near := self._near(word, most) or self._heard(word):
            return _english_instead(word, near, most) or near
        return _slip(word)

    def joined(self, first: str, second: str) -> str | None:
        """The library's word that was broken in these two, of which one at least is no word by itself."""
        word = first + second
        if min(len(first), len(second)) < _MIN_PART or all(part in self.words or _is_word(part) for part in (first, second)):
            return None
        return word if word in self.words else self._near(word, 1 if len(word) < 10 else 2)

    def _near(self, word: str, most: int) -> str | None:
        """A word in which so many letters at most differ; two only behind the same first letter: "esketamine" is not "ketamine"."""
        near = process.extract(word, self.words.keys(), scorer=OSA.distance, score_cutoff=most, limit=20)
        alike = [(distance, candidate) for candidate, distance, _ in near if distance < 2 or candidate[:1] == word[:1]]
        return self._likeliest([(distance, candidate) for distance, candidate in alike if len(candidate) >= _MIN_LETTERS], word)

    def _heard(self, word: str) -> str | None:
        """A word with the same consonants: "hemroids" for "hemorrhoids"."""
        sounds = _sounds(word)
        most = _MAX_HEARD if len(sounds) >= _MIN_SOUNDS else _MAX_LEFT_OUT if len(word) >= _MIN_SLIP else 0
        near = [(OSA.distance(word, candidate), candidate) for candidate in self._by_sound.get(sounds, ())]
        return self._likeliest([(distance, candidate) for distance, candidate in near if distance <= most], word)

    def _likeliest(self, near: Sequence[tuple[int, str]], word: str) -> str | None:
        """The nearest, rather with the same first letter, which people seldom mistype, of the same sound, and in most documents."""
        ranked = sorted(
            (distance, word[:1] != other[:1], _sounds(word) != _sounds(other), -self.words[other], other) for distance, other in near
        )
        return ranked[0][-1] if ranked else None


def _is_word(word: str) -> bool:
    """Whether it is a word by itself: English, or a name of an illness or a medicine."""
    return word in english_words() or not named_words().isdisjoint({word, word.removesuffix("s")})


def is_name(word: str) -> bool:
    """Whether it is likely the name of something, such as a medicine: of some length, and no word of everyday English."""
    small = word.lower()
    return len(small) >= _MIN_NAME and small.isalpha() and english_words().isdisjoint({small, small.removesuffix("s")})


def _with_its_s(word: str) -> str | None:
    """A plural as some write it: "kidz"."""
    plural = f"{word[:-1]}s"
    return plural if len(word) >= _MIN_LETTERS and word.endswith("z") and plural in english_words() else None


def _everyday(word: str) -> str | None:
    """The word of every question that a short one is with a letter left out or two changed over: "teh", "tak", "wich", "strat".

    Short names of things ("otc", "sle") are near to other words, and seldom to these. The far commoner of two.
    """
    if not _MIN_EVERYDAY <= len(word) <= _MAX_EVERYDAY or not word.isalpha():
        return None
    counts = english_counts()
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    near = {other for other in _EVERYDAY if other in swapped or (len(other) == len(word) + 1 and _leaves_out_one(other, word))}
    ranked = sorted(near, key=lambda other: (-counts.get(other, 0), other))
    if not ranked or any(counts.get(other, 0) * _COMMONER > counts.get(ranked[0], 0) for other in ranked[1:]):
        return None
    return ranked[0]


def _leaves_out_one(word: str, typed: str) -> bool:
    return any(word[:i] + word[i + 1 :] == typed for i in range(len(word)))


def _variants(word: str) -> Iterator[str]:
    """The word with one or all places spelt as on the other side of the ocean."""
    if len(word) < _MIN_VARIANT:
        return
    for one, other in (*_VARIANTS, *((b, a) for a, b in _VARIANTS)):
        for match in re.finditer(one, word):
            yield word[: match.start()] + other + word[match.end() :]
        yield word.replace(one, other)


def _slip(word: str) -> str | None:
    """The English word that one slip of the finger makes this of: no rare one, and far commoner than any other."""
    if len(word) < _MIN_SLIP:
        return None
    counts = english_counts()
    near = process.extract(word, english_words(), scorer=OSA.distance, score_cutoff=1, limit=None)
    alike = sorted((counts[candidate], candidate) for candidate, _, _ in near if candidate[:1] == word[:1])
    if not alike or alike[-1][0] < _MIN_COUNT or any(count * _FAR_COMMONER > alike[-1][0] for count, _ in alike[:-1]):
        return None
    return alike[-1][1]


def _english_instead(word: str, near: str, most: int) -> str | None:
    """A common English word that a typed one is nearer to than to the library's: "swolen" is no "saline".

    Of two as near, the far commoner one if both are common: "realy" is rather "really" than "rely", "statns" is no "stains".
    """
    counts = english_counts()
    found = process.extract(word, english_words(), scorer=OSA.distance, score_cutoff=min(most, OSA.distance(word, near)), limit=None)
    usual = counts.get(near, 0)
    least = max(_MIN_COUNT, usual // _FAR_COMMONER)
    common = [other for other, _, _ in found if counts[other] >= least and other != near and len(other) >= _MIN_LETTERS]
    if not common:
        return None
    best = min(common, key=lambda other: (*_unlikeness(word, other), -counts[other], other))
    unlikeness, to_beat = _unlikeness(word, best), _unlikeness(word, near)
    if _sounds(near) == _sounds(word) != _sounds(best) and unlikeness[0] > 1:  # "hemroids" sounds like hemorrhoids and not like heroics
        return None
    is_far_commoner = usual >= _MIN_COUNT and counts[best] >= _FAR_COMMONER * usual
    return best if unlikeness < to_beat or (unlikeness == to_beat and is_far_commoner) else None


def _unlikeness(word: str, other: str) -> tuple[int, bool, bool, bool]:
    """How far a word is from another: by letters, which letter it begins with, doubled letters apart, and by its sound.

    Two letters changed over are a slip of the finger, whatever it sounds like: "tets" is "test".
    """
    is_alike = _sounds(word) == _sounds(other) or sorted(word) == sorted(other)
    return OSA.distance(word, other), word[:1] != other[:1], _once(word) != _once(other), not is_alike


def _once(word: str) -> str:
    """With doubled letters once."""
    return re.sub(r"(.)\1+", r"\1", word)


def _sounds(word: str) -> str:
    """The consonants that are heard, doubled ones once: "hemorrhoids" → "hmrds", "psalm" → "slm"."""
    heard = _SILENT.sub("", word).replace("ph", "f").replace("c", "k").replace("z", "s")
    return _once(heard[:1] + re.sub(r"[aeiouyhw'-]", "", heard[1:]))
