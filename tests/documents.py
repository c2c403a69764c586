"""Meeting documents made by hand, for the tests of what is drawn. All people and cases are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

from django.conf import settings

from documents.content import (
    Attendee,
    Bilag,
    ClosedStub,
    Closure,
    Correction,
    Dissent,
    Entry,
    Guest,
    ItemKind,
    ItemPresence,
    ItemSection,
    Kind,
    MeetingDocument,
    Origin,
    Outcome,
    Presence,
    Stay,
)
from documents.reading.text import read_text

ATTENDANCE = (
    Attendee("Karen Holm, kommunaldirektør (formand)", Presence.PRESENT),
    Attendee("Carl Østergaard, direktør for Teknik & Miljø", Presence.PRESENT),
    Attendee("Mette Skov, chef for Børn & Unge", Presence.PRESENT),
    Attendee("Per Lind, souschef i Økonomi & Stab", Presence.DEPUTY),
    Attendee("Sofie Bæk, sekretær", Presence.GUEST),
    Attendee("Line Åkjær, chef for Økonomi & Stab", Presence.APOLOGIES),
    Attendee("Bo Dahl, chef for Kultur & Fritid", Presence.ABSENT),
)

AGENDA_ITEM = ItemSection(
    number=1,
    title="Godkendelse af dagsorden og referat",
    proposer="Kommunaldirektøren",
    recommendations=(
        "at Chefforum godkender dagsordenen for mødet.",
        "at Chefforum godkender referatet fra mødet den 5. marts 2026.",
    ),
    decision="<p>Godkendt.</p>",
)

PLAN = ItemSection(
    number=2,
    title="Lokalplan 412, Havnefronten: udsendelse i høring",
    case_number="25/4120",
    proposer="Teknik & Miljø",
    background="""
<h3>Baggrund</h3>
<p>Økonomiudvalget besluttede den 12. november 2025, at der skal udarbejdes en lokalplan for Havnefronten
mellem Pakhusgade og den gamle værftshal. Planen skal gøre det muligt at opføre boliger, erhverv og en
offentlig promenade, og den skal samtidig sikre, at området kan holde til en vandstand på 2,40 meter over
daglig vande.</p> <p>Forvaltningen har holdt to borgermøder med i alt 184 deltagere. Deltagerne lagde særlig
vægt på tre forhold:</p> <ul>
<li><p><strong>Adgang til vandet.</strong> Promenaden skal være åben for alle, også uden for sæsonen.</p></li>
<li><p><strong>Parkering.</strong> Der ønskes</p><ul><li><p>færre pladser på terræn,</p></li>
<li><p>plads til delebiler og ladcykler, herunder</p><ol><li>ladestandere ved Pakhusgade,</li>
<li>overdækkede cykelstativer ved stationen.</li></ol></li></ul></li>
<li><p><strong>Bygningernes højde.</strong> Ingen bygning bør skygge for Toldboden.</p></li>
</ul>
<h3>Økonomi</h3>
<p>Udgifterne til kystsikring og promenade fordeler sig over tre år. Der søges medfinansiering hos
<a href="https://www.example.org/kystpulje"><strong>Kystdirektoratets</strong> pulje til
klimatilpasning</a>, og svaret ventes inden sommerferien.</p>
<table><caption>Anlægsudgifter, 2026-priser (1.000 kr.)</caption>
<tr><th>Delprojekt</th><th>2026</th><th>2027</th><th>2028</th><th>I alt</th></tr>
<tr><th>Kystsikring</th><td>1.250</td><td>8.400</td><td>3.100</td><td>12.750</td></tr>
<tr><th>Promenade og belysning</th><td>400</td><td>2.950</td><td>4.600</td><td>7.950</td></tr>
<tr><th>Regnvandsbassin ved Værftsgrunden</th><td></td><td>1.800</td><td>950</td><td>2.750</td></tr>
<tr><th>I alt</th><td>1.650</td><td>13.150</td><td>8.650</td><td>23.450</td></tr>
</table>
<h4>Bidrag fra grundejerne</h4>
<p>Grundejerforeningen Havnefronten har i sit høringssvar givet tilsagn om at deltage:</p>
<blockquote><p>Vi bidrager gerne til en promenade, som hele byen kan bruge, forudsat at den står færdig, når
de første beboere flytter ind.</p></blockquote>
<h3>Tidsplan</h3>
<p>Forslaget sendes i offentlig høring i otte uger fra den 1. april 2026. Den endelige vedtagelse ventes i
kommunalbestyrelsen i september 2026.</p>
""",
    recommendations=(
        "at Chefforum anbefaler Økonomiudvalget at sende forslag til Lokalplan 412 i offentlig høring "
        "i otte uger.",
        "at forvaltningen undersøger mulighederne for medfinansiering af kystsikringen og vender tilbage "
        "med et samlet overblik over kommunens andel af udgifterne, inden budgetforhandlingerne begynder.",
        "at orienteringen om grundejernes bidrag tages til efterretning.",
    ),
    decision="""<p>Ad 1 og 3: Godkendt.</p><p>Ad 2: Teknik &amp; Miljø og Økonomi &amp; Stab undersøger i
fællesskab mulighederne for medfinansiering og fremlægger resultatet for Chefforum den 21. maj 2026.
Direktionssekretariatet koordinerer med nabokommunerne, som har søgt den samme pulje.</p>""",
    bilag=(
        Bilag("Forslag til Lokalplan 412 med kortbilag"),
        Bilag("Referat af borgermøder den 13. og 20. januar 2026"),
        Bilag("Grundejernes økonomiske forhold", closed=True),
    ),
)

CLOSED = ItemSection(
    number=3,
    title="Opsigelse af kontrakt om drift af Solsikkens køkken",
    case_number="26/118",
    proposer="Børn & Unge",
    background="""<h3>Baggrund</h3><p>Leverandøren har i tre måneder ikke leveret den aftalte kvalitet og er
to gange skriftligt opfordret til at rette op på forholdene.</p>""",
    recommendations=("at kontrakten opsiges med tre måneders varsel.",),
    decision="<p>Godkendt. Børn &amp; Unge underretter leverandøren senest den 27. marts 2026.</p>",
    bilag=(Bilag("Notat fra kommunens advokat", closed=True),),
    recused=("Carl Østergaard", "Mette Skov"),
    closed=Closure(
        public_title="Kontraktforhold på skole- og dagtilbudsområdet",
        legal_ground="Offentlighedslovens § 30, nr. 2 (forretningsforhold)",
        public_decision="Indstillingen blev godkendt.",
    ),
)

STUB = ClosedStub(
    3, "Kontraktforhold på skole- og dagtilbudsområdet", public_decision="Indstillingen blev godkendt."
)

ABSENCE = ItemSection(
    number=4,
    title="Sygefravær i 2025: status og indsatser",
    case_number="26/77",
    proposer="Økonomi & Stab",
    background="""<h3>Baggrund</h3><p>Sygefraværet faldt fra 6,1 pct. i 2024 til 5,7 pct. i 2025. Faldet er
størst på ældreområdet, hvor arbejdspladserne har arbejdet med arbejdsfastholdelsessamtaler og
sundhedsfremmeforanstaltninger i hverdagen, og mindst på de administrative arbejdspladser.</p>
<p>Arbejdsmiljøorganisationen vurderer, at nærværende ledelse og tidlig kontakt til den sygemeldte har haft
størst betydning. Medarbejdertilfredshedsundersøgelsen fra november 2025 peger i samme retning.</p>""",
    recommendations=("at Chefforum drøfter status og de foreslåede indsatser.",),
    decision="<p>Drøftet. Chefforum tog orienteringen til efterretning.</p>",
    bilag=(Bilag("Sygefravær 2025 fordelt på arbejdspladser"),),
)

DRIVING = ItemSection(number=5, title="Ny kørselspolitik", case_number="25/903", withdrawn=True)

OTHER = ItemSection(number=6, title="Evt.")

FULL = MeetingDocument(
    kind=Kind.MINUTES,
    forum="Chefforum",
    date=date(2026, 3, 19),
    start=time(8, 30),
    place="Rådhuset, mødelokale 2",
    municipality="Fjordby Kommune",
    attendance=ATTENDANCE,
    entries=(AGENDA_ITEM, PLAN, CLOSED, ABSENCE, DRIVING, OTHER),
)

PUBLIC = replace(FULL, entries=(AGENDA_ITEM, PLAN, STUB, ABSENCE, DRIVING, OTHER))

AGENDA = replace(
    FULL,
    kind=Kind.AGENDA,
    attendance=(),
    entries=tuple(
        replace(item, decision="", recused=(), preliminary=True)
        for item in (AGENDA_ITEM, PLAN, CLOSED, ABSENCE, OTHER)
    ),
)


RECORDED = replace(
    FULL,
    order=(1, 3, 2),
    entries=(
        replace(AGENDA_ITEM, kind=ItemKind.DECISION, outcomes=(Outcome.APPROVED, None)),
        replace(
            PLAN,
            kind=ItemKind.DISCUSSION,
            continues=Origin(2, date(2026, 3, 5)),
            outcomes=(Outcome.APPROVED, Outcome.APPROVED_WITH_CHANGE, Outcome.NOTED),
            presences=(
                ItemPresence("Mette Skov", Stay.CAME_LATE, time(9, 10)),
                ItemPresence("Carl Østergaard", Stay.LEFT),
                ItemPresence("Jens Poulsen, Rambøl & Partnere", Stay.GUEST),
            ),
            dissents=(Dissent("Bo Dahl", "<p>Planen bør vente på klimahandlingsplanen.</p>"),),
            corrections=(
                Correction("<p>Høringsfristen er den 27. maj 2026, ikke den 20. maj.</p>", date(2026, 4, 2)),
            ),
        ),
        replace(
            CLOSED,
            recused=(),
            recommendations=(),
            kind=ItemKind.DECISION,
            outcomes=(Outcome.APPROVED,),
            presences=(ItemPresence("Bo Dahl", Stay.AWAY),),
            dissents=(Dissent("Line Åkjær", "<p>Varslet er for langt.</p>"),),
        ),
    ),
)
"""Minutes with everything that may be written down about an item."""

PLANNED = replace(
    AGENDA,
    entries=(
        replace(AGENDA_ITEM, kind=ItemKind.DECISION, decision="", begins=time(8, 30), minutes=5),
        replace(
            PLAN,
            decision="",
            kind=ItemKind.DISCUSSION,
            continues=Origin(2, date(2026, 3, 5)),
            begins=time(8, 35),
            minutes=25,
            presenter="Carl Østergaard",
            guests=(
                Guest("Jens Poulsen, Rambøl & Partnere", time(8, 40), time(9, 0)),
                Guest("Anne Krag, Havnefogeden"),
            ),
        ),
        replace(STUB, public_decision=""),
        replace(ABSENCE, kind=ItemKind.ORIENTATION, decision="", begins=time(9, 20), minutes=15),
    ),
)
"""An agenda with everything that may be planned for an item."""

SAMPLE = Path(settings.BASE_DIR).parent / "shared" / "samples" / "referat-chefforum-2015-09-17.txt"


def sample() -> MeetingDocument | None:
    """The real referat, where it lies beside the checkout."""
    return read_text(SAMPLE.read_text(encoding="utf-8")).document if SAMPLE.is_file() else None


def minutes(*entries: Entry) -> MeetingDocument:
    """Minutes of the same meeting with other items."""
    return replace(FULL, entries=entries)
