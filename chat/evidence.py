"""Candidate sentences for a question, each with what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from chat.agents import Who
from chat.ages import FITS, OTHER, Ages, ages_asked, fit_of_age, without_ages
from chat.announcing import announces_only
from chat.answer_kind import AnswerKind, asked_kinds, lacks
from chat.bare_search import doubt, is_bare_search
from chat.bearing import Bearing
from chat.candidates import likeliest
from chat.dose_forms import form_asked, is_of_other_form, names_form
from chat.findings import asks_for_findings, gain, is_label
from chat.happening import Happening
from chat.judge.cross_encoder import Candidate, Judge
from chat.lead_in import as_read, lead_in
from chat.long_question import parts_of
from chat.matters import Matter, lacks_matter, matters_asked
from chat.moments import Moment, is_of_other_moment, moments_asked, without_times
from chat.named import Named
from chat.neighbours import Neighbours
from chat.no_harm import says_no_harm, without_harm
from chat.numbered import Numbered, is_of_another_number, numbered_in
from chat.of_document import asks_of_document, asks_who_wrote
from chat.population import lacks_population
from chat.siblings import Siblings
from chat.speakers import without_speaker
from chat.steps import asks_for_steps
from chat.surroundings import Surroundings
from chat.telling import is_function_word, telling_words
from chat.timing import NO_TIME, OTHER_TIME, Timing, is_other_time, names_no_time, timing_asked, timing_gain
from chat.understand import Understood
from chat.whom import NOT_EVERYONE, asks_whom, denies_all
from chat.word_weights import WordWeights
from index.about import is_about
from index.document import SECTION_JOINER, Role, Sentence, Source
from index.encoder import Vectors
from index.hit import Hit
from index.library import Library
from index.search import Question
from index.table_headers import stands_under_columns, table_headers

Embed = Callable[[str], Vectors]  # a question's vector, float32 (dimension,)
N_PASSAGES = 30
OTHER_NAME_WEIGHT = 0.5
_NUMBER = re.compile(r"^(?:[\d.]+|[IVX]+\.)\s*")
N_BEFORE = 3  # sentences that may name what a sentence is about


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a sentence; the calibrated probability is made of these."""

    judged: float  # the judge's logit
    cosine: float  # of the sentence with the question
    fused: float  # of its passage in hybrid search, as a share of the best one's
    coverage: float  # share of the question's telling words, by rarity, that sentence, heading or neighbours hold
    unknown: float  # share of the question's telling words, by rarity, that the library holds nowhere
    lacking: float  # how surely they lack what an answer has to hold (a price, a date, the people asked about, …), 0..1
    unnamed: float  # 1 if record, section, sentence and those before it lack a name that the question asks about (chat/named.py), else 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer, where it stands, and what speaks for it."""

    sentence: Sentence
    position: int  # in `neighbours`
    neighbours: tuple[Sentence, ...]  # all sentences of its passage
    hit: Hit
    features: Features
    probability: float = 0.0
    strength: float = 0.0  # to be compared within one question
    holds_kind: bool = False  # a kind of answer was asked for (a price, a date, …), and the sentence holds it
    bearing: float = 0.0  # what the question's own words say for it, added to its strength in the order only (chat/bearing.py)
    searched: float = 0.0  # of a few bare words: added to the logit of the probability only (chat/bare_search.py)
    is_step_asked: bool = False  # what to do was asked: of a list, all steps are wanted


def gather(
    asked: Understood,
    named: Named,
    *,
    library: Library,
    judge: Judge,
    embed: Embed,
    sources: Mapping[str, Source],
    source_ids: Collection[str] | None = None,
) -> list[Evidence]:
    """Search, take the likeliest sentences of the best passages, and have each judged. In no particular order."""
    plain = replace(asked, text=without_speaker(asked.text))
    prepared = _prepared(plain, library, embed)
    hits = library.search_for(prepared, top_k=N_PASSAGES, source_ids=source_ids)
    if not asks_of_document(plain.full_text):  # keywords hold what any question asks about, and say nothing of it
        hits = [hit for hit in hits if not is_about(hit.passage.section)]
    elif asks_who_wrote(asked.text):
        hits = [hit for hit in hits if is_about(hit.passage.section)] or hits
    of_age = ages_asked(asked.text, asked_kinds(asked.text))
    text = without_ages(plain.text) if of_age else plain.text
    told = [word for word in telling_words(text, library.words) if word not in asked.authors]
    words = WordWeights.of(told, asked.instead, library, named.words_of)
    best = max((hit.score for hit in hits), default=0.0) or 1.0  # how well words fit at all tells little of whether others say it
    found = library.sentences_of(hits)
    bearing = Bearing.of(asked.text, words, named, hits, sources, library)
    chosen = likeliest(
        hits, found, prepared, words, library, bearing.lift, lambda text: not (announces_only(text, asked.text) or is_label(text))
    )
    candidates = [_candidate(found[hit.passage.passage_id], position, hit, sources) for _, _, hit, position in chosen]
    logits = judge.score(plain.told_text, candidates) if candidates else []
    told_in = [sentence.text for sentences in found.values() for sentence in sentences]
    happening = Happening.of(asked.text, words, told_in)
    needs = _Needs.of(asked.text, library.words, happening, Siblings.of(asked.text, told_in, named.words_of), told_in)
    is_step_asked, is_found_asked, is_whom_asked = asks_for_steps(asked.text), asks_for_findings(asked.text), asks_whom(asked.text)
    surroundings, who = Surroundings(library.passages, named), Who.asked(asked.text)
    evidence = [
        Evidence(
            found[hit.passage.passage_id][position],
            position,
            tuple(found[hit.passage.passage_id]),
            hit,
            Features(
                judged=round(logit, 2),
                cosine=round(cosine, 4),
                fused=round(hit.score / best, 4),
                coverage=words.covered_by(candidate.heading, candidate.before, candidate.sentence, candidate.after),
                unknown=words.unknown,
                lacking=needs.lacking_from(
                    candidate,
                    _above(found[hit.passage.passage_id], position, hit.passage.section),
                    sources[hit.passage.source_id].title,
                ),
                unnamed=float(
                    surroundings.lack_name(
                        hit,
                        _up_to(found[hit.passage.passage_id], position),
                        candidate.heading,
                        *_record(sources[hit.passage.source_id]),
                        earlier=_further_up(found[hit.passage.passage_id], position),
                    )
                ),
            ),
            holds_kind=bool(needs.kinds) and lacks(needs.kinds, candidate.sentence) == 0,
            bearing=bearing.on(
                candidate.sentence,
                hit,
                is_header=_is_header(hit, found[hit.passage.passage_id], position),
                leads_in=found[hit.passage.passage_id][position].text.rstrip().endswith(":"),
            )
            + needs.gain(candidate, _above(found[hit.passage.passage_id], position, hit.passage.section))
            + (gain(asked.text, found[hit.passage.passage_id], position, hit.passage.section) if is_found_asked else 0.0)
            + who.gain(candidate.sentence)
            + (NOT_EVERYONE if is_whom_asked and denies_all(candidate.sentence) else 0.0),
            is_step_asked=is_step_asked,
        )
        for (_, cosine, hit, position), candidate, logit in zip(chosen, candidates, logits, strict=True)
    ]
    if not is_bare_search(plain.text):
        return evidence
    return [replace(item, searched=doubt(plain.text, item.features.coverage)) for item in evidence]


@dataclass(frozen=True, slots=True)
class _Needs:
    """What an answer cannot do without."""

    question: str
    kinds: tuple[AnswerKind, ...]
    matters: tuple[Matter, ...]
    feared: frozenset[str]  # analysed words: what may do harm, where harm is asked for
    words: Callable[[str], Sequence[str]]
    moments: tuple[Moment, ...]
    timing: Timing | None
    happening: Happening
    siblings: Siblings
    numbered: Numbered
    ages: tuple[Ages, ...]
    form: int | None

    @classmethod
    def of(
        cls, question: str, words: Callable[[str], Sequence[str]], happening: Happening, siblings: Siblings, told: Sequence[str]
    ) -> _Needs:
        feared = " ".join(word for word in without_harm(question).split() if not is_function_word(word.strip("?!.,;:")))
        kinds, moments, timing = asked_kinds(question), moments_asked(question), timing_asked(question)
        ages, form = ages_asked(question, kinds), form_asked(question, kinds)
        told = [text for text in told if names_form(form, text)][:1] if form is not None else []
        matters = matters_asked(question)
        return cls(
            question,
            kinds,
            matters,
            frozenset(words(feared)),
            words,
            moments,
            timing,
            happening,
            siblings,
            numbered_in(question),
            ages,
            form if told else None,
        )

    def lacking_from(self, candidate: Candidate, above: str, title: str) -> float:
        """How surely a sentence beneath this heading and lead-in lacks it, 0..1."""
        own = f"{above} {candidate.sentence}"
        around = _all_text(candidate)
        if says_no_harm(candidate.sentence) and self._is_of_others(candidate):
            return 1.0
        if self._is_of_neighbour(candidate, above, title):
            return 1.0
        if names_no_time(self.timing, own, candidate.before):
            return NO_TIME
        if self.timing and is_other_time(self.question, self.timing, candidate.sentence):
            return max(OTHER_TIME, lacks(self.kinds, around, own))
        return max(
            lacks(self.kinds, around, own),
            lacks_matter(self.matters, around),
            lacks_population(self.question, around, f"{candidate.heading} {own}", title),
        )

    def _is_of_neighbour(self, candidate: Candidate, above: str, title: str) -> bool:
        """Whether it tells of another point in time, of something else that happens, or of another sort of what is asked about."""
        sentence = candidate.sentence
        if self.moments and (
            is_of_other_moment(self.moments, sentence) or lacks(self.kinds, without_times(sentence), without_times(sentence)) == 1.0
        ):
            return True
        if self._age_fit(sentence, above) < 0 or is_of_other_form(self.form, sentence, above):
            return True
        if self.happening.is_missing_from(sentence, candidate.before, candidate.heading, above, title):
            return True
        if is_of_another_number(self.numbered, sentence, f"{candidate.heading} {above}"):
            return True
        return bool(self.kinds) and self.siblings.is_of_another(sentence, f"{candidate.heading} {above}", title)

    def gain(self, candidate: Candidate, above: str) -> float:
        """What is added in the order for the time and the age that a sentence names."""
        of_age = self._age_fit(candidate.sentence, above)
        of_time = timing_gain(self.timing, self.question, f"{candidate.heading} {candidate.sentence}", candidate.sentence)
        is_other = is_of_another_number(self.numbered, candidate.sentence, f"{candidate.heading} {above}")
        return of_time + (FITS if of_age > 0 else OTHER if of_age < 0 or is_other else 0.0)

    def _age_fit(self, sentence: str, above: str) -> int:
        return fit_of_age(self.ages, sentence) or fit_of_age(self.ages, above)

    def _is_of_others(self, candidate: Candidate) -> bool:
        held = self.words(" ".join((candidate.heading, candidate.before, candidate.sentence)))
        return bool(self.feared) and self.feared.isdisjoint(held)


def _above(sentences: Sequence[Sentence], position: int, section: str) -> str:
    """What a sentence stands beneath: the innermost heading without its number, the header of a table, the lead-in of a list."""
    return " ".join(
        (_NUMBER.sub("", section.rsplit(SECTION_JOINER, 1)[-1]), table_headers(sentences)[position], lead_in(sentences, position))
    )


def _prepared(asked: Understood, library: Library, embed: Embed) -> Question:
    """The vector and words of the question; its other names count for less than its own words."""
    words = telling_words(asked.text, library.words)
    others = [word for word in library.words(asked.other_names) if word not in words]
    others += [word for name in asked.instead for word in name.instead if word not in words]
    weights = dict.fromkeys(others, OTHER_NAME_WEIGHT)
    return library.prepared(asked.full_text, embed(asked.full_text), [*words, *weights], weights, parts_of(asked.text))


def _candidate(sentences: Sequence[Sentence], position: int, hit: Hit, sources: Mapping[str, Source]) -> Candidate:
    title = sources[hit.passage.source_id].title
    section = hit.passage.section
    header = "" if stands_under_columns(section, sentences[position].text) else table_headers(sentences)[position]
    heading = [title, *([section] if section and section != title else [])]
    return Candidate(
        heading=". ".join([heading[-1], header] if header else heading),  # of a long heading the judge reads the beginning
        before=as_read(sentences, position - 1),
        sentence=as_read(sentences, position),
        after=as_read(sentences, position + 1),
    )


def _is_header(hit: Hit, sentences: Sequence[Sentence], position: int) -> bool:
    around = Neighbours(hit.passage, sentences)
    return around.role(position) is Role.TABLE_ROW and around.run_of(position)[0] == position and around.is_header(position)


def _record(source: Source) -> tuple[str, ...]:
    """What names a document's subject and who wrote it."""
    return source.title, *source.authors


def _up_to(sentences: Sequence[Sentence], position: int) -> list[str]:
    """The sentence and those before it that its "it" may mean, nearest first."""
    return [sentence.text for sentence in reversed(sentences[max(0, position - N_BEFORE) : position + 1])]


def _further_up(sentences: Sequence[Sentence], position: int) -> list[str]:
    """The sentences before those, without the items of lists, nearest first."""
    return [sentence.text for sentence in reversed(sentences[: max(0, position - N_BEFORE)]) if sentence.role is not Role.LIST_ITEM]


def _all_text(candidate: Candidate) -> str:
    return " ".join((candidate.heading, candidate.before, candidate.sentence, candidate.after))
