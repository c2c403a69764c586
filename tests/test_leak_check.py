"""What is hidden from an audience, and that it is found in what is drawn for it; and what is not found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from documents.content import Bilag, Closure, Correction, Dissent, Guest, ItemPresence, Stay
from documents.leak_check.check import Paper, check
from documents.leak_check.findings import Severity
from documents.leak_check.secrets import Extra, Secrets, secrets_of
from documents.scopes import Scope, full, narrowed, public
from tests.leaks import (
    CASE,
    CLOSED,
    OPEN,
    PLAN,
    PUBLIC,
    SECRET_TITLE,
    SENTENCE,
    WHOLE,
    check_bilag,
    check_edition,
    edition,
    public_secrets,
    severities,
    stops,
    with_item,
    with_open,
)

TEXT = "bilag.txt"


def test_a_clean_public_edition_has_nothing_to_tell() -> None:
    assert check_edition(edition()) == ()


def test_the_full_edition_would_be_stopped_for_the_public() -> None:
    """Also that all of it is found: title, bilag, case number, sentences."""
    origins = {origin for origin, _label, _part in stops(check_edition(edition(WHOLE)))}
    assert origins == {"titlen på punkt 3", "sagsnummeret på punkt 3", "en sætning i punkt 3"}


def test_those_who_read_everything_have_nothing_hidden_from_them() -> None:
    assert check_edition(edition(WHOLE), Secrets(), WHOLE) == ()


@pytest.mark.parametrize("field", ["title", "background", "decision", "proposer", "recommendations", "bilag"])
def test_a_sentence_pasted_into_an_open_item_stops_at_that_item(field: str) -> None:
    leaking: object = {"recommendations": (SENTENCE,), "bilag": (Bilag(SENTENCE, key="absence"),)}.get(
        field, f"<p>Se her. {SENTENCE} Mere.</p>" if field in ("background", "decision") else SENTENCE
    )
    whole = with_open(**{field: leaking})
    shown = narrowed(whole, public(whole))
    found = check_edition(edition(shown), public_secrets(whole), shown)
    assert [(origin, label) for origin, label, _part in stops(found)] == [("en sætning i punkt 3", "Punkt 4")]
    assert found[0].place.key == "open"
    assert "side" in found[0].place.part


def test_a_hit_that_no_item_explains_is_told_by_its_page() -> None:
    whole = with_open(background=f"<p>{SENTENCE}</p>")
    found = check_edition(edition(narrowed(whole, public(whole))))
    assert [(label, part[:5]) for _origin, label, part in stops(found)] == [("Dokumentet", "side ")]


def test_a_finding_says_what_to_do_and_shows_itself_to_no_log() -> None:
    (found,) = check_bilag(SENTENCE.encode(), TEXT)
    assert found.what.startswith("Leverandøren har i tre måneder")
    assert found.advice == "Fjern det fra filen, og læg den nye fil op i stedet."
    secrets = public_secrets()
    shown = repr((found, secrets, secrets.hidden, Paper(b"Solsikken", "Solsikken.pdf", "Solsikken")))
    assert "Leverandør" not in shown
    assert "Solsikken" not in shown


def test_five_words_stop_and_four_warn() -> None:
    whole = with_item(replace(CLOSED, title="Opsigelse af kontrakt med Solsikken"))
    assert severities(check_bilag(b"Opsigelse af kontrakt med Solsikken", TEXT, public_secrets(whole))) == [
        Severity.STOP
    ]
    whole = with_item(replace(CLOSED, title="Opsigelse af kontrakt Solsikken"))
    assert severities(check_bilag(b"Opsigelse af kontrakt Solsikken", TEXT, public_secrets(whole))) == [
        Severity.WARNING
    ]


def test_a_short_text_is_met_as_whole_words_only() -> None:
    secrets = public_secrets(with_item(replace(CLOSED, title="Skovbo")))
    assert severities(check_bilag("Børnehuset Skovbo".encode(), TEXT, secrets)) == [Severity.WARNING]
    assert check_bilag(b"Skovboernes forening", TEXT, secrets) == ()


def test_five_letters_are_too_few_to_warn_of() -> None:
    secrets = public_secrets(with_item(replace(CLOSED, title="Skov")))
    assert check_bilag(b"Skov", TEXT, secrets) == ()


def test_a_sensitive_word_stops_at_any_length_and_in_the_genitive() -> None:
    secrets = public_secrets(extras={"closed": Extra(sensitive=("Bly",))})
    assert severities(check_bilag(b"Malingens bly", TEXT, secrets)) == [Severity.STOP]
    assert severities(check_bilag(b"Blys virkning", TEXT, secrets)) == [Severity.STOP]
    assert check_bilag(b"Blyant", TEXT, secrets) == ()


def test_file_names_of_hidden_bilag_stop_also_where_they_are_spelled_as_addresses() -> None:
    extras = {"note": Extra(file_names=("Opsigelse af aftale om Solsikkens køkken.docx",))}
    secrets = public_secrets(extras=extras)
    (found,) = check_bilag(b"tekst", "opsigelse-af-aftale-om-solsikkens-koekken.txt", secrets)
    assert (found.severity, found.place.part) == (Severity.STOP, "filnavn")


def test_a_closed_bilag_on_an_open_item_is_hidden_too() -> None:
    title = "Grundejernes økonomiske forhold ved Havnefronten i detaljer"
    item = replace(PLAN, bilag=(Bilag(title, closed=True, key="plan-9"),))
    secrets = public_secrets(with_item(item))
    assert [origin for origin, _l, _p in stops(check_bilag(title.encode(), TEXT, secrets))] == [
        "et bilagsnavn på punkt 2"
    ]


def test_a_draft_and_an_item_not_shared_are_hidden_too() -> None:
    title = "Sammenlægning af skolerne i Nordbyen fra sommeren 2027"
    draft = with_open(title=title, preliminary=True)
    assert stops(check_bilag(title.encode(), TEXT, public_secrets(draft)))
    unshared = with_open(title=title)
    scope = Scope(full(unshared).items - {"open"}, full(unshared).attachments)
    assert stops(check_bilag(title.encode(), TEXT, secrets_of(unshared, scope)))


def test_what_was_written_down_after_the_decision_is_hidden_too() -> None:
    dissent = "Varslet på tre måneder er alt for langt for børnene."
    item = replace(CLOSED, dissents=(Dissent("Line Åkjær", f"<p>{dissent}</p>"),))
    assert stops(check_bilag(dissent.encode(), TEXT, public_secrets(with_item(item))))
    item = replace(CLOSED, corrections=(Correction(f"<p>{dissent}</p>", date(2026, 4, 2)),))
    assert stops(check_bilag(dissent.encode(), TEXT, public_secrets(with_item(item))))


@pytest.mark.parametrize(
    "guest",
    [
        {"guests": (Guest("Jens Poulsen, advokat"),)},
        {"presences": (ItemPresence("Jens Poulsen, advokat", Stay.GUEST),)},
    ],
)
def test_who_comes_for_a_closed_item_alone_is_asked_about(guest: dict[str, Any]) -> None:
    """A name may well stand elsewhere; a member's stands in the list of those present."""
    secrets = public_secrets(with_item(replace(CLOSED, **guest)))
    assert severities(check_bilag("Møde med Jens Poulsen.".encode(), TEXT, secrets)) == [Severity.WARNING]
    known = with_item(replace(CLOSED, presences=(ItemPresence(WHOLE.attendance[0].who, Stay.GUEST),)))
    assert check_bilag("Møde med Karen Holm.".encode(), TEXT, public_secrets(known)) == ()


# What the audience may read is no secret


def test_a_title_shared_by_an_item_they_may_read_is_no_secret() -> None:
    whole = with_open(title=SECRET_TITLE)
    shown = narrowed(whole, public(whole))
    assert stops(check_edition(edition(shown), public_secrets(whole), shown)) == []


def test_a_title_told_as_the_public_title_or_decision_is_no_secret() -> None:
    told = Closure(
        SECRET_TITLE + " (fortroligt)", public_decision="<p>Kontrakten opsiges med tre måneders varsel.</p>"
    )
    whole = with_item(
        replace(CLOSED, closed=told, decision="<p>Kontrakten opsiges med tre måneders varsel.</p>")
    )
    shown = narrowed(whole, public(whole))
    assert stops(check_edition(edition(shown), public_secrets(whole), shown)) == []


def test_a_sentence_issued_to_them_before_is_no_secret() -> None:
    before = with_open(background=f"<p>{SENTENCE}</p>")
    secrets = public_secrets(already=narrowed(before, public(before)))
    assert check_bilag(SENTENCE.encode(), TEXT, secrets) == ()


def test_a_sentence_that_only_stands_in_an_open_item_now_is_a_leak() -> None:
    whole = with_open(background=f"<p>{SENTENCE}</p>")
    assert stops(check_bilag(SENTENCE.encode(), TEXT, public_secrets(whole)))


def test_standard_phrases_of_the_program_and_of_the_forum_are_not_told() -> None:
    boilerplate = "Forvaltningen vurderer, at forslaget ikke har konsekvenser for klimaet."
    decision = f"<p>Orienteringen blev taget til efterretning.</p><p>{boilerplate}</p>"
    whole = with_item(replace(CLOSED, decision=decision))
    paper = f"Orienteringen blev taget til efterretning. {boilerplate}".encode()
    assert check_bilag(paper, TEXT, public_secrets(whole, phrases=[boilerplate.upper()])) == ()
    assert len(stops(check_bilag(paper, TEXT, public_secrets(whole)))) == 1


def test_a_standard_phrase_counts_for_each_recommendation_it_answers() -> None:
    whole = with_item(replace(CLOSED, decision="<p>Ad 1. Godkendt.</p><p>Ad 2: At sagen drøftes.</p>"))
    assert check_bilag(b"Ad 1. Godkendt. Ad 2: At sagen dr\xc3\xb8ftes.", TEXT, public_secrets(whole)) == ()


def test_a_title_is_found_without_the_mark_of_its_forum() -> None:
    whole = with_item(replace(CLOSED, title="CF - Ledelsen af Børnehuset Ærtebjerg skal skiftes"))
    paper = "Se også ledelsen af Børnehuset Ærtebjerg skal skiftes.".encode()
    assert len(stops(check_bilag(paper, TEXT, public_secrets(whole)))) == 1
    short = with_item(replace(CLOSED, title="CF - Ledelsen af Ærtebjerg"))
    found = check_bilag("Se også ledelsen af Ærtebjerg.".encode(), TEXT, public_secrets(short))
    assert severities(found) == [Severity.WARNING]


def test_a_title_shared_but_for_the_mark_is_no_secret() -> None:
    whole = with_item(replace(CLOSED, title="CF - Godkendelse af den nye rammeaftale for vikarer"))
    both = with_open(title="Godkendelse af den nye rammeaftale for vikarer")
    told = replace(
        both,
        entries=tuple(
            one if not getattr(one, "closed", None) else whole.entries[at]
            for at, one in enumerate(both.entries)
        ),
    )
    assert (
        stops(
            check_edition(
                edition(narrowed(told, public(told))), public_secrets(told), narrowed(told, public(told))
            )
        )
        == []
    )


def test_headings_that_an_open_item_has_too_are_not_told() -> None:
    whole = with_item(
        replace(CLOSED, background="<h3>Politisk behandling</h3><h3>Tavshedspligt mellem parterne</h3>")
    )
    item = replace(PLAN, background="<h3>Politisk behandling</h3>")
    whole = replace(whole, entries=(item, whole.entries[2], OPEN))
    paper = b"Politisk behandling. Tavshedspligt mellem parterne."
    assert [one.what for one in check_bilag(paper, TEXT, public_secrets(whole))] == [
        "Tavshedspligt mellem parterne"
    ]


# Case numbers


@pytest.mark.parametrize("text", ["Se sag 26/118.", "Sagsnr. 26 / 118", "Sagsnr. 26/\n118", "(26/118)"])
def test_a_hidden_case_number_stops(text: str) -> None:
    assert [origin for origin, _l, _p in stops(check_bilag(text.encode(), TEXT))] == [
        "sagsnummeret på punkt 3"
    ]


def test_a_hidden_case_number_stops_in_a_file_name() -> None:
    assert stops(check_bilag(b"tekst", "26-118 notat.txt"))


@pytest.mark.parametrize("text", ["126/118", "26/1184", "26.118 kr.", "26118", "den 26/118-2026"])
def test_other_numbers_are_not_the_case_number(text: str) -> None:
    assert check_bilag(text.encode(), TEXT) == ()


def test_a_case_number_they_are_shown_is_no_secret() -> None:
    also_open = with_open(case_number=CASE)
    assert check_bilag(b"Sag 26/118", TEXT, public_secrets(also_open)) == ()
    shown = with_item(replace(CLOSED, closed=Closure("Kontrakt", shows_case_number=True)))
    assert check_bilag(b"Sag 26/118", TEXT, public_secrets(shown)) == ()


# However it is set


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE.replace("skriftligt", "skrift-\nligt"),
        SENTENCE.replace("skriftligt", "skrift\u00adligt").replace("gange", "gan\u2010\nge"),
        SENTENCE.replace(" ", "\n  "),
        SENTENCE.replace("ø", "ø").replace("å", "a\u030a"),
        SENTENCE.replace("å", "a\u02da"),
        SENTENCE.upper(),
        SENTENCE.replace("tre måneder", "tre\u00a0måneder").replace(",", " ,"),
        SENTENCE.replace("fo", "f\u200bo"),
        "x".join(["", SENTENCE, ""]),
    ],
)
def test_a_sentence_is_known_however_it_is_set(text: str) -> None:
    assert stops(check_bilag(text.encode(), TEXT)) == [
        ("en sætning i punkt 3", "Bilag 4.1 »Sygefravær«", "teksten")
    ]


def test_ligatures_and_small_words_divided_at_the_end_of_a_line() -> None:
    secrets = public_secrets(with_item(replace(CLOSED, title="Konfliktløsning")))
    for text in ("Kon\ufb02iktløsning", "Konflikt-\nløsning", "konflikt\u2010\n  løsning", "KONFLIKTLØSNING"):
        assert severities(check_bilag(text.encode(), TEXT, secrets)) == [Severity.WARNING], text


def test_sentences_end_where_danish_sentences_end() -> None:
    text = (
        "<p>Aftalen ophører jf. § 5, stk. 2, den 17. maj 2026 kl. 8 hos ca. 40 brugere m.v. i Nordbyen. "
        "Opsigelsen er varslet tre måneder før. Aftalen var indgået i 2019. Den fornyes ikke.</p>"
    )
    whole = with_item(replace(CLOSED, background=text, decision="", recommendations=()))
    found = [one.text for one in public_secrets(whole).hidden if one.origin == "en sætning i punkt 3"]
    assert found == [
        "Aftalen ophører jf. § 5, stk. 2, den 17. maj 2026 kl. 8 hos ca. 40 brugere m.v. i Nordbyen.",
        "Opsigelsen er varslet tre måneder før.",
        "Aftalen var indgået i 2019.",
        "Den fornyes ikke.",
    ]


def test_a_sentence_after_one_that_ends_in_a_word_cut_short_stops_by_itself() -> None:
    text = "Erstatningen udgør i alt 4 mio. kr. Leverandøren har afvist at betale den."
    secrets = public_secrets(with_item(replace(CLOSED, background=f"<p>{text}</p>")))
    for part in ("Leverandøren har afvist at betale den.", "Erstatningen udgør i alt 4 mio. kr."):
        assert stops(check_bilag(part.encode(), TEXT, secrets)), part


# CPR numbers


@pytest.mark.parametrize(
    "text",
    [
        "010203-1234", "0102031234", "010203 1234", "010203\u00a01234", "010203\u20111234", "010203–1234",
        "010203-\n1234", "Borgeren 010203\n1234 har", "610203-1234", "311299-0000", "2003023693", "cpr010203-1234x",
        "010203   1234", "010203\t1234", "010203\u00a0\u202f1234", "010203  -  1234", "010203\n1234",
        "(010203\r\n1234)", "01 02 03 1234", "01\u00a002\u00a003\u00a01234", "01 02 03-1234", "01 02 03 - 1234",
        "01.02.03-1234", "01-02-03-1234", "01/02/03 - 1234", "Tabellen: 01 02 03 1234", "Cpr. 01.02.03-1234.",
    ],
)  # fmt: skip
def test_what_looks_like_a_cpr_number_is_told_masked(text: str) -> None:
    (found,) = check_bilag(text.encode(), TEXT, Secrets())
    digits = "".join(filter(str.isdigit, text))
    assert (found.severity, found.what, found.subject) == (Severity.CPR, f"{digits[:4]}xx-xxxx", digits)
    assert digits not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        "991399-9999", "320101-1234", "011301-1234", "000101-1234", "12 34 56 78", "12345678", "+45 12345678",
        "2012-202935", "330-2018-500301", "5798009811578", "1.316.000", "2.010.203.123 kr.", "010115-311215",
        "010203-12345", "1010203-1234", "2026-03-19T08:30:00", "12 34 56 7890", "+45 12 10 56 78",
        "+46 08 12 34 5678", "12 10 15 1200 14", "Nordby 3 120315   4500", "120315\t4500\t3200", "120315\t4500,25",
        "18\n120315\n4500\n11", "31.12.25 1250", "01.01.15-31.12.15", "1.01.02.03-1234", "27.03.16-P23-4-25",
        "010203\n\n1234", "DK50 0040 0440 1162 43", "120315   45000", "uuid:0102031234ab4c5d8e9f0102031234ab",
    ],
)  # fmt: skip
def test_other_numbers_are_no_cpr_numbers(text: str) -> None:
    assert check_bilag(text.encode(), TEXT, Secrets()) == ()


def test_a_list_of_people_is_no_table_of_figures() -> None:
    """Among other figures it is a hit where modulus 11 fits; a line for each person is."""
    found = check_bilag(b"010203\t1234\n020304\t2345\n7\t070761\t4285\t12500", TEXT, Secrets())
    assert [one.what for one in found] == ["0102xx-xxxx", "0203xx-xxxx", "0707xx-xxxx"]


def test_modulus_11_makes_certain_and_never_clears() -> None:
    certain = [check_bilag(text, TEXT)[0].certain for text in (b"070761-4285", b"070761-4286")]
    assert certain == [True, False]


def test_cpr_numbers_are_looked_for_whatever_the_audience_reads() -> None:
    whole = with_open(decision="<p>Bevilget til 010203-1234.</p>")
    (found,) = check_edition(edition(whole), Secrets(), whole)
    assert (found.severity, found.place.key, found.place.label) == (Severity.CPR, "open", "Punkt 4")


def test_findings_come_in_the_order_they_must_be_dealt_with() -> None:
    secrets = public_secrets(with_item(replace(CLOSED, title="Konfliktløsning")))
    text = f"Konfliktløsning 010203-1234 {SENTENCE}".encode()
    papers = [
        Paper(b"\x00\x00\x01", "lyd.bin", "Bilag 4.2", key="sound"),
        Paper(text, TEXT, "Bilag 4.1", key="absence"),
    ]
    found = check(papers, secrets, PUBLIC)
    assert severities(found) == [Severity.STOP, Severity.CPR, Severity.UNREADABLE, Severity.WARNING]
    assert found[2].advice == "Se selv filen igennem, og skriv, hvorfor den må sendes ud."
