"""Notices of licence, copyright and publisher: sentences about the publication itself and what may be done with it. Never quotable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.document import Block, Document, Role
from index.reflow import reflow
from ingest.sentences import sentence_spans

WHY = "licence notice"
_WORK = (
    r"(?:article|publication|book|booklet|leaflet|brochure|work|document|material|page|website|web ?site|text|content|images?|"
    r"report|guideline|translation|journal|copies)"
)
_ACT = r"(?:re-?us|reproduc|re-?distribut|distribut|cop(?:y|ie)|photocop|transmit|adapt|reprint|print|publish|stor)\w*"
_HINT = re.compile(
    r"©|\(c\)|copyright|licen[cs]e|rights|permi(?:t|ssion)|creative commons|\bcc[ -]|publisher|reproduc|public domain|jurisdiction|"
    r"solely those|commercial|re-?prints?|re-?use|trade ?mark|views expressed|imply|made available|droits|derechos|rechte|nachdruck|"
    r"vervielf|interdite|prohibida|cop(?:y|ied)\b|download",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    "|".join(
        (
            r"^(?:©|\(c\) ?\d{4})|^.{0,60}©\s*(?:\d{4}|crown|(?:the )?authors?\b)",
            r"^(?!.*\b(?:questionnaire|scale|instrument|inventory|index|score)s?\b).*\bcopyright\b|^copyright\b",
            r"\ball rights (?:are )?reserved\b|\bcreative commons\b|\bcc[ -](?:by|0)\b|^licensee\b|\bexclusive licensee\b",
            r"\bopen government licen[cs]e\b",
            r"\balle rechte vorbehalten\b|\btous droits\b.{0,30}\br[ée]serv[ée]s\b|\btodos los derechos\b.{0,30}\breservados\b",
            r"\b(?:nachdruck|vervielf[äa]ltigung|reproduction|reproducci[óo]n)\b.{0,60}\b(?:genehmigung|verboten|interdite|prohibida)\b",
            r"^re-?prints?\b|\b(?:to order|requests? for|about) reprints?\b|\breprints? (?:and permissions?|requests?)\b",
            r"\bno re-?use (?:is )?(?:allowed|permitted)\b|\btrade ?marks? (?:are|is|remain) the property of\b",
            r"\bviews expressed\b.{0,90}\bnot necessarily\b|\bdo(?:es)? not imply (?:the expression of|that they are endorsed)\b",
            r"\bmade available (?:via|under|through)\b.{0,60}\b(?:licen[cs]e|open access|re-?use)\b",
            r"\bpublisher[’']s (?:final )?edited version\b",
            r"\bopen[ -]access article\b.{0,40}\b(?:under|distributed|licen[cs]ed)\b|\bno commercial re-?use\b",
            r"^(?:disclaimer\W{1,3})?publisher[’']?s?[’']? note\b|\bneutral with regard to jurisdictional claims\b",
            r"\bsolely those of the (?:individual )?authors?\b|\bendorsed by the publisher\b",
            r"\bdo(?:es)? not necessarily (?:represent|reflect|express)\b.{0,90}"
            r"\b(?:publishers?|editors?|organi[sz]ations?|institutions?|funders?)\b",
            r"\bis (?:therefore |thus )?(?:a work )?in the public domain\b|\bworks? of the (?:united states|u\.?s\.?) government\b",
            rf"\bno parts? of (?:this|the|these) {_WORK}\b.{{0,80}}\b{_ACT}",
            rf"\b(?:this|these) {_WORK} (?:may|can) be (?:freely )?{_ACT}",
            rf"\b(?:re-?use|reproduce|translate|reprint|copy)(?: or \w+)? (?:this|these) {_WORK}\b",
            r"\b(?:view|print|copy|download|share)(?:, (?:and |or )?| and | or )(?:print|copy|download|text|share)\b.{0,60}"
            r"\b(?:content|documents?|pages?)\b",
            rf"\b(?:this|these|the) {_WORK} (?:may|must|can|should) not be (?:{_ACT}|altered|used for commercial)\b",
            r"\b(?:re-?use|distribution|reproduction)\b(?: [\w,]+){0,8} permitted\b|\bre-?use permitted\b",
            rf"\bpermission (?:is (?:hereby )?granted to|to (?:re-?use|reproduce|reprint|copy|make))\b.{{0,60}}\b{_WORK}\b",
            r"\bprovided (?:that )?(?:the|this) (?:original )?(?:work|authors?|source|article|notice|publication)\b.{0,60}"
            r"\b(?:cited|credited|acknowledged|altered|kept)\b",
            r"\bunder the terms(?: and conditions)? of (?:this|the|a)\b.{0,40}\blicen[cs]e\b",
            rf"\b{_WORK}\b.{{0,40}}\b(?:licen[cs]ed|published|available|distributed) under (?:an?|the)\b.{{0,60}}\blicen[cs]e\b",
            rf"\b(?:print|copy|photocopy|download|redistribute)\b.{{0,30}}\b(?:this|these) {_WORK}\b.{{0,40}}"
            r"\b(?:own|personal|non-?commercial) use\b",
        )
    ),
    re.IGNORECASE,
)
_GOES_ON = re.compile(  # after a notice, in the same paragraph: more of it
    r"\b(?:licen[cs]es?|licen[cs]ed|permissions?|permitted|credit(?:ed)?|cited|citation|comply|rights|publisher|published by|journal|"
    rf"{_WORK})\b",
    re.IGNORECASE,
)
_MOST = 0.6  # of a paragraph's characters: then all of it


def without_licences(document: Document) -> Document:
    """The document, its notices marked as what is never quoted. A paragraph that ends in one is parted before it."""
    return replace(document, blocks=tuple(part for block in document.blocks for part in _parted(block, document)))


def is_notice(sentence: str) -> bool:
    """Whether a sentence speaks of who owns the publication and what may be done with it."""
    words = " ".join(sentence.split())
    return bool(_HINT.search(words) and _NOTICE.search(words))


def _parted(block: Block, document: Document) -> Iterator[Block]:
    text = document.text_of(block)
    if not block.role.is_quotable or not _HINT.search(text):
        yield block
        return
    runs = list(_runs(text))
    n_chars = sum(end - start for start, end, told in runs if told)
    if not n_chars:
        yield block
    elif n_chars > _MOST * len(text) or block.role is not Role.PARAGRAPH or block.why:
        yield replace(block, role=Role.BOILERPLATE, level=0, why=WHY) if n_chars > _MOST * len(text) else block
    else:
        for start, end, told in runs:
            part = replace(block, start=block.start + start, end=block.start + end)
            yield replace(part, role=Role.BOILERPLATE, why=WHY) if told else part


def _runs(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is a notice) of runs of sentences of one sort."""
    run: tuple[int, int, bool] | None = None
    for start, end in sentence_spans(text):
        sentence = reflow(text[start:end])
        told = is_notice(sentence) or bool(run and run[2] and _GOES_ON.search(sentence))
        if run is not None and run[2] == told:
            run = (run[0], end, told)
            continue
        if run is not None:
            yield run
        run = (start, end, told)
    if run is not None:
        yield run
