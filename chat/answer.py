"""The assistant: guard, then search, then judge, then quotes. The same library and turns give the same reply."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Self

import numpy as np

from chat import messages
from chat.amounts import says_how_much, without_amounts_beside, without_doses_of_others
from chat.calibration import Calibration, shipped_calibration
from chat.choose import choose_one, choose_quotes, choose_related, is_said_already
from chat.compared import Alone, asked_of_each, may_compare
from chat.comparing import Side, sides_compared
from chat.continuing import Place, continued
from chat.conversation import (
    FollowUp,
    Standalone,
    asked_anew,
    asks_again,
    asks_for_more,
    follow_up,
    goes_on,
    is_instead,
    is_tail,
    last_asked,
    names,
    points_at_nothing,
    words_carried,
)
from chat.differences import MAX_PAIRS, Pair, beside_a_seller, differing_from_best, find_pairs
from chat.doubt import as_question, is_surely_answered, may_ask
from chat.evidence import N_BEFORE, Embed, Evidence, gather
from chat.fitting import Found, fitting
from chat.guard import (
    REFUSED,
    Caution,
    Guard,
    Verdict,
    advice_message,
    caution_flag,
    clinician_questions,
    foreign_message,
    help_in_sight,
    help_message,
    method_flag,
    smalltalk_message,
    talk_after_danger,
)
from chat.guard.language import is_likely_foreign, is_surely_foreign
from chat.guard.reader import load_reader
from chat.guard.rules import HELP_ROUTES, load_rules
from chat.judge.cross_encoder import CrossEncoder, Judge
from chat.named import Named
from chat.other_language import missed_in, without_what_is_told
from chat.pointing import Meant, Pointed, asked_of_another, is_bare_one, meant, pointed, renamed, with_its_noun
from chat.question import MAX_CHARS, CleanQuestion, clean
from chat.recent import Recent
from chat.reply import Difference, Reply, Route
from chat.shown import Shown
from chat.side_by_side import tells_of, tells_of_both
from chat.sorts import Sort, sort_in_texts
from chat.spelling import is_name
from chat.study import HEAD_CHARS
from chat.subject import is_of_one_subject
from chat.subject_words import may_name_subject
from chat.two_parts import merged, parts_of, quotes_of_parts, whole_of
from chat.understand import Lexicon, Understood
from index.document import Source
from index.encoder import MODEL_CACHE, Encoder
from index.library import DEFAULT_FOLDER, Library
from index.query_encoder.query_encoder import ready_for
from index.records import Records
from index.search import Question

# so likely an answer is given even where no document holds a thing's name: "X-rays" for "xray", "SSRI" for one of them
TOLD_OTHERWISE_FROM = 0.3
SURE_OF_SIDE = 0.5  # so likely what is asked of one of two things compared is answered before it stands beside the other
MOST_MISSED = 8  # words named that no document holds
_N_TELLING = 20  # passages that hold a name, to tell of what sort of thing it is
_TELLING_WORD = re.compile(r"[^\W_](?:[\w'’-]|(?<=\d)[.,](?=\d))*[^\W_]|[^\W_]")  # a number with its decimals


class Assistant:
    """Answers questions from one library. Safe to call from several threads; keeps no word of what is asked."""

    def __init__(self, library: Library, guard: Guard, judge: Judge, calibration: Calibration | None = None) -> None:
        self.library = library
        self.calibration = calibration or shipped_calibration()
        self._guard = guard
        self._judge = judge
        self._lexicon: Lexicon | None = None
        self._places = Recent[Place | None](most=1024)  # where a question was answered, for the follow-up to it

    @classmethod
    def open(cls, folder: Path = DEFAULT_FOLDER, *, encoder: Encoder | None = None, judge: Judge | None = None) -> Self:
        """Open the library with the guard and judge that ship. Raises: LibraryError."""
        return cls.over(Library.open(folder, encoder=encoder), judge)

    @classmethod
    def over(cls, library: Library, judge: Judge | None = None) -> Self:
        """The guard and the judge that ship over a library that is open. Raises: LibraryError if it was made with another encoder."""
        with ThreadPoolExecutor(1) as beside:
            rules = beside.submit(load_rules)  # Python compiles them while models are read in, which leaves it free
            ready_for(library.encoder.weights_hash)
            judge, reader = judge or CrossEncoder.open(MODEL_CACHE), load_reader()
            return cls(library, Guard(library.encoder, rules=rules.result(), reader=reader), judge)

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        """Answer the last of `turns`; `source_ids` keeps to some documents, `country` (ISO 3166, "GB") chooses helplines."""
        question = clean(turns[-1]) if turns else CleanQuestion("")
        if question.is_empty:
            return self._said(Route.SMALLTALK, messages.EMPTY_QUESTION)
        embed = cache(self.library.encoder.encode_query)  # what the guard has had embedded is searched for as it is
        verdict = self._guard.decide(turns, embed(question.text) if question.text == turns[-1] else None)
        if may_ask(verdict) and self._surely_answers(turns, source_ids, embed):
            verdict = as_question(verdict)
        if verdict.route in HELP_ROUTES:
            return self._said(verdict.route, help_message(verdict, country=country), verdict)
        if verdict.rule_id in REFUSED:
            return self._said(verdict.route, advice_message(verdict), verdict)
        with self.library.snapshot():
            if verdict.route is Route.SMALLTALK and not (verdict.rule_id is None and goes_on(question.text)):
                return self._said(Route.SMALLTALK, self._talk(turns, verdict, country), verdict)
            if self.library.is_empty:
                return self._said(Route.ABSTAIN, messages.NO_DOCUMENTS, verdict)
            if source_ids is not None and not any(self.library.sizes([source_id]) for source_id in source_ids):  # the first settles it
                return self._said(Route.ABSTAIN, messages.NO_DOCUMENTS_CHOSEN, verdict)
            sources = Records(self.library)
            shown = Shown(self.library, self._current_lexicon(), sources, source_ids)
            notices: list[str] = []
            by_part: Sequence[Found] = ()
            pointing = pointed(with_its_noun(question.text, turns[:-1])) if verdict.route is Route.ANSWER and len(turns) > 1 else None
            if pointing or (verdict.route is Route.ANSWER and len(turns) > 1 and is_bare_one(question.text)):
                before = self._before(turns, source_ids)
                aim = meant(pointing, before, self.library, "".join(_earlier(turns)[-1:])) if pointing else None
                if pointing is None or aim is None:
                    related = (*before.quotes, *before.related)
                    said = self._said(Route.ABSTAIN, messages.WHAT_IS_MEANT, verdict, is_quoted=bool(related))
                    return replace(said, related=related)
                found = self._of(aim, pointing, turns)
                notices.append(messages.MEANT.format(title=sources[aim.source_id].title))
            else:
                by_part = self._by_part(question.text, _earlier(turns), source_ids, embed) if verdict.route is Route.ANSWER else ()
                found = self._whole(question.text, by_part) or self.find([*_earlier(turns), turns[-1]], source_ids=source_ids, embed=embed)
            if verdict.route is Route.ANSWER and not (by_part or pointing):
                by_part = self._by_side(question.text, found, _earlier(turns), sources, source_ids, embed)
            notices += self._notices(question, found, verdict, source_ids)
            if verdict.route is Route.PERSONAL_ADVICE:
                return self._general(found, shown, verdict, notices)
            found = self._beyond(found, sum(map(asks_for_more, takewhile(asks_again, reversed(turns)))))
            return self._answer(question.text, found, shown, verdict, notices, by_part)

    def _surely_answers(self, turns: Sequence[str], source_ids: Collection[str] | None, embed: Embed) -> bool:
        """Whether the library answers the last turn so surely that it was a question."""
        with self.library.snapshot():
            if self.library.is_empty:
                return False
            ranked = self.find([*_earlier(turns), turns[-1]], source_ids=source_ids, embed=embed).ranked
            return is_surely_answered(ranked)

    def _by_part(self, question: str, earlier: Sequence[str], source_ids: Collection[str] | None, embed: Embed) -> Sequence[Found]:
        """What is found for each of the two questions that one asks, or in each document that one names; nothing where it is one."""
        if not earlier and may_compare(question) and (each := self._named_together(question, source_ids)):
            return [self.find([alone.question], source_ids=[alone.source_id], embed=embed) for alone in each]
        parts = parts_of(question) or ()
        return [self.find([*earlier, *parts[:n]], source_ids=source_ids, embed=embed) for n in range(1, len(parts) + 1)]

    def _by_side(
        self,
        question: str,
        whole: Found,
        earlier: Sequence[str],
        sources: Mapping[str, Source],
        source_ids: Collection[str] | None,
        embed: Embed,
    ) -> Sequence[Found]:
        """What is found for each of two things that a question compares; nothing where no second search could add to the whole.

        A sentence that tells of both answers alone, and one that tells of neither is a verdict. What tells of one is the first part.
        Where nothing answers the whole, two figures of one measure do, and of two of which nothing says how they compare nobody is told
        what each is.
        """
        pair = sides_compared(question)
        if pair is None:
            return ()
        words = cache(lambda text: frozenset(self.library.words(text)))

        def tells_of_one(item: Evidence, side: Side, other: Side) -> bool:
            return tells_of(item, side, other, sources[item.sentence.source_id].title, words)

        def asked_alone(side: Side, other: Side) -> Found:
            part = self.find([*earlier, side.question], source_ids=source_ids, embed=embed)
            return replace(part, ranked=[item for item in part.ranked if tells_of_one(item, side, other)])

        if whole.best < self.calibration.answer_from:
            parts = [] if pair[0].is_open else [asked_alone(side, other) for side, other in (pair, pair[::-1])]
            return parts if parts and min(part.best for part in parts) >= SURE_OF_SIDE else ()
        told = [tells_of_one(whole.ranked[0], side, other) for side, other in (pair, pair[::-1])]
        if sum(told) != 1 or tells_of_both(whole.ranked[0], pair, words):
            return ()
        other = asked_alone(*(pair[::-1] if told[0] else pair))
        return [whole, other] if other.best >= SURE_OF_SIDE else ()

    def _named_together(self, question: str, source_ids: Collection[str] | None) -> Sequence[Alone]:
        """The documents that a question names beside each other, with what it asks of each."""
        sources = [source for source in self.library.sources() if source_ids is None or source.source_id in source_ids]
        return asked_of_each(question, sources, lambda source_id: "\n".join(self.library.pages(source_id))[:HEAD_CHARS], self.library.words)

    def _are_answered(self, by_part: Sequence[Found]) -> bool:
        """Whether a question has parts, and each is answered."""
        return bool(by_part) and min(part.best for part in by_part) >= self.calibration.answer_from

    def _whole(self, question: str, by_part: Sequence[Found]) -> Found | None:
        """What is found for a question both of whose parts are answered, which saves the search for the whole; None for others."""
        if not self._are_answered(by_part):
            return None
        asked = whole_of(question, [part.asked for part in by_part])
        return Found(asked, self._current_lexicon().understand(asked.text), merged([part.ranked for part in by_part]))

    def _talk(self, turns: Sequence[str], verdict: Verdict, country: str | None) -> str:
        if verdict.still:
            return talk_after_danger(verdict, country=country)
        return smalltalk_message(turns, verdict, [source.title for source in self.library.sources()])

    def help_first(self, turns: Sequence[str]) -> Reply | None:
        """What somebody in danger is told by whoever wants to search for their words; None where nobody is in danger."""
        verdict = self._guard.decide(turns)
        return self._said(verdict.route, help_message(verdict), verdict) if verdict.route in HELP_ROUTES else None

    def find(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, embed: Embed | None = None) -> Found:
        """The evidence for the last turn, with what it carries over from earlier ones or without, whichever fits better."""
        embed = embed or self.library.encoder.encode_query
        turns = [clean(turn).text for turn in turns]
        if asks_again(turns[-1]) and (asking := list(dropwhile(asks_again, reversed(turns)))):
            found = self.find(asking[::-1], source_ids=source_ids, embed=embed)
            return replace(found, asked=replace(found.asked, carried=words_carried(asking[::-1], analyse=self.library.words)))
        sources = Records(self.library)
        lexicon = self._current_lexicon()
        understood = [lexicon.understand(turn) for turn in turns]
        texts = [turn.text for turn in understood]
        asked = self._read(texts, embed)

        n_searched = 0

        state = repr((self.library.generation, source_ids if source_ids is None else sorted(source_ids)))

        def search(reading: Standalone) -> Found:
            nonlocal n_searched
            n_searched += 1
            found = self._ranked(reading, lexicon.understand(reading.text), sources, source_ids, embed)
            if not self.library.trouble:
                self._places.put([state, reading.text], self._place(found))
            return found

        def is_of(item: Evidence, topic: Sequence[str]) -> bool:
            told = (sources[item.sentence.source_id].title, item.hit.passage.section, item.hit.passage.text)
            return not self._forms(topic).isdisjoint(self.library.words(" ".join(told)))

        fits = fitting(asked, search, is_known=self._is_known, answer_from=self.calibration.answer_from, is_of=is_of)
        found = fits or self._nothing(asked.with_topic[0])
        if n_searched == 1 and found.ranked and found.asked.says_more and (earlier := last_asked(texts)):  # else it took long enough
            before = self._read(earlier, embed).likeliest
            quoted = self._places.find([state, before.text], lambda: self._place(search(before)), is_sound=lambda: not self.library.trouble)
            found = replace(found, ranked=self._continued(found, quoted, texts[-1]))
        return replace(found, understood=replace(found.understood, corrected=understood[-1].corrected))

    def _forms(self, words: Sequence[str]) -> set[str]:
        """These words and their other names, as the library's index knows them."""
        understood = self._current_lexicon().understand(" ".join(words))
        also = {word for name in understood.instead for word in name.instead}
        return {*self.library.words(f"{understood.text} {understood.other_names}"), *also}

    def _place(self, found: Found) -> Place | None:
        """Where the best quote stands."""
        span = next((chosen.span for chosen in choose_quotes(found.ranked, self.calibration)), None)
        return Place(span.passage_id, span.first, span.last) if span else None

    def _continued(self, found: Found, quoted: Place | None, question: str) -> list[Evidence]:
        """The evidence for a follow-up to a question for which this was quoted."""
        asked_now = self.library.words(" ".join(asked_anew(question, found.asked)))
        return continued(found.ranked, quoted, asked_now, self.library.words, is_instead=is_instead(question, found.asked))

    def _read(self, turns: Sequence[str], embed: Embed) -> FollowUp:
        """The ways to read the last of these turns."""
        return follow_up(
            turns,
            analyse=self.library.words,
            is_known=self._is_known,
            likeness=lambda one, other: float(embed(one) @ embed(other)),
            sort_told=self._sort_told,
        )

    def _sort_told(self, phrase: str) -> Sort | None:
        """The sort of thing that the library takes a phrase for."""
        if not self._is_known(phrase):
            return None
        words = self.library.words(self._current_lexicon().understand(phrase).text)
        nothing = np.zeros(self.library.encoder.dimension, dtype=np.float32)  # by words alone: nothing is embedded
        hits = self.library.search_for(Question(nothing, nothing, words), mode="lexical", top_k=_N_TELLING)
        return sort_in_texts(phrase, (hit.passage.text for hit in hits))

    def _before(self, turns: Sequence[str], source_ids: Collection[str] | None) -> Reply:
        """What was said to the last turn that points at nothing itself: "and the third study?" is still one of those quoted there."""
        earlier = _earlier(turns)
        return self.reply(earlier, source_ids=source_ids) if earlier else Reply(Route.ABSTAIN, "")

    def _of(self, aim: Meant, pointing: Pointed, turns: Sequence[str]) -> Found:
        """The evidence in what was meant: to the question before where nothing new is asked, and of a study its own words."""
        earlier, asked_of = _earlier(turns), [aim.source_id]
        again = renamed(earlier[-1], aim.named) if earlier and aim.named and pointing.is_all else None
        if earlier and pointing.is_all:
            again = again or asked_of_another(earlier[-1], aim.others)
        if again:
            earlier = [*earlier[:-1], again]
        if not pointing.is_all:
            found = self.find([pointing.naming(aim.named) if aim.named else pointing.question], source_ids=asked_of)
        else:
            found = self.find(earlier, source_ids=asked_of)
            found = replace(found, asked=replace(found.asked, carried=words_carried(earlier, analyse=self.library.words)))
        if not aim.study:
            return found
        if pointing.is_all and not again:
            told = self._current_lexicon().understand(aim.study[0].text)
            embed = self.library.encoder.encode_query
            found = replace(found, ranked=self._ranked(found.asked, told, Records(self.library), asked_of, embed).ranked)
        own = {sentence.sentence_id for sentence in aim.study}
        return replace(found, ranked=[item for item in found.ranked if item.sentence.sentence_id in own])

    def _nothing(self, reading: Standalone) -> Found:
        return Found(reading, self._current_lexicon().understand(reading.text), [])

    def _beyond(self, found: Found, n_replies: int) -> Found:
        """The evidence without what so many replies have quoted of it."""
        for _ in range(n_replies):
            shown = choose_quotes(found.ranked, self.calibration)
            found = replace(found, ranked=[item for item in found.ranked if not is_said_already(choose_one(item), shown)])
        return found

    def understand(self, question: str) -> Understood:
        """The question in the library's own words."""
        return self._current_lexicon().understand(clean(question).text)

    def _current_lexicon(self) -> Lexicon:
        with self.library.snapshot():  # all of one state; and another thread may put another one in its place
            lexicon = self._lexicon
            if lexicon is None or lexicon.generation != self.library.generation:
                lexicon = self._lexicon = Lexicon.of(self.library)
            return lexicon

    def _ranked(
        self, asked: Standalone, understood: Understood, sources: Mapping[str, Source], source_ids: Collection[str] | None, embed: Embed
    ) -> Found:
        named = Named.of(understood, cache(lambda text: frozenset(self.library.words(text))), self.library)
        evidence = gather(understood, named, library=self.library, judge=self._judge, embed=embed, sources=sources, source_ids=source_ids)
        ranked = self.calibration.ranked(evidence)
        is_told = bool(ranked) and ranked[0].probability >= TOLD_OTHERWISE_FROM
        return Found(asked, understood, ranked, lacks_name=not is_told and named.is_missing_everywhere(self.library))

    def _answer(
        self, question: str, found: Found, shown: Shown, verdict: Verdict, notices: list[str], by_part: Sequence[Found] = ()
    ) -> Reply:
        """The reply to a question; `by_part` is what is found for each of the two that it asks."""
        says_nothing = not found.asked.says_more and (is_tail(question) or self._may_mean_several(question, shown))
        parts = [part for part in by_part if not part.lacks_name]
        told = [(each, find_pairs(each.asked.text, each.ranked)) for each in (found, *parts)]
        differing, *differing_of_parts = (
            differing_from_best(pairs, each.ranked) | beside_a_seller(each.ranked, shown.is_seller) for each, pairs in told
        )
        by_matter = self._are_answered(by_part) and not _are_of_one_each(by_part)  # of what is compared the whole tells the differences
        pairs = [pair for _, pairs in (told[1:] if by_matter else told[:1]) for pair in pairs][:MAX_PAIRS]
        is_unread = is_surely_foreign(question) and not self._holds_language(verdict.language, shown.source_ids)
        quotes = [] if says_nothing or found.lacks_name or is_unread else choose_quotes(found.ranked, self.calibration, differing)
        if by_part and not (says_nothing or found.lacks_name or is_unread):
            by = zip(parts, differing_of_parts, strict=True)
            quotes = quotes_of_parts([choose_quotes(part.ranked, self.calibration, ids) for part, ids in by], quotes, differing_of_parts)
        related = choose_related(found.ranked if quotes else self._near(found, shown), quotes, self.calibration)
        n_documents = len({chosen.span.source_id for chosen in quotes})
        if quotes:
            message = messages.ANSWER_SEVERAL if n_documents > 1 else messages.ANSWER_ONE
        elif says_nothing:
            message = messages.WHAT_IS_MEANT
        elif is_unread or (messages.OTHER_LANGUAGE in notices and is_likely_foreign(question)):
            message = foreign_message(verdict, is_quoted=bool(related))
            notices = without_what_is_told(notices, is_carried=found.asked.says_more)
        elif asks_for_more(question) and related:
            message = messages.NO_MORE
        else:
            message = messages.ABSTAIN_NEAR if related else messages.ABSTAIN_FAR
        reply = self._said(Route.ANSWER if quotes else Route.ABSTAIN, message, verdict, is_quoted=bool(quotes or related))
        return replace(
            reply,
            quotes=shown.quoted(quotes),
            related=shown.quoted(related),
            notices=(*notices, *reply.notices),
            carried=found.asked.carried,
            differences=_differences(pairs, shown) if quotes else (),
            best_score=max(each.best for each in (found, *by_part)),
            meanings=shown.explained.names(found.understood.short_forms),
        )

    def _holds_language(self, language: str, source_ids: Collection[str] | None) -> bool:
        """Whether a document that is searched is written in this language: there its words are found as they are."""
        sources = (source for source in self.library.sources() if source_ids is None or source.source_id in source_ids)
        return any(source.language == language for source in sources)

    def _may_mean_several(self, question: str, shown: Shown) -> bool:
        """Whether nobody can tell of which subject it is asked; where all documents have one, that one is meant."""
        if shown.source_ids is not None and len(set(shown.source_ids)) == 1:
            return False
        return points_at_nothing(question) and not is_of_one_subject(self.library, shown.lexicon.words)

    def _general(self, found: Found, shown: Shown, verdict: Verdict, notices: list[str]) -> Reply:
        """What the documents say in general, without doses, beneath "I can't advise on your case"."""
        harmless = [item for item in found.ranked if not says_how_much(item) and not method_flag(item.hit.passage.text)]
        related = choose_related(harmless, [], self.calibration)
        quoted = without_amounts_beside(shown.quoted(related))
        near = (choose_one(item) for item in harmless if self._is_about(item, found, shown))
        cautions = [Caution(one.text, shown.sources[one.span.source_id].title) for one in near if caution_flag(one.text)]
        message = "\n\n".join([advice_message(verdict, is_quoted=bool(quoted)), *([messages.GENERAL_ONLY] if quoted else [])])
        questions = clinician_questions(cautions)
        if questions:
            message += f"\n\n{messages.FOR_A_CLINICIAN}\n" + "\n".join(f"• {question}" for question in questions)
        reply = self._said(Route.PERSONAL_ADVICE, message, verdict, is_quoted=bool(quoted))
        return replace(reply, related=quoted, notices=(*notices, *reply.notices), carried=found.asked.carried, best_score=found.best)

    def _near(self, found: Found, shown: Shown) -> list[Evidence]:
        """What may be shown where nothing answers."""
        near = [item for item in found.ranked if item.probability >= self.calibration.related_from]
        return without_doses_of_others(near, found.understood, lambda text: frozenset(self.library.words(text)), shown.sources)

    def _is_about(self, item: Evidence, found: Found, shown: Shown) -> bool:
        """Whether what stands there shares a name with what was asked: a caution about something else leads to absurd questions."""
        asked = {form for name in names(found.asked.text) for form in self.library.words(name)}
        asked.update(word for name in found.understood.instead for word in name.instead)
        asked.update(self.library.words(found.understood.other_names))
        before = item.neighbours[max(0, item.position - N_BEFORE) : item.position + 1]
        told = (shown.sources[item.sentence.source_id].title, item.hit.passage.section, *(sentence.text for sentence in before))
        return not asked.isdisjoint(self.library.words(" ".join(told)))

    def _notices(self, question: CleanQuestion, found: Found, verdict: Verdict, source_ids: Collection[str] | None) -> list[str]:
        notices = []
        if question.is_cut:
            notices.append(messages.CUT.format(n_chars=MAX_CHARS))
        if found.asked.says_more or found.understood.corrected or found.understood.expanded:
            notices.append(messages.SEARCHED_FOR.format(text=found.understood.full_text))
        missing = self._missing(found.understood)
        if verdict.language not in {"", "en"}:
            is_held = self._holds_language(verdict.language, source_ids)
            missing = missed_in(verdict.language, missing, is_held=is_held)
            if not is_held:
                notices.append(messages.OTHER_LANGUAGE)
        if found.best >= self.calibration.answer_from:  # in other words is no matter, but what is quoted is of nothing with this name
            missing = [word for word in missing if is_name(word)]
        if missing:
            notices.append(messages.not_in_documents(missing[:MOST_MISSED]))
        if self.library.trouble:  # a server that could do only half of the search
            notices.append(self.library.trouble)
        return notices

    def _is_known(self, word: str) -> bool:
        """Whether the library holds a word, or an other name of it."""
        understood = self._current_lexicon().understand(word)
        return bool(understood.expanded or understood.instead or understood.authors) or any(
            map(self.library.document_frequency, self.library.words(word))
        )

    def _missing(self, asked: Understood) -> list[str]:
        """The question's words that occur nowhere in the library, nor by an other name, as typed."""
        typed = dict.fromkeys(filter(may_name_subject, _TELLING_WORD.findall(asked.text)))
        known = asked.authors.union(*(name.asked for name in asked.instead))
        return [
            word
            for word in typed
            if any(form not in known and not self.library.document_frequency(form) for form in self.library.words(word))
        ]

    def _said(self, route: Route, message: str, verdict: Verdict | None = None, *, is_quoted: bool = False) -> Reply:
        """A reply without quotes, with the standing notice as it will fit once they are added."""
        notices = (messages.standing_notice(is_quoted=is_quoted),)
        if verdict is None:
            return Reply(route, message, notices=notices)
        is_help = route in {*HELP_ROUTES, Route.SMALLTALK}
        lines = (message,) if is_help else (message, help_in_sight(verdict))
        return Reply(
            route,
            "\n\n".join(filter(None, lines)),
            notices=notices,
            reason=verdict.reason,
            about_other=verdict.about_other,
            language=verdict.language,
        )


def _earlier(turns: Sequence[str]) -> list[str]:
    """The turns before the last that do not point at what one of them showed, as the first cannot."""
    return [turn for n, turn in enumerate(turns[:-1]) if not n or pointed(with_its_noun(clean(turn).text, turns[:n])) is None]


def _are_of_one_each(parts: Sequence[Found]) -> bool:
    """Whether each of these was looked for in a document of its own."""
    looked_in = [{item.sentence.source_id for item in part.ranked} for part in parts]
    return all(len(ids) == 1 for ids in looked_in) and len(set[str]().union(*looked_in)) == len(parts)


def _differences(pairs: Sequence[Pair], shown: Shown) -> tuple[Difference, ...]:
    quoted = shown.quoted([choose_one(item) for pair in pairs for item in (pair.first, pair.second)])
    return tuple(Difference(quoted[2 * n], quoted[2 * n + 1], pair.differing) for n, pair in enumerate(pairs))
