"""Questions to go on with that the documents do answer: each is asked before it is shown.

They are worth no visitor's waiting: one is asked at a time, only while nobody is being answered, and stands still at once when
somebody asks something themselves.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from chat.reply import Reply, Route
from index.document import Role
from index.model_threads import in_no_hurry
from page.asking import Asks
from page.giving_way import GivingWay, NotNowError

N_SHOWN = 3
N_FIRST = 5
N_TRIED = 9  # candidates asked for one conversation
N_KEPT = 200  # answers remembered
PATIENCE_S = 20.0  # without anybody being answered for a moment, after which looking is given up for now
SURE = 0.6  # how likely the library must be to answer
_ASKS = re.compile(r"^(?:what|how|why|when|who|which|where|is|are|does|do|can)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:\d+(?:\.\d+)*\.?|[ivx]+\.)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
# Headings that every paper has and that name no subject.
_PLAIN = frozenset(
    [
        "abstract", "introduction", "background", "methods", "method", "materials", "results", "result", "discussion", "conclusion",
        "conclusions", "references", "acknowledgments", "acknowledgements", "funding", "keywords", "summary", "contents", "appendix",
        "overview", "limitations", "figures", "tables", "table", "figure", "disclaimer", "tags", "comments", "notes", "author",
        "authors", "contributions", "conflicts", "interest", "data", "availability", "statement", "copyright",
    ]
)  # fmt: skip
FOLLOW_UPS = (  # asked of whatever the conversation is about
    "What dose was used?",
    "How long does it last?",
    "How many patients were studied?",
    "What are the side effects?",
    "How does it work?",
    "How strong is the evidence for it?",
    "What are the causes?",
    "What are the symptoms?",
    "How is it diagnosed?",
    "How common is it?",
)


class NextQuestions:
    """Finds questions that the library answers, for one conversation at a time; remembers what it has found out."""

    def __init__(self, assistant: Asks, people: GivingWay) -> None:
        self._assistant = assistant
        self._people = people
        self._known: OrderedDict[tuple[int, tuple[str, ...]], Reply] = OrderedDict()
        self._looking = threading.Lock()
        self._first: tuple[int, tuple[str, ...]] = (-1, ())

    def after(self, questions: Sequence[str], source_ids: Collection[str], shown: Collection[str]) -> list[str] | None:
        """Up to N_SHOWN questions after a conversation that quoted these documents and has `shown` these words already.

        None where they cannot be looked for now, because others are being answered or looked for: ask again later.
        """
        return self._looked_for(self._candidates(questions, source_ids), questions, set(shown), n=N_SHOWN, tried=N_TRIED)

    def known_first(self) -> tuple[str, ...]:
        """Questions to begin with, if they are known already for this state of the library; it takes no time."""
        generation, questions = self._first
        return questions if generation == self._assistant.library.generation else ()

    def first(self, curated: Sequence[str]) -> tuple[str, ...] | None:
        """Questions to begin with: those of `curated` that this library answers, else made from its headings; None as in `after`."""
        if known := self.known_first():
            return known
        generation = self._assistant.library.generation
        ids = [source.source_id for source in self._assistant.library.sources()][:12]
        candidates = [*((question,) for question in curated), *self._of_headings(ids, ())]
        found = self._looked_for(candidates, (), set(), n=N_FIRST, tried=2 * N_TRIED)
        if found is None:
            return None
        self._first = generation, tuple(found)
        return self._first[1]

    def _looked_for(
        self, candidates: Iterable[tuple[str, ...]], asked: Sequence[str], shown: set[str], *, n: int, tried: int
    ) -> list[str] | None:
        """The first candidates that are answered with something that has not been shown; None where it is not the time for it."""
        if not self._looking.acquire(blocking=False):
            return None
        try:
            return list(islice(self._answered(islice(candidates, tried), asked, shown), n))
        except NotNowError:
            return None
        finally:
            self._looking.release()

    def _answered(self, candidates: Iterable[tuple[str, ...]], asked: Sequence[str], shown: set[str]) -> Iterator[str]:
        known = {question.casefold() for question in asked}
        generation = self._assistant.library.generation
        for turns in candidates:
            if turns[-1].casefold() in known:
                continue
            reply = self._ask(generation, turns)
            words = {quoted.quote.text for quoted in reply.quotes[:1]}
            if _is_answer(reply) and not words & shown:
                shown |= words
                yield turns[-1]

    def _ask(self, generation: int, turns: tuple[str, ...]) -> Reply:
        """The reply, remembered where the question is one of ours; what a visitor asked is not kept."""
        key = (generation, turns)
        if key in self._known:
            return self._known[key]
        self._people.wait(PATIENCE_S)
        with in_no_hurry(partial(self._people.wait, PATIENCE_S)):
            reply = self._assistant.reply(turns)
        if len(turns) == 1:
            self._known[key] = reply
            while len(self._known) > N_KEPT:
                self._known.popitem(last=False)
        return reply

    def _candidates(self, questions: Sequence[str], source_ids: Collection[str]) -> Iterator[tuple[str, ...]]:
        """Headings of the documents quoted and follow-ups, in turn: both kinds have their chance."""
        headings = self._of_headings(source_ids, questions)
        follow_ups = ((*questions[-3:], question) for question in FOLLOW_UPS if not _alike(question, questions))
        for first, second in zip(follow_ups, _endless(headings), strict=False):
            yield from (each for each in (second, first) if each)

    def _of_headings(self, source_ids: Collection[str], questions: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """One question for each heading that names a subject."""
        seen: set[str] = set()
        for source_id in list(source_ids)[:12]:
            pages = self._assistant.library.pages(source_id)
            title = self._assistant.library.source(source_id).title.casefold()
            for block in self._assistant.library.blocks(source_id):
                if block.role is not Role.HEADING:
                    continue
                heading = pages[block.page - 1][block.start : block.end]
                question = question_of(heading) if " ".join(heading.split()).casefold() != title else ""
                if question and question.casefold() not in seen and not _alike(question, questions):
                    seen.add(question.casefold())
                    yield (question,)


def _is_answer(reply: Reply) -> bool:
    """Whether the library answers, and speaks of what was carried over from the conversation."""
    if reply.route is not Route.ANSWER or reply.best_score < SURE or not reply.quotes:
        return False
    best = reply.quotes[0]
    said = f"{best.quote.text} {best.section} {best.source.title}".casefold()
    return 2 * sum(word.casefold()[:6] in said for word in reply.carried) >= len(reply.carried)


def question_of(heading: str) -> str:
    """The question a heading answers: itself if it is one, else what the documents say about it; "" if it names no subject."""
    text = _NUMBERED.sub("", " ".join(heading.split())).strip(" :.-–—")
    words = _WORD.findall(text.casefold())
    if not words or len(text) > 90 or len(words) > 12 or set(words) <= _PLAIN:
        return ""
    if text.endswith("?"):
        return text if len(words) > 2 and text.count("?") == 1 else ""
    if _ASKS.match(text) or len(words) < 2:
        return ""
    return f"What do the documents say about {_lowered(text)}?"


def _lowered(text: str) -> str:
    """A heading inside a sentence: "Symptoms of Fibromyalgia" → "symptoms of Fibromyalgia"; "NMDA receptors" stays."""
    first = text.split()[0]
    return text if first[1:] != first[1:].lower() else text[0].lower() + text[1:]


def _alike(question: str, questions: Sequence[str]) -> bool:
    words = set(_WORD.findall(question.casefold()))
    return any(len(words & set(_WORD.findall(other.casefold()))) >= 0.7 * len(words) for other in questions)


def _endless(candidates: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    yield from candidates
    while True:
        yield ()
