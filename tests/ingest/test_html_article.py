"""What of a web page's article could be taken for the page around it: its foot, and headings that sound like a pitch."""

from __future__ import annotations

from pathlib import Path

from index.document import Document, Role
from ingest.load import load
from ingest.split import split

PROSE = (
    "<p>Pads that warm the knee are worn for two hours each evening by people with worn joints.</p>"
    "<p>In a trial of ninety people they eased pain a little more than pads that were left cold.</p>"
)


def page(path: Path, body: str) -> Document:
    path.write_text(f"<!doctype html><html><body>{body}</body></html>", encoding="utf-8")
    return load(path)


def quotable(document: Document) -> str:
    return "\n".join(passage.text for passage in split(document).passages)


def test_sentences_in_the_foot_of_the_article_are_of_it(tmp_path: Path) -> None:
    foot = "<footer><p>Measured with a cuff at rest in the morning.</p><p>Filed under: knees</p></footer>"
    document = page(tmp_path / "p.html", f"<article><h1>Warm pads</h1>{PROSE}{foot}</article>")
    assert "Measured with a cuff at rest in the morning." in quotable(document)
    assert "Filed under" not in quotable(document)


def test_the_foot_of_the_page_or_of_a_comment_is_not_of_the_article(tmp_path: Path) -> None:
    comment = "<article><p>Nice.</p><footer><p>Your comment has to be read by us before it is shown.</p></footer></article>"
    foot = "<footer><p>Our shop in the old town is open on every day but Sunday.</p></footer>"
    document = page(tmp_path / "p.html", f"<article><h1>Warm pads</h1>{PROSE}{comment}</article>{foot}")
    assert "Your comment" not in quotable(document)
    assert "Our shop" not in quotable(document)


def test_what_follows_a_heading_that_sounds_like_a_pitch_does_not_stand_under_the_one_before(tmp_path: Path) -> None:
    body = f"<h2>What do they cost?</h2><p>One pad costs as much as a good pair of shoes.</p><h2>Why choose us?</h2><ul>{ITEMS}</ul>"
    document = page(tmp_path / "p.html", f"<main><h1>Warm pads</h1>{PROSE}{body}</main>")
    sections = {passage.section for passage in split(document).passages if "thousand knees" in passage.text}
    assert sections == {"Why choose us?"}


def test_a_heading_of_the_page_around_it_is_none_of_the_article(tmp_path: Path) -> None:
    cookies = "<div><h2>We use cookies on this website</h2></div>"
    document = page(tmp_path / "p.html", f"<main><h1>Warm pads</h1>{PROSE}</main>{cookies}")
    headings = [document.text_of(block) for block in document.blocks if block.role is Role.HEADING]
    assert headings == ["Warm pads"]


ITEMS = "<li>We have warmed more than a thousand knees since we opened</li><li>Each pad is sewn by hand in the old town</li>"
