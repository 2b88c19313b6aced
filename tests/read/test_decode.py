"""Bytes to characters: which encoding, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.read.decode import decode, decode_page, sniff_encoding
from tollbook.read.outcome import UnreadableError

RUSSIAN = "В результате обстрела села погибли трое жителей, ещё двенадцать ранены, сообщил губернатор."
UKRAINIAN = "Унаслідок обстрілу загинуло п'ятеро людей, ще двоє дістали поранення, повідомила поліція."
ARABIC = "قتل سبعة جنود في هجوم قرب الحدود وفق ما أعلن الجيش"
HEBREW = "שבעה חיילים נהרגו בפיגוע סמוך לגבול, כך נמסר"
TURKISH = "Saldırıda yedi asker öldürüldü, on iki kişi de yaralandı."
FRENCH = "L'armée a déclaré que sept soldats avaient été tués près de la frontière."
ENGLISH = "The ministry said “seven” soldiers — all conscripts — were killed."

CASES = [
    (RUSSIAN, "utf-8", "utf-8", "metadata"),
    (RUSSIAN, "cp1251", "cp1251", "guessed"),
    (RUSSIAN, "koi8-r", "koi8_r", "guessed"),
    (RUSSIAN, "cp866", "cp866", "guessed"),
    (RUSSIAN, "iso8859-5", "iso8859_5", "guessed"),
    (RUSSIAN, "utf-16-le", "utf-16-le", "guessed"),
    ("Погибли 12 человек.", "cp1251", "cp1251", "guessed"),
    ("Погибли 12 человек.", "koi8-r", "koi8_r", "guessed"),
    (UKRAINIAN, "cp1251", "cp1251", "guessed"),
    (UKRAINIAN, "koi8-u", "koi8_u", "guessed"),
    (ARABIC, "cp1256", "cp1256", "guessed"),
    (ARABIC, "iso8859-6", "iso8859_6", "guessed"),
    (HEBREW, "cp1255", "cp1255", "guessed"),
    (TURKISH, "cp1254", "cp1254", "guessed"),
    (FRENCH, "cp1252", "cp1252", "guessed"),
    (ENGLISH, "cp1252", "cp1252", "guessed"),
    (ENGLISH, "utf-16-be", "utf-16-be", "guessed"),
    ("\ufeff" + ENGLISH, "utf-8", "utf-8", "metadata"),
    ("\ufeff" + RUSSIAN, "utf-16-le", "utf-16-le", "metadata"),
    ("\ufeff" + RUSSIAN, "utf-16-be", "utf-16-be", "metadata"),
    ("\ufeff" + RUSSIAN, "utf-32-le", "utf-32-le", "metadata"),
]


@pytest.mark.parametrize(("text", "written", "found", "how"), CASES)
def test_a_text_comes_back_whatever_it_was_written_in(text: str, written: str, found: str, how: str) -> None:
    assert decode(text.encode(written)) == (text, (found, how))


NOISE = {
    "all bytes": bytes(range(256)),
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9,
    "a NUL in a text": b"Six people were killed\x00.",
    "control characters": b"Six \x01\x02\x03 killed",
    "noise without NUL": bytes((n * 181 + n // 7) % 255 + 1 for n in range(3000)),
}


@pytest.mark.parametrize("kind", NOISE)
def test_binary_noise_is_refused(kind: str) -> None:
    with pytest.raises(UnreadableError, match=r"is binary data, not text|its encoding cannot be told"):
        decode(NOISE[kind])


def test_broken_utf8_is_not_taken_for_another_encoding() -> None:
    raw = RUSSIAN.encode()
    with pytest.raises(UnreadableError, match="is not valid UTF-8 at byte 11; save it again as UTF-8"):
        decode(raw[:11] + b"\xff" + raw[11:])


def test_a_broken_wide_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match="begins as UTF-16-LE but is broken at byte"):
        decode(b"\xff\xfe" + RUSSIAN.encode("utf-16-le")[:-1])


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_without_loss_or_refused(raw: bytes) -> None:
    try:
        text, encoding = decode(raw)
    except UnreadableError:
        return
    assert text.encode(encoding.value) == raw
    assert "\x00" not in text


def test_a_page_declares_its_encoding() -> None:
    assert decode_page(RUSSIAN.encode("koi8-r"), "koi8-r") == (RUSSIAN, ("koi8-r", "metadata"))


def test_a_pages_wrong_declaration_is_passed_over() -> None:
    assert decode_page(RUSSIAN.encode(), "ascii")[0] == RUSSIAN
    assert decode_page(RUSSIAN.encode("cp1251"), "utf-8") == (RUSSIAN, ("cp1251", "guessed"))
    for declared in ("no-such-encoding", "utf-16", "idna", "undefined", "unicode_escape", "base64", "utf-7"):
        assert decode_page(RUSSIAN.encode(), declared)[0] == RUSSIAN


def test_latin_1_on_the_web_is_windows_1252() -> None:
    assert decode_page(ENGLISH.encode("cp1252"), "ISO-8859-1") == (ENGLISH, ("cp1252", "metadata"))


def test_a_few_broken_bytes_do_not_lose_a_page() -> None:
    raw = RUSSIAN.encode()
    assert decode_page(raw[:11] + b"\xff" + raw[11:], "utf-8")[0] == RUSSIAN[:6] + "\ufffd" + RUSSIAN[6:]


def test_a_tables_encoding_is_told_from_a_sample_that_ends_inside_a_character() -> None:
    assert sniff_encoding(RUSSIAN.encode()[:-1]) == "utf-8"
    assert sniff_encoding((RUSSIAN + "\n").encode("cp1251")) == "cp1251"
    assert sniff_encoding(RUSSIAN.encode() + b"\xff\n" + RUSSIAN.encode()) == "utf-8"


@pytest.mark.parametrize("noise", ["\x01", "\x7f", "\x82", "\x9f"])
def test_control_characters_make_a_text_binary_and_few_do_not(noise: str) -> None:
    with pytest.raises(UnreadableError, match="binary"):
        decode(("é" * 90 + noise).encode())
    assert decode(("é" * 110 + noise + "\t\n\x85").encode())[1].value == "utf-8"
