"""What is suggested from the text of a decision, and how often that is what a careful secretary notes."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from decisions.follow_up import DecisionText, Look, Return, Section, Span, Suggestion, suggest
from tests.follow_up import EXAMPLES, read_cases, read_examples, score, told

MEETING = date(2015, 9, 17)
CALENDAR = (date(2015, 9, 3), date(2015, 10, 22), date(2015, 10, 1), date(2015, 11, 5))
DEPARTMENTS = (
    "Økonomi & Stab",
    "Miljø & Teknik",
    "Kultur, Fritid & Forebyggende Sundhed",
    "Teknik",
    "Personale",
)


def read(text: str, **more: object) -> tuple[Suggestion, ...]:
    decision = DecisionText(
        text, MEETING, calendar=CALENDAR, departments=DEPARTMENTS, people=("Sofie Møllebæk",)
    )
    return suggest(replace(decision, **more))  # type: ignore[arg-type]


def names(found: Suggestion) -> list[str]:
    return [who.name for who in found.responsible]


# How often


@pytest.mark.parametrize(
    ("name", "judged", "dated"),
    [
        ("develop", 100, 100),
        ("held-out-1", 99, 95),
        ("held-out-2", 100, 100),
        ("held-out-3", 100, 100),
        ("held-out-4", 100, 100),
        ("held-out-5", 96, 96),
        ("held-out-6", 100, 100),
        ("held-out-7", 100, 100),
        ("held-out-8", 98, 100),
    ],
)
def test_decisions_are_read_as_a_careful_secretary_reads_them(name: str, judged: float, dated: float) -> None:
    """The bar is 90 % and 95 %; what has been learned since is held."""
    found = score(read_cases(name))
    misses = "\n".join(told(found))
    assert found.invented == [], misses
    assert found.judged >= judged, misses
    assert found.dated >= dated, misses


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the examples are kept beside the repository")
def test_the_examples_that_the_work_began_with_are_all_met() -> None:
    found = score(read_examples())
    assert (found.misjudged, found.missed, found.invented) == ([], [], [])


# Who


def test_the_responsible_is_who_acts_not_who_receives() -> None:
    (found,) = read("Kultur, Fritid & Forebyggende Sundhed sender en status til Økonomi & Stab.")
    assert names(found) == ["Kultur, Fritid & Forebyggende Sundhed"]
    (found,) = read("Punkt 2 sendes tilbage til Økonomi & Stab med henblik på en uddybning.")
    assert names(found) == ["Økonomi & Stab"]


def test_who_is_responsible_may_be_said_in_the_next_sentence_and_alone() -> None:
    (found,) = read("Der gives en status hvert kvartal. Personale og Teknik er ansvarlige.")
    assert (names(found), found.task) == (["Personale", "Teknik"], "Give en status")
    (found,) = read("Personale udarbejder en plan. Teknik er ansvarlig.")
    assert names(found) == ["Personale"]


def test_of_two_names_after_the_verb_the_first_acts() -> None:
    (found,) = read("I oktober orienterer Personale chefforum.")
    assert (names(found), found.task) == (["Personale"], "Orientere chefforum")


def test_the_head_of_a_department_is_who_acts_where_the_head_is_named() -> None:
    (found,) = read("Direktøren for Kultur, Fritid & Forebyggende Sundhed kontakter regionen i uge 41.")
    assert names(found) == ["direktøren for Kultur, Fritid & Forebyggende Sundhed"]


def test_a_chief_of_a_kind_is_named_by_both_words() -> None:
    for who in ("Teknisk chef", "Den tekniske chef", "Administrativ leder"):
        (found,) = read(f"{who} svarer politiet senest 9.10.")
        assert (names(found), found.deadline) == ([who[0].lower() + who[1:]], date(2015, 10, 9))


def test_who_is_sent_a_thing_acts_where_it_is_said_when() -> None:
    for said in (
        "Oversendt til Teknik, der svarer snarest.",
        "Klagen blev sendt videre til Teknik, som svarer.",
        "Klagen blev sendt videre til Teknik, som straks svarer.",
        "Klagen sendes til Teknik, der behandler klager.",
        "Klagen er sendt til Teknik, der flytter den 9. oktober.",
    ):
        acting = [name for found in read(said) for name in names(found)]
        assert acting == (["Teknik"] if "sna" in said or "straks" in said else []), said
    own, theirs = read("Personale sender tal til Teknik, som samler dem i et notat inden oktober.")
    assert [(names(one), one.deadline) for one in (own, theirs)] == [
        (["Personale"], None),
        (["Teknik"], date(2015, 9, 30)),
    ]
    assert read("Chefforum drøftede, om klagen skal sendes til Teknik, der svarer inden jul.") == ()


def test_several_act_together_and_names_are_written_as_the_municipality_writes_them() -> None:
    (found,) = read("I oktober udarbejder Miljø og Teknik sammen med Sofie Møllebæk et oplæg.")
    assert names(found) == ["Miljø & Teknik", "Sofie Møllebæk"]
    (found,) = read("Oversigten ajourføres af Miljø & Teknik og Økonomi & Stab i samarbejde med HR.")
    assert names(found) == ["Miljø & Teknik", "Økonomi & Stab", "HR"]


def test_the_longer_name_is_meant_and_a_genitive_acts_not() -> None:
    (found,) = read("Miljø & Teknik svarer.")
    assert names(found) == ["Miljø & Teknik"]
    assert read("Personales forslag er godt.") == ()
    (found,) = read("Det er Personales opgave at holde oversigten ajour.")
    assert names(found) == ["Personale"]


def test_who_proposed_the_item_brings_what_the_forum_is_to_be_given() -> None:
    (found,) = read("Chefforum får et oplæg.", proposer="Kommunaldirektøren")
    assert names(found) == ["Kommunaldirektøren"]
    (found,) = read("Der udarbejdes et oplæg.", proposer="Kommunaldirektøren")
    assert names(found) == []


def test_who_and_when_may_stand_in_a_sentence_of_their_own() -> None:
    (found,) = read("Der laves en tidsplan. Ansvarlig: Miljø & Teknik. Frist: 1. oktober.")
    assert (names(found), found.deadline) == (["Miljø & Teknik"], date(2015, 10, 1))
    (found,) = read("Ansvarlig: HR. Frist: 1. oktober.", title="Lokalplan 412")
    assert (found.task, names(found), found.deadline) == ("Lokalplan 412", ["HR"], date(2015, 10, 1))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Direktør Anne Mikkelsen taler med Teknik, og hun vender tilbage den 22. oktober.",
            ["Anne Mikkelsen"],
        ),
        (
            "Sofie Møllebæk gav en status. Hun inviterer naboerne til et møde den 22. oktober.",
            ["Sofie Møllebæk"],
        ),
        (
            "Efter ønske fra Per Holm undersøger Sofie Møllebæk sagen, og hun vender tilbage den 22. oktober.",
            ["Sofie Møllebæk"],
        ),
        (
            "Per Holm bad Sofie Møllebæk svare, og hun vender tilbage den 22. oktober.",
            ["Sofie Møllebæk"],
        ),
        ("Skolelederne gennemgår planerne, og de sender dem den 22. oktober.", ["skolelederne"]),
        ("Personale og Teknik taler sammen, og de vender tilbage den 22. oktober.", ["Personale", "Teknik"]),
        (
            "Personale og Teknik har drøftet sagen, og sidstnævnte sender et notat den 22. oktober.",
            ["Teknik"],
        ),
        ("Sofie Møllebæk og Per Holm gav en status. Han inviterer naboerne den 22. oktober.", []),
    ],
)
def test_a_pronoun_stands_for_who_was_named_before_or_for_nobody(text: str, who: list[str]) -> None:
    (found,) = read(text)
    assert (names(found), found.deadline) == (who, date(2015, 10, 22))


# When


def test_a_deadline_in_the_next_sentence_is_that_of_what_it_speaks_of() -> None:
    first, second = read(
        "Økonomi & Stab udarbejder et oplæg. Dette oplæg behandles på chefforum igen den 22. oktober."
    )
    assert first.deadline == second.deadline == date(2015, 10, 22)
    first, _second = read(
        "Økonomi & Stab laver et oplæg. Arbejdet i Teknik behandles på chefforum den 22. oktober."
    )
    assert first.deadline is None


def test_an_interval_has_a_first_day_and_what_is_far_ahead_or_on_another_weekday_is_marked() -> None:
    (found,) = read("HR evaluerer medio april 2016.")
    assert (found.deadline_from, found.deadline) == (date(2016, 4, 11), date(2016, 4, 20))
    assert (found.rule, found.look) == ("medio", (Look.FAR,))
    (found,) = read("HR evaluerer mandag den 22. oktober.")
    assert (found.deadline, found.look) == (date(2015, 10, 22), (Look.WEEKDAY,))
    (found,) = read("HR evaluerer senest den 1. maj 2015.")
    assert (found.deadline, found.look) == (None, (Look.PAST,))
    (found,) = read("HR evaluerer inden vinterferien.")
    assert set(found.look) == {Look.LOCAL}


def test_each_task_has_its_own_deadline() -> None:
    first, second = read(
        "Planen skal være færdig inden årets udgang og drøftes i KommuneMED i 1. kvartal 2016."
    )
    assert (first.deadline, second.deadline) == (date(2015, 12, 31), date(2016, 3, 31))
    assert second.task == "Drøfte planen i KommuneMED"
    first, second = read("HR undersøger sagen og sender et brev til ejerne senest den 1. oktober.")
    assert (first.deadline, second.deadline) == (None, date(2015, 10, 1))
    first, second = read("HR sender et udkast i uge 43 og en færdig plan i uge 45.")
    assert (first.deadline, second.deadline) == (date(2015, 10, 23), date(2015, 11, 6))
    assert second.task == "Sende en færdig plan"


@pytest.mark.parametrize(
    "text",
    [
        "HR undersøger reglerne og orienterer chefforum den 22. oktober.",
        "Chefforum bad HR om at undersøge reglerne og at vende tilbage den 22. oktober.",
        "HR undersøger reglerne, og resultatet fremlægges den 22. oktober.",
        "Det er HR, der undersøger reglerne, og den 22. oktober skal det være færdigt.",
        "HR undersøger reglerne. Det skal ske senest den 22. oktober.",
        "HR undersøger reglerne, så chefforum kan tage stilling den 22. oktober.",
        "Idet chefforum noterede sig, at tiden er knap, blev det aftalt, at HR svarer den 22. oktober.",
        "Undersøgelsen foretages senest den 22. oktober, og det varetages af HR.",
        "Der laves en undersøgelse senest den 22. oktober. HR er tovholder på undersøgelsen.",
        "Reglerne undersøges. HR sørger for det senest den 22. oktober.",
        "Chefforum ønsker et overblik. HR fremlægger overblikket den 22. oktober.",
        "HR sørger for, at reglerne bliver undersøgt, og at svaret sendes den 22. oktober.",
        "Det overlades til HR at svare senest den 22. oktober.",
        "HR undersøger, om aftalen kan forlænges, og svaret gives den 22. oktober.",
        "HR laver handleplaner, og planerne indsendes til chefforum den 22. oktober.",
        "HR står for at lave en model, og en første version præsenteres den 22. oktober.",
        "HR reviderer beredskabsplanen, og den reviderede plan drøftes den 22. oktober.",
        "Det blev aftalt, at bemandingen gennemgås, og at HR vender tilbage den 22. oktober.",
        "Chefforum vedtog at lave en analyse. Analysen udarbejdes af HR og skal være klar den 22. oktober.",
        "HR opdaterer oversigten. Oversigten skal være opdateret den 22. oktober.",
        "HR gør lederne bekendt med ordningen, og det skal ske senest den 22. oktober.",
        "HR rydder op i mapperne, hvilket skal være gjort senest den 22. oktober.",
        "Det blev aftalt, at HR rydder op, og at dette sker den 22. oktober.",
        "HR rydder op. Arbejdet udføres den 22. oktober.",
        "HR søger tilskud; ansøgningsfristen hos fonden er den 22. oktober.",
        "HR har ansvaret for, at der sættes skilte op, og at planen ajourføres den 22. oktober.",
        "HR har ansvaret for at lave en plan og for at udsende den senest den 22. oktober.",
        "Det blev overladt til HR at finde en løsning senest den 22. oktober.",
        "HR beder firmaet om en redegørelse, der foreligger senest den 22. oktober.",
        "HR udpeger en kontaktperson og meddeler navnet til Teknik senest den 22. oktober.",
        "Rapporten suppleres med nøgletal. Den første udgave fremlægges af HR den 22. oktober.",
    ],
)
def test_the_work_and_what_is_told_of_it_are_one_task(text: str) -> None:
    (found,) = read(text)
    assert (names(found), found.deadline) == (["HR"], date(2015, 10, 22))


@pytest.mark.parametrize(
    "text",
    [
        "HR minder lederne om, at fristen for tilmelding er den 22. oktober.",
        "HR indhenter tilbud, forudsat at budgettet vedtages den 22. oktober.",
        "HR svarer på det brev, som regionen sendte den 3. september.",
        "Som aftalt den 3. september laver HR en plan.",
        "På baggrund af byrådets beslutning den 3. september laver HR en plan.",
        "HR ansætter en leder, som tiltræder den 1. november.",
        "HR varsler det senest tre måneder før aftalen udløber den 1. maj.",
        "HR fremlægger planen på næste møde efter efterårsferien.",
        "Chefforum besluttede at fastholde fristen den 1. oktober, og HR informerer lederne.",
        "HR laver en aftale for perioden 1. oktober - 31. december 2015.",
        "HR gennemgår afsnit 3.2, inden 4.5 behandles.",
    ],
)
def test_a_day_of_something_else_is_no_deadline(text: str) -> None:
    (found,) = read(text)
    assert (names(found), found.deadline) == (["HR"], None)


@pytest.mark.parametrize(
    "text",
    [
        "HR laver en plan, og et udkast til budget drøftes den 22. oktober.",
        "HR laver en plan, og den nye cykelsti indvies den 22. oktober.",
        "HR undersøger sagen, og Teknik sender et notat om parkering den 22. oktober.",
        "HR laver en plan, og mødet med naboerne holdes den 22. oktober.",
        "HR rydder op. Høringsfristen hos kommunerne er den 22. oktober.",
        "HR rydder op, og det sker i øvrigt også hos naboen, der flytter den 22. oktober.",
    ],
)
def test_the_day_of_another_thing_is_not_that_of_the_work(text: str) -> None:
    found = read(text)
    assert (names(found[0]), found[0].deadline) == (["HR"], None)


def test_next_year_and_the_next_quarter_are_counted_from_the_meeting() -> None:
    (found,) = read("HR evaluerer i november næste år.")
    assert (found.deadline_from, found.deadline) == (date(2016, 11, 1), date(2016, 11, 30))
    (found,) = read("HR evaluerer inden udgangen af 4. kvartal næste år.")
    assert found.deadline == date(2016, 12, 31)
    (found,) = read("HR evaluerer i næste kvartal.")
    assert (found.deadline_from, found.deadline) == (date(2015, 10, 1), date(2015, 12, 31))


def test_what_is_discussed_further_comes_back_and_what_stands_aside_gives_nothing() -> None:
    (found,) = read("Drøftelsen fortsættes på næste møde.")
    assert found.returns_to_agenda == Return(date(2015, 10, 1))
    (found,) = read("Chefforum tiltræder, at HR, når tallene foreligger den 1. oktober, skal sende en plan.")
    assert (names(found), found.deadline) == (["HR"], None)
    (found,) = read("Mens Personale undersøger sagen, svarer Teknik borgeren den 22. oktober.")
    assert (names(found), found.deadline) == (["Teknik"], date(2015, 10, 22))


def test_a_first_time_is_that_of_what_is_done_again_and_again() -> None:
    for text in (
        "HR følger op hvert halve år og orienterer chefforum, første gang den 22. oktober.",
        "HR følger op hvert halve år. Første gang er den 22. oktober.",
    ):
        (found,) = read(text)
        assert (found.deadline, found.every_months) == (date(2015, 10, 22), 6)


def test_who_does_it_may_stand_at_the_end() -> None:
    (found,) = read("Planen sendes i høring af Teknik primo oktober.")
    assert names(found) == ["Teknik"]
    (found,) = read("Planen sendes til godkendelse af byrådet den 22. oktober.")
    assert names(found) == []
    (found,) = read("Der udbedes en redegørelse fra Teknik.", calendar=())
    assert names(found) == ["Teknik"]


# Back to the agenda


def test_what_comes_back_says_to_which_meeting_and_that_the_secretariat_sees_to_it() -> None:
    (found,) = read("Punktet behandles på chefforum igen den 22. oktober.")
    assert found.returns_to_agenda == Return(date(2015, 10, 22))
    assert (found.task, names(found)) == ("Sætte punktet på dagsordenen", ["sekretariatet"])
    (found,) = read("Sagen udsættes til næste møde.", calendar=())
    assert (found.returns_to_agenda, found.deadline) == (Return(None), None)
    (found,) = read("Sagen genoptages i oktober.")
    assert found.returns_to_agenda == Return(date(2015, 10, 1))
    (found,) = read("HR sender notatet den 22. oktober.")
    assert found.returns_to_agenda is None


def test_an_item_that_was_put_off_comes_back_only_where_the_text_says_to_when() -> None:
    for gone in (
        "Sagen blev udsat på udvalgsmødet i februar.",
        "På mødet i juni blev sagen udsat.",
        "Punktet blev i april udskudt, fordi tallene manglede.",
        "Sagen er udsat fra mødet den 3. september.",
    ):
        assert read(gone) == (), gone
    for said in (
        "Sagen blev udsat til mødet den 22. oktober.",
        "Sagen blev udsat fra mødet i juni til mødet den 22. oktober.",
        "Punktet blev udsat med henblik på behandling den 22. oktober.",
    ):
        (found,) = read(said)
        assert found.returns_to_agenda == Return(date(2015, 10, 22)), said


# Lists, text as it comes, and silence


def test_the_items_of_a_list_go_on_with_what_led_to_them() -> None:
    told, sent = read("Chefforum besluttede,\n1. at HR laver en plan\n2. at den sendes ud i uge 43")
    assert (names(told), sent.deadline) == (["HR"], date(2015, 10, 23))
    assert read("Chefforum drøftede,\n- at HR laver en plan\n- at den sendes ud") == ()
    assert read("1. at HR laver en plan") == ()
    first, second = read(
        "Det videre arbejde:\n- HR: laver en plan\n- Miljø & Teknik svarer naboerne inden jul"
    )
    assert (names(first), names(second)) == (["HR"], ["Miljø & Teknik"])


@pytest.mark.parametrize(
    ("text", "task"),
    [
        (
            "offentliggør rapporten og retter teksterne senest 9.10.",
            "Offentliggøre rapporten og rette teksterne",
        ),
        ("kontakter boligselskabet og aftaler et møde", "Kontakte boligselskabet og aftale et møde"),
        ("samler lister og noter fra mødet", "Samle lister og noter fra mødet"),
        ("sender planer og aftaler løbende til skolerne", "Sende planer og aftaler løbende til skolerne"),
        ("sørger for, at lederne ser og retter teksterne", "Sørge for, at lederne ser og retter teksterne"),
    ],
)
def test_a_second_verb_goes_as_the_first_and_a_noun_stays(text: str, task: str) -> None:
    (found,) = read(f"Personale {text}.")
    assert found.task == task


def test_each_part_says_where_in_the_text_it_stands() -> None:
    text = "Godkendt.\r\n\r\nO\u0308konomi\u00a0& Stab  følger op\r\npå planerne senest den 1. maj\u00a02016."
    decision = DecisionText(text, MEETING, departments=["Ökonomi & Stab"])
    (found,) = suggest(decision)

    def at(span: Span | None) -> str:
        return text[span.start : span.end] if span else ""

    assert at(found.responsible[0].span) == "O\u0308konomi\u00a0& Stab"
    assert at(found.deadline_span) == "senest den 1. maj\u00a02016"
    assert at(found.span).startswith("O\u0308konomi")
    assert found.task == "Følge op på planerne"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Kulturudvalget drøftede sagen. HR sender et notat til næste møde i Kulturudvalget.",
            date(2015, 10, 1),
        ),
        (
            "HR fremlægger planen på næste møde i Kulturudvalget med udvalgets bemærkninger.",
            date(2015, 10, 1),
        ),
        ("Udvalget besluttede, at HR fremlægger planen på næste møde i Kulturudvalget.", None),
        ("HR fremlægger planen på næste møde i Kulturudvalget, så udvalget kan beslutte sig.", None),
        ("Direktionen drøftede planen. HR fremlægger den på næste direktionsmøde.", date(2015, 10, 1)),
        ("Chefforum besluttede, at HR fremlægger planen på næste direktionsmøde.", None),
        ("HR kommer på næste møde med et nyt forslag.", date(2015, 10, 1)),
        ("HR fremlægger planen på næste møde med en repræsentant for naboerne.", None),
        ("HR fremlægger planen på byrådets næste møde.", None),
        ("HR fremlægger planen på næste HMU-møde.", None),
        ("Bestyrelsen drøftede planen. HR fremlægger den på bestyrelsens næste møde.", date(2015, 10, 1)),
        ("HR fremlægger planen halvårligt, første gang på mødet i november.", date(2015, 11, 5)),
    ],
)
def test_the_calendar_is_used_for_the_forums_own_meetings_only(text: str, day: date | None) -> None:
    assert read(text)[-1].deadline == day


def test_an_event_that_is_announced_is_no_task_and_one_to_be_arranged_is() -> None:
    assert read("Temadagen for ledere afholdes den 2. oktober i Hal 2.") == ()
    assert read("Den 2. oktober afholdes den årlige personaledag.") == ()
    assert read("Julekoncerten bliver afholdt i uge 50, og alle er velkomne.") == ()
    (found,) = read("Der afholdes en temadag for ledere den 2. oktober.")
    assert found.deadline == date(2015, 10, 2)


@pytest.mark.parametrize(
    "said",
    [
        "Det skal ske senest den 1. oktober.",
        "Begge dele sendes til chefforum senest den 1. oktober.",
        "Det hele skal ligge klar 1/10.",
        "Frist: 1/10.",
    ],
)
def test_a_deadline_said_of_several_tasks_is_that_of_each(said: str) -> None:
    found = read(f"Teknik laver et overslag, og Personale spørger lederne. {said}")
    assert [(names(one), one.deadline) for one in found] == [
        (["Teknik"], date(2015, 10, 1)),
        (["Personale"], date(2015, 10, 1)),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Teknik udskifter låsene. Udskiftningen skal være tilendebragt den 1. oktober.", date(2015, 10, 1)),
        ("Teknik rydder op i kælderen, og oprydningen sker senest den 1. oktober.", date(2015, 10, 1)),
        ("Teknik sætter skilte op ved stien. De skal være oppe senest den 1. oktober.", date(2015, 10, 1)),
        (
            "Personale samler svarene i et notat. Notatet ventes at ligge klart den 1. oktober.",
            date(2015, 10, 1),
        ),
        ("Personale laver en pjece. Den skal i trykken senest den 1. oktober.", date(2015, 10, 1)),
        ("Personale laver en pjece og sikrer, at den er trykt inden november.", date(2015, 10, 31)),
        ("Personale undersøger sagen. Resultatet heraf præsenteres på næste møde.", date(2015, 10, 1)),
        ("Personale undersøger sagen, og der meldes tilbage på næste møde.", date(2015, 10, 1)),
        ("Personale samler bidragene og har dem klar til mødet den 1. oktober.", date(2015, 10, 1)),
        ("Personale laver en plan for flytningen. Flytningen sker den 1. oktober.", None),
        ("Personale laver en aftale. Den gældende aftale udløber den 1. oktober.", None),
        ("Personale orienterer lederne. Kantinen skal være klar den 1. oktober.", None),
    ],
)
def test_what_is_said_of_a_thing_is_said_of_the_task_that_brings_it_about(
    text: str, day: date | None
) -> None:
    assert read(text)[0].deadline == day
    assert names(read(text)[0]) in (["Teknik"], ["Personale"])


@pytest.mark.parametrize(
    "text",
    [
        "Det blev aftalt, at listen opdateres. Det gør Teknik sammen med Personale inden oktober.",
        "Ledelsen var enig om, at listen opdateres, og lod Teknik og Personale stå for det. Det sker inden oktober.",
        "Listen opdateres. Det er Teknik og Personale, der tager sig af opdateringen inden oktober.",
        "Der laves en liste, som Teknik og Personale er tovholdere på, og som skal ligge klar inden oktober.",
    ],
)
def test_who_does_it_may_be_said_afterwards(text: str) -> None:
    (found,) = read(text)
    assert (sorted(names(found)), found.deadline) == (["Personale", "Teknik"], date(2015, 9, 30))


def test_whoever_acts_beside_what_somebody_sees_to_has_a_task_too() -> None:
    first, second = read(
        "Teknik sørger for, at lys og varme slukkes den 1. oktober, og Personale skriver ud inden oktober."
    )
    assert [names(first), names(second)] == [["Teknik"], ["Personale"]]
    assert (first.deadline, second.deadline) == (date(2015, 10, 1), date(2015, 9, 30))


def test_what_is_mended_to_be_treated_again_comes_back_too() -> None:
    mended, back = read("Teknik retter listen til, så den kan behandles igen den 22. oktober.")
    assert (names(mended), mended.deadline) == (["Teknik"], date(2015, 10, 22))
    assert back.returns_to_agenda == Return(date(2015, 10, 22))
    assert read("Teknik gennemgik planen, hvorefter systemet tages i brug fra den 1. oktober.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Teknik retter listen, og Personale skriver til lederne, begge dele senest den 30. september.",
        "Teknik sørger for, at hegnet er sat op inden oktober, og at porten er malet inden oktober.",
    ],
)
def test_two_works_of_one_sentence_have_each_a_day(text: str) -> None:
    assert [one.deadline for one in read(text)] == [date(2015, 9, 30)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Teknik får til opgave at undersøge, om porten kan males, og giver besked senest den 1. oktober.",
        "Teknik laver et oplæg. Oplægget, som direktionen ser på mødet den 1. oktober, skal være kort.",
        "Teknik retter fejlene, hvoraf de værste skal være rettet senest den 1. oktober.",
        "Som det første skridt går Teknik i dialog med naboerne senest den 1. oktober.",
        "Chefforum besluttede en oprydning, der sættes i gang den 1. oktober.",
    ],
)
def test_a_day_is_found_in_the_clause_that_has_it(text: str) -> None:
    assert [one.deadline for one in read(text)] == [date(2015, 10, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Sagen er godkendt under forudsætning af, at byrådet frigiver pengene den 1. oktober.",
        "Netværket mødtes sidst den 4. september, hvor emnet var ledelse.",
        "Vejledningen lå allerede på intranettet den 1. september.",
        "Cyklerne leveres den 1. oktober, oplyste Teknik.",
        "Direktøren opfordrede til, at alle læser planen.",
    ],
)
def test_what_was_supposed_told_or_is_past_gives_no_task(text: str) -> None:
    assert read(text) == ()


def test_a_heading_says_who_has_the_items_of_its_list() -> None:
    found = read("Personale og Teknik:\n- bestiller borde inden oktober\n- rydder op i kælderen")
    assert [names(one) for one in found] == [["Personale", "Teknik"]] * 2
    assert [one.deadline for one in found] == [date(2015, 9, 30), None]


def test_figures_are_a_day_where_the_forum_meets_then() -> None:
    assert [one.deadline for one in read("Sagen genoptages 22/10.")] == [date(2015, 10, 22)]
    assert [one.deadline for one in read("Sagen genoptages 23/10.")] == [None]
    assert read("Første møde holdes den 22. oktober.") == ()
    assert read("Der åbnes for tilmelding fra den 1. oktober.") == ()
    (answer,) = read("Som svar på brevet fra to af naboerne den 2. oktober skriver Teknik til dem.")
    assert answer.deadline is None


def test_a_day_of_its_own_stands_where_all_are_due_later() -> None:
    early, late = read(
        "Teknik laver et overslag inden oktober. HR spørger lederne. Alt afleveres senest 9/10."
    )
    assert (early.deadline, late.deadline) == (date(2015, 9, 30), date(2015, 10, 9))


def test_a_deadline_makes_a_task_of_the_sentence_that_it_stands_after() -> None:
    assert read("Lederne bekræfter skriftligt, at de har holdt øvelsen.") == ()
    (found,) = read("Lederne bekræfter skriftligt, at de har holdt øvelsen. Frist: 9/10.")
    assert (names(found), found.deadline) == (["lederne"], date(2015, 10, 9))


def test_each_item_of_a_list_is_a_task_whoever_it_begins_with() -> None:
    lines = read(
        "Aftalt:\n• Miljø & Teknik: Afklarer alt om to uger.\n• Alle ledere: Svarer senest den 9. oktober."
    )
    assert [(names(one), one.deadline) for one in lines] == [
        (["Miljø & Teknik"], date(2015, 10, 1)),
        (["alle ledere"], date(2015, 10, 9)),
    ]
    things = read(
        "- Personale: udkast til plan, 9. oktober\n- Teknik – gennemgang af aftalen – uge 41\n- HR: Gode tal i maj"
    )
    assert [(one.task, names(one), one.deadline) for one in things] == [
        ("Udkast til plan", ["Personale"], date(2015, 10, 9)),
        ("Gennemgang af aftalen", ["Teknik"], date(2015, 10, 9)),
    ]
    (holder,) = read("- Teknik: Holger gennemgår aftalen i uge 41.")
    assert names(holder) == ["Holger"]


def test_a_list_within_a_sentence_is_read_item_by_item_and_its_lead_is_no_task() -> None:
    found = read(
        "Det blev aftalt at gøre to ting: 1) Teknik måler lokalerne, og 2) Personale spørger lederne i uge 41."
    )
    assert [(one.task, names(one), one.deadline) for one in found] == [
        ("Måle lokalerne", ["Teknik"], None),
        ("Spørge lederne", ["Personale"], date(2015, 10, 9)),
    ]
    assert read("Det blev foreslået: a) Teknik måler lokalerne, b) Personale spørger lederne i uge 41.") == ()
    (plan,) = read("Teknik sender en plan, jf. punkt 1) og 2) i notatet.")
    assert plan.task.endswith("i notatet")


def test_a_stretch_that_is_told_of_and_somebody_elses_deadline_are_not_the_tasks() -> None:
    (report,) = read("Personale redegør for fraværet i 3. kvartal på mødet den 22. oktober.")
    assert report.deadline == date(2015, 10, 22)
    (both,) = read("Teknik flytter ind i oktober og november.")
    assert (both.deadline_from, both.deadline) == (date(2015, 10, 1), date(2015, 11, 30))
    (note,) = read("Personale rundsender et notat. Svarfristen for borgerne er den 2. oktober.")
    assert note.deadline is None
    (plan,) = read("Personale laver en plan. Fristen for planen er den 2. oktober.")
    assert plan.deadline == date(2015, 10, 2)


def test_a_letter_that_tells_which_ends_its_sentence_and_an_initial_does_not() -> None:
    (found,) = read("Chefforum valgte model B. Personale går videre med planen.")
    assert names(found) == ["Personale"]
    assert len(read("Sofie B. Møllebæk sender et notat.")) == 1


@pytest.mark.parametrize("section", [Section.BACKGROUND, Section.RECOMMENDATION])
def test_background_and_recommendations_give_nothing(section: Section) -> None:
    assert read("HR sender en plan inden jul.", section=section) == ()


def test_what_each_does_may_be_joined_by_mens() -> None:
    held, ordered = read(
        "Personale og Teknik står i fællesskab for festen, mens HR bestiller mad senest 9/10."
    )
    assert [(names(one), one.deadline) for one in (held, ordered)] == [
        (["Personale", "Teknik"], None),
        (["HR"], date(2015, 10, 9)),
    ]
    assert len(read("Personale passer telefonen, mens lederne holder møde.")) == 1
    assert read("Chefforum drøftede, at Teknik har travlt, mens Personale laver planer.") == ()


def test_what_is_noted_ends_where_somebody_acts() -> None:
    (found,) = read("Chefforum noterede sig, at planen er forsinket, og Personale følger op den 22. oktober.")
    assert (names(found), found.deadline) == (["Personale"], date(2015, 10, 22))
    (found,) = read("Strategien indebærer, at aftaler gennemgås, og Teknik afrapporterer halvårligt.")
    assert names(found) == ["Teknik"]
    for noted in (
        "Chefforum noterede sig, at planen er forsinket, og at Personale følger op den 22. oktober.",
        "Chefforum noterede sig, at Teknik laver en plan, og Personale betaler den 22. oktober.",
        "Personale oplyste, at planen er forsinket, og Teknik følger op den 22. oktober.",
    ):
        assert read(noted) == ()
    (found,) = read("Arbejdsgruppen består af Personale og Teknik og afleverer sit forslag den 22. oktober.")
    assert names(found) == ["arbejdsgruppen"]


@pytest.mark.parametrize(
    "text",
    [
        "Chefforum ønsker at følge udviklingen tæt.",
        "Tonen i brevene skal være venlig og klar.",
        "Vejledningen skal være klar og enkel.",
        "Personale gør opmærksom på, at reglerne er nye.",
        "Den nye leder begynder den 1. oktober og kommer fra en stilling i Horsens.",
    ],
)
def test_a_wish_of_the_forums_own_and_how_a_thing_is_to_be_give_nothing(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Teknik laver et overblik, som vi får den 22. oktober.",
        "Teknik laver et overblik, som kommer på næste møde.",
        "Teknik tæller lygterne. Det gør de den 22. oktober.",
        "Teknik tæller lygterne. Svar senest den 22. oktober.",
        "Teknik tæller lygterne. Færdig den 22. oktober.",
        "Teknik: program inden den 23. oktober.",
        "Teknik → liste over lygter, senest 22. oktober.",
    ],
)
def test_a_short_or_a_talkative_hand_says_when_too(text: str) -> None:
    (found,) = read(text, calendar=(date(2015, 10, 22),))
    assert (names(found), found.deadline in (date(2015, 10, 22), date(2015, 10, 23))) == (["Teknik"], True)


@pytest.mark.parametrize(
    "text",
    [
        "Byrådet andenbehandler budgettet den 8. oktober.",
        "Drøftet. Besluttes af byrådet 8. oktober.",
        "Chefforum besluttede at lade forslaget ligge.",
        "Afprøves i to hold. Start 1. oktober.",
    ],
)
def test_what_the_council_decides_starts_or_is_let_be_has_no_day(text: str) -> None:
    assert [one for one in read(text) if one.deadline or text.startswith(("Byråd", "Drøftet", "Chef"))] == []


def test_weak_words_are_suggested_weakly() -> None:
    (ought,) = read("Der bør inddrages mere viden.")
    (shall,) = read("Der skal inddrages mere viden.")
    (season,) = read("HR evaluerer i foråret.")
    assert ought.confidence < season.confidence < shall.confidence < 1


@pytest.mark.parametrize(
    "unit",
    [
        "og HR sender det ",
        "HR laver et notat. Skemaet er klar 1/5. ",
        "at ",
        ",",
        "A",
        "den 1. ",
        "1/2 ",
        "alle de nye ",
        "uge 4, 5, ",
        "(",
        "- at ",
        "på Økonomiudvalgets næste møde i udvalget ",
        "a\u0301",
        "\n",
    ],
)
def test_hostile_text_is_finished_fast(unit: str) -> None:
    """100 kB on one line, and as sentences that are just short enough to be read."""
    begun = time.process_time()
    suggest(DecisionText(unit * (100_000 // len(unit)), MEETING))
    assert time.process_time() - begun < 6
    begun = time.process_time()
    suggest(DecisionText(". X".join([(unit * 1400)[:1400]] * 4), MEETING))
    assert time.process_time() - begun < 6
