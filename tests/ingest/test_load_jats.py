"""A JATS article: its record, its sections, and the attacks XML knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import Role, SourceKind
from ingest.errors import UnreadableDocumentError
from ingest.load_jats import load_jats

ARTICLE = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.2//EN" "JATS-archivearticle1.dtd">
<article article-type="{kind}" xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink"><front>
<journal-meta><journal-title-group><journal-title>Journal of Pain Notes</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="doi">10.1234/jpn.5</article-id>
<title-group><article-title>Sleep and <italic>pain</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Doe</surname><given-names>Ana</given-names></name></contrib>
<contrib contrib-type="editor"><name><surname>Roe</surname><given-names>Ed</given-names></name></contrib></contrib-group>
<pub-date pub-type="epub"><day>3</day><month>4</month><year>2019</year></pub-date>
<abstract><p>Sleep matters.</p></abstract></article-meta></front>
<body><sec><label>1</label><title>Methods</title><p>We asked 20 women<xref>1</xref>.
<list><list-item><p>by day</p></list-item><list-item><p>by night</p></list-item></list> Then we wrote it down.</p>
<sec><title>Doses</title><p>5&#xa0;mg daily.<!-- not shown --></p>
<table-wrap><label>Table 1</label><caption><p>Doses given.</p></caption>
<table><tr><th>Drug</th><th>Dose</th></tr><tr><td>A</td><td>5 mg</td></tr></table></table-wrap></sec></sec></body>
<back><ack><p>We thank all.</p></ack>
<ref-list><title>References</title><ref><mixed-citation>Doe A. Sleep. 2018.</mixed-citation></ref></ref-list></back></article>"""


def write(folder: Path, text: str) -> Path:
    path = folder / "article.nxml"
    path.write_text(text, encoding="utf-8")
    return path


def test_front_matter_becomes_the_record(tmp_path: Path) -> None:
    source = load_jats(write(tmp_path, ARTICLE.format(kind="research-article"))).source
    assert (source.title, source.authors, source.publisher) == ("Sleep and pain", ("Ana Doe",), "Journal of Pain Notes")
    assert (source.date, source.doi, source.language, source.kind) == ("2019-04-03", "10.1234/jpn.5", "en", SourceKind.ARTICLE)


def test_article_type_decides_the_kind(tmp_path: Path) -> None:
    source = load_jats(write(tmp_path, ARTICLE.format(kind="systematic-review"))).source
    assert source.kind is SourceKind.SYSTEMATIC_REVIEW
    assert ("kind", "article-type: systematic-review") in source.inferred


def test_blocks_stand_in_reading_order_with_roles_and_levels(tmp_path: Path) -> None:
    document = load_jats(write(tmp_path, ARTICLE.format(kind="")))
    assert [(block.role, block.level, document.text_of(block)) for block in document.blocks] == [
        (Role.HEADING, 1, "Sleep and pain"),
        (Role.HEADING, 2, "Abstract"),
        (Role.PARAGRAPH, 0, "Sleep matters."),
        (Role.HEADING, 2, "1 Methods"),
        (Role.PARAGRAPH, 0, "We asked 20 women1."),
        (Role.LIST_ITEM, 0, "• by day"),
        (Role.LIST_ITEM, 0, "• by night"),
        (Role.PARAGRAPH, 0, "Then we wrote it down."),
        (Role.HEADING, 3, "Doses"),
        (Role.PARAGRAPH, 0, "5 mg daily."),
        (Role.CAPTION, 0, "Table 1 Doses given."),
        (Role.TABLE_ROW, 0, "Drug | Dose"),
        (Role.TABLE_ROW, 0, "A | 5 mg"),
        (Role.REFERENCE, 0, "We thank all."),
        (Role.HEADING, 2, "References"),
        (Role.REFERENCE, 0, "Doe A. Sleep. 2018."),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<article><body><p>cut off", "damaged XML"),
        ("<article><front/></article>", "without text"),
        ("<book><p>words</p></book>", "no article"),
        ('<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]><article><body><p>&y;</p></body></article>', "entities"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><article><body><p>&x;</p></body></article>', "entities"),
        ("<article><body>" + "<sec>" * 240 + "<p>deep</p>" + "</sec>" * 240 + "</body></article>", "deep"),
        ("<article><body>" + "<sec>" * 5000 + "<p>deep</p>" + "</sec>" * 5000 + "</body></article>", "damaged XML"),
    ],
)
def test_what_is_no_article_is_refused_by_name(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        load_jats(write(tmp_path, text))


WHOLE = "<article dtd-version='1.2'><body><p>The Mädchen slept better after a week.</p></body></article>"


@pytest.mark.parametrize(
    "data",
    [
        b"\n\n" + f'<?xml version="1.0"?>{WHOLE}'.encode(),
        f'<?xml version="1.0" encoding="no-such"?>{WHOLE}'.encode(),
        f'<?xml version="1.0" encoding="utf-16"?>{WHOLE}'.encode(),
        f'<?xml version="1.0"?>{WHOLE}'.encode("latin-1"),
    ],
    ids=["blank lines first", "an unknown encoding", "another encoding than stated", "no UTF-8"],
)
def test_slips_in_the_declaration_are_forgiven(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "article.xml"
    path.write_bytes(data)
    assert load_jats(path).pages[0].endswith("The Mädchen slept better after a week.")


@pytest.mark.parametrize(
    ("head", "items", "said"),
    [
        (' list-type="order"', ["", ""], ["1. by day", "2. by night"]),
        (' list-type="bullet"', ["", ""], ["• by day", "• by night"]),
        ("", ["<label>a)</label>", "<label>(b)</label>"], ["a) by day", "(b) by night"]),
        (' list-type="order"', ["<label>3</label>", "<label>5.</label>"], ["3. by day", "5. by night"]),
        (' list-type="simple"', ["<label>•</label>", "<label>Note</label>"], ["• by day", "• by night"]),
    ],
)
def test_items_keep_their_numbers(tmp_path: Path, head: str, items: list[str], said: list[str]) -> None:
    item = "<list{head}><list-item>{}<p>by day</p></list-item><list-item>{}<p>by night</p></list-item></list>"
    text = ARTICLE.format(kind="").replace(item.format("", "", head=""), item.format(*items, head=head))
    document = load_jats(write(tmp_path, text))
    assert [document.text_of(block) for block in document.blocks if block.role is Role.LIST_ITEM] == said
