"""Sentences of a text, as exact spans: scientific prose, broken lines, abbreviations, citations."""

from __future__ import annotations

import re

from ingest.attributed import with_names

_STOP = re.compile(
    r"(?P<stop>[.!?…؟۔।॥]+)"
    r"(?P<close>[\"'”’»)\]]*)"
    r"(?P<cite>(?:\[\d[\d,;–\- ]*\]|\(\d[\d,;–\- ]*\)|[⁰¹²³⁴-⁹]+(?:[,–-][⁰¹²³⁴-⁹]+)*|(?<=[a-z][.!?])\d{1,3}(?:[,–-]\d{1,3})*)?)"
    r"(?=\s|$|(?<=[a-z]{4}[.!?])[A-Z][a-z]+[ ,])"  # pasted text may lack the space: "of pain.Other drugs"
)
_EASTERN_STOP = re.compile(  # Chinese and Japanese: no space follows; "．" also stands in numbers
    r"(?:[。！？｡]|(?<![\d０-９A-Za-z])．(?![\d０-９A-Za-z]))[。！？!?…]*[」』”’）》〉】〕)\]]*(?:\[\d[\d,;–\- ]*\])?"
)
_QUOTED_ON = re.compile(r"[」』][とってなの、，]")  # 「…。」と述べた: the sentence goes on after what is quoted
_EASTERN_PAIRS = (("「", "」"), ("『", "』"), ("（", "）"), ("“", "”"), ("《", "》"))
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_OPENS = re.compile(r"\s*[\"'“‘«(\[•·▪\-–—]*\s*(?P<word>(?P<first>\S)\w*)")
_ASIDE = re.compile(r"\s+\([^()]{1,80}\)(?:[,;]|\s+[a-z])")  # "lower tenderness. (P=0.02), more endurance": a stray stop
_STARTERS = re.compile(  # words that open a sentence and are no names
    r"The|This|These|Those|It|Its|They|There|We|Our|In|On|At|For|From|With|When|While|Where|If|As|After|Before|Although|Because|Since|"
    r"However|Therefore|Thus|Moreover|Furthermore|Additionally|Finally|Overall|Here|Both|Each|Many|Most|Some|Such|To|An?|"
    r"Patients|Participants|Results|Compared|Similarly|Conversely|Nevertheless|Hence|Other|One|Two|Three|No|Not|You|Your|He|She|His|Her",
)
_SMALL_STARTERS = re.compile(r"it|this|these|those|they|there|we|however|therefore|the")
_LABELLED = re.compile(  # "vitamin D.": the letter is a name's end, not an initial
    r"\b(?i:vitamins?|hepatitis|types?|groups?|grades?|class|phase|arm|factor|protein|figure|table|appendix|panel|study|influenza|and|or)"
    r" [A-Z]$",
)
_LAST_TOKEN = re.compile(r"[^\s(\[\"“‘]+$")
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?$|^[A-Z]$")
_ABBREVIATIONS = re.compile(  # after these a stop seldom ends a sentence
    r"e\.g|i\.e|al|vs|cf|ca|approx|figs?|eqs?|refs?|nos?|vol|pp?|ch|sec|tab|dr|mrs?|ms|prof|st|jr|sr|inc|ltd|co|corp|dept|univ|eds?|resp|"
    r"incl|excl|est|max|min|avg|n\.b|i\.v|i\.m|s\.c|p\.o|b\.i\.d|t\.i\.d|q\.i\.d|p\.r\.n|spp?|var|subsp|suppl?|viz|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
)
_SOMETIMES_FINAL = re.compile(  # after these it does, unless a number follows
    r"etc|[ap]\.m|u\.[sk]|e\.u|d\.c|ph\.d|m\.d|inc|co|i\.v|i\.m|s\.c|p\.o|[btq]\.i\.d|mg|ml|kg|hrs?|mins?|wks?|yrs?|no|max",
)
_NEVER_FINAL = re.compile(r"e\.g|i\.e|vs|cf|ca|dr|mrs?|ms|prof|figs?|eqs?|viz")
_MAX_PARENTHESIS = 300  # characters; a parenthesis open for longer was never closed


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of `text`, in order, not overlapping, without white space around them.

    A line break alone never ends a sentence; an empty line always does.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        spans.extend(_spans_of_paragraph(text, start, end))
        start = gap.end() if gap else end
    return spans


def _spans_of_paragraph(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for stop in _stops(text, start, end):
        if stop.start() >= start and (
            _ends_eastern(text, start, stop) if stop.re is _EASTERN_STOP else _ends_sentence(text, start, end, stop)
        ):
            spans.append(_trimmed(text, start, stop.end()))
            start = stop.end()
    spans.append(_trimmed(text, start, end))
    worded = [span for span in spans if span[0] < span[1] and any(character.isalnum() for character in text[span[0] : span[1]])]
    return with_names(text, worded)


def _stops(text: str, start: int, end: int) -> list[re.Match[str]]:
    stops = list(_STOP.finditer(text, start, end))
    eastern = list(_EASTERN_STOP.finditer(text, start, end))
    return sorted([*stops, *eastern], key=re.Match.start) if eastern else stops


def _ends_eastern(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether no quotation or parenthesis is open after the stop, and none that it closes is a part of the sentence."""
    sentence = text[start : stop.end()]
    is_open = any(
        sentence.count(opening) > sentence.count(closing) and len(sentence) - sentence.rindex(opening) < _MAX_PARENTHESIS
        for opening, closing in _EASTERN_PAIRS
    )
    return not is_open and not _QUOTED_ON.match(text, stop.end() - 1)


def _ends_sentence(text: str, start: int, end: int, stop: re.Match[str]) -> bool:
    following = _OPENS.match(text, stop.end(), end)
    if following is None:
        return True
    if _inside_parenthesis(text[start : stop.end()]) or _ASIDE.match(text, stop.end(), end):
        return False
    word = following["word"]
    before = text[start : stop.start()]
    if word[0].islower():
        return stop["stop"] == "." and bool(_SMALL_STARTERS.fullmatch(word)) and _is_long_or_number(before)
    if stop["stop"] != "." or stop["close"] or stop["cite"]:
        return True
    return not _is_abbreviation(before, word)


def _is_long_or_number(before: str) -> bool:
    """Whether the last word is one that no stop abbreviates: "in 1964. it had" is two sentences, "et al. the" is not."""
    return bool(re.search(r"(?:\b[a-z]{5,}|\b\d{4})$", before))


def _is_abbreviation(before: str, word: str) -> bool:
    """Whether the stop belongs to the word before it and `word` may go on with the sentence."""
    match = _LAST_TOKEN.search(before)
    if match is None:
        return False
    token = match.group().rstrip(",;")
    folded = token.lower()
    if _SOMETIMES_FINAL.fullmatch(folded):
        return word[0].isdigit()
    if (_STARTERS.fullmatch(word) and not _NEVER_FINAL.fullmatch(folded)) or _LABELLED.search(before):
        return False
    if _INITIALS.search(token) and len(token) <= 4:
        return True
    return bool(_ABBREVIATIONS.fullmatch(folded))


def _inside_parenthesis(sentence: str) -> bool:
    for opening, closing in (("(", ")"), ("[", "]")):
        if sentence.count(opening) > sentence.count(closing) and len(sentence) - sentence.rindex(opening) < _MAX_PARENTHESIS:
            return True
    return False


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
