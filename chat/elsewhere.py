"""Documents that hold nowhere what a question names and another document has for its subject.

Who asks about lifting "after the cataract operation" is not answered by the sheet for children's tonsils, however well its "after the
operation" fits: it never says "cataract", which stands in the title of another document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from chat.word_weights import WordWeights
from index.document import Source
from index.hit import Hit


def not_of_subject(words: WordWeights, hits: Collection[Hit], sources: Mapping[str, Source]) -> frozenset[str]:
    """Ids of the documents found that lack a word of the question, by all its names, which few of them hold and another's title does."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    for hit in hits:
        held[hit.passage.source_id] |= words.words_of(hit.passage.section) | words.words_of(hit.passage.text)
    titles = {source_id: words.words_of(sources[source_id].title) for source_id in held}
    lacking: set[str] = set()
    for word in words.by_word:
        holding = {source_id for source_id in held if _holds(held[source_id] | titles[source_id], word, words)}
        if any(word in title for title in titles.values()) and 2 * len(holding) <= len(held):
            lacking |= held.keys() - holding
    return frozenset(lacking) if lacking != held.keys() else frozenset()


def _holds(held: Collection[str], word: str, words: WordWeights) -> bool:
    return word in held or any(word in name.asked and set(name.instead) <= set(held) for name in words.also)
