"""Text in encodings that nobody marked comes out as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.encodings import decode
from ingest.errors import UnreadableDocumentError
from ingest.load import load
from ingest.split import split

TEXTS = {
    "English": "Ketamine was given to twenty women with long-standing pain. Sleep improved in most of them – “relief”, they said.",
    "French": "La kétamine a été donnée à vingt femmes souffrant de douleurs. Après une semaine, la plupart d’entre elles dormaient mieux.",
    "German": "Ketamin wurde zwanzig Frauen mit Schmerzen gegeben, die müde waren. Nach einer Woche schliefen die meisten „länger“.",
    "Portuguese": "A cetamina foi administrada a vinte mulheres com dor crônica. Após uma semana, elas não precisavam de tanta medicação.",
    "Czech": "Ketamin byl podán dvaceti ženám s dlouhodobou bolestí. Většina z nich po týdnu lépe spala a méně užívala léky proti bolesti.",
    "Polish": "Ketaminę podano dwudziestu kobietom z przewlekłym bólem. Po tygodniu większość z nich spała lepiej i mniej się męczyła.",
    "Hungarian": "A ketamint húsz nőnek adták, akiknek hosszú ideje fájdalmuk volt. Egy hét után többségük jobban aludt, és őket is.",
    "Romanian": "Ketamina a fost administrată la douăzeci de femei cu durere. După o săptămână, cele mai multe au dormit mai bine şi bine.",
    "Turkish": "Ketamin uzun süredir ağrısı olan yirmi kadına verildi. Bir hafta sonra çoğu daha iyi uyudu ve daha az ilaç kullandı.",
    "Russian": "Кетамин вводили двадцати женщинам с хронической болью. Через неделю большинство из них спали лучше.",
    "Greek": "Η κεταμίνη χορηγήθηκε σε είκοσι γυναίκες με χρόνιο πόνο. Μετά από μία εβδομάδα οι περισσότερες κοιμόντουσαν καλύτερα.",
    "Hebrew": "קטמין ניתן לעשרים נשים עם כאב כרוני. לאחר שבוע רובן ישנו טוב יותר.",
    "Arabic": "أعطي الكيتامين لعشرين امرأة مصابة بألم مزمن. بعد أسبوع تحسن نوم معظمهن.",
    "Thai": "เคตามีนถูกให้แก่ผู้หญิงยี่สิบคนที่มีอาการปวดเรื้อรัง หลังจากหนึ่งสัปดาห์ส่วนใหญ่นอนหลับดีขึ้น",
    "simplified": "氯胺酮被用于二十名患有慢性疼痛的妇女。一周后，她们中的大多数睡眠有所改善。运动也有帮助。",
    "traditional": "氯胺酮被用於二十名患有慢性疼痛的婦女。一週後，她們中的大多數睡眠有所改善。運動也有幫助。",
    "Japanese": "ケタミンは慢性の痛みを持つ女性二十人に投与された。睡眠は一週間後に改善した。運動も役に立った。",
    "Korean": "케타민은 만성 통증이 있는 여성 스무 명에게 투여되었다. 일주일 후 대부분의 수면이 개선되었다. 운동도 도움이 되었다.",
}
WRITTEN_IN = {
    "English": ["cp1252", "mac_roman", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"],
    "French": ["cp1252", "mac_roman", "cp850"],
    "German": ["cp1252", "mac_roman", "cp850", "utf-7"],
    "Portuguese": ["cp1252", "mac_roman", "cp850"],
    "Czech": ["cp1250", "iso8859_2", "mac_latin2", "cp852"],
    "Polish": ["cp1250", "iso8859_2", "mac_latin2", "cp852"],
    "Hungarian": ["cp1250", "iso8859_2", "mac_latin2", "cp852"],
    "Romanian": ["cp1250", "iso8859_2"],
    "Turkish": ["cp1254"],
    "Russian": ["cp1251", "koi8_r", "cp866", "iso8859_5", "utf-16-le"],
    "Greek": ["cp1253", "iso8859_7"],
    "Hebrew": ["cp1255"],
    "Arabic": ["cp1256", "iso8859_6"],
    "Thai": ["tis_620"],
    "simplified": ["gb18030", "gb2312", "hz", "utf-16-le", "utf-16-be"],
    "traditional": ["big5", "gb18030"],
    "Japanese": ["shift_jis", "euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be", "utf-7"],
    "Korean": ["euc_kr", "cp949", "iso2022_kr", "utf-16-le"],
}
CASES = [(language, encoding) for language, encodings in WRITTEN_IN.items() for encoding in encodings]


def encoded(text: str, encoding: str) -> tuple[str, bytes]:
    """The text as this encoding can hold it, and its bytes."""
    for sign, plain in {"’": "'", "“": '"', "”": '"', "„": '"', "–": "-"}.items():
        if sign.encode(encoding, "ignore") == b"":
            text = text.replace(sign, plain)
    return text, text.encode(encoding)


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_what_nobody_marked_is_read_as_written(tmp_path: Path, language: str, encoding: str) -> None:
    text, data = encoded(TEXTS[language], encoding)
    path = tmp_path / "note.txt"
    path.write_bytes(data)
    document = load(path)
    assert document.pages == (text,)
    joint = "" if text.endswith("。") else " "
    assert joint.join(sentence.text for sentence in split(document).sentences) == text


@pytest.mark.parametrize(("language", "encoding"), [case for case in CASES if not case[1].startswith(("utf", "iso2022", "hz"))])
def test_one_lost_byte_does_not_change_the_rest(language: str, encoding: str) -> None:
    text, data = encoded(f"{TEXTS[language]}\n{TEXTS[language]}\n{TEXTS[language]}", encoding)
    found = decode(data[:-5] + b"\xff" + data[-5:])
    assert found.startswith(text[: 2 * len(text) // 3])


@pytest.mark.parametrize("language", TEXTS)
def test_utf8_with_a_lost_byte_is_utf8(language: str) -> None:
    text = f"{TEXTS[language]} – {TEXTS[language]}"
    assert decode(text.encode() + b"\xe9\xff") == f"{text}\ufffd\ufffd"


def test_lines_that_end_as_on_old_macs_are_in_their_encoding() -> None:
    text = "Ketamine was given at 37 °C.\rSleep improved after 5 µg.\r"
    assert decode(text.encode("mac_roman")) == text
    assert decode(text.replace("\r", "\n").encode("cp1252")) == text.replace("\r", "\n")


@pytest.mark.parametrize("text", ["C+D- and a+bcd- are signs.", "Call +49-30 1234 or 1+1=2, x+abc.", "~{x}~ and \\x1b$"])
def test_plain_ascii_stays_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text


def test_a_few_accents_in_an_english_text_are_western() -> None:
    text = "The dose was 5 µg. It was given by Bénard and Müller for a café at the time. " + TEXTS["English"]
    assert decode(text.encode("cp1252")) == text
    assert decode("Où et à quelle dose ? Pour qui ?".encode("cp1252")) == "Où et à quelle dose ? Pour qui ?"


def test_noise_is_unknown_and_no_words(tmp_path: Path) -> None:
    noise = bytes(128 + (number * 7919) % 128 for number in range(3000))
    path = tmp_path / "noise.txt"
    path.write_bytes(noise)
    with pytest.raises(UnreadableDocumentError):
        load(path)


def test_names_of_codecs_that_are_no_encodings_count_for_nothing() -> None:
    data = "Müller slept.".encode("cp1252")
    for name in ("punycode", "unicode_escape", "base64", "rot13", "no-such-name"):
        assert decode(data, name) == "Müller slept."


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_text_that_was_encoded_twice_is_decoded_twice(wrong: str) -> None:
    text = "Größere Übungen – “müde” kostet 5 € … à jeun. " * 3
    doubled = text.encode().decode("latin-1") if wrong == "latin-1" else text.replace("“", "").replace("”", "").encode().decode("cp1252")
    assert decode(doubled.encode()) in {text, text.replace("“", "").replace("”", "")}
    assert decode("Â is a letter, and so is Ã©, beside ü.".encode()) == "Â is a letter, and so is Ã©, beside ü."
