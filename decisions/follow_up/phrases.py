"""Forms of words that tell of a task, or that there is none. They are looked for in `View.text`: small letters, one
blank around each word, "¤" for a time."""

from __future__ import annotations

from decisions.follow_up.patterns import NUMBER, pattern


def _any(*phrases: str, after: str = " ") -> str:
    return f"{after}(?:{'|'.join(phrases)}) "


_SOME = rf"(?:mindst |op til |højst )?(?:{NUMBER}|hvem|hvilke|kandidater|deltagere|emner|områder)"
"""Who is to "pege på" so many is to choose them."""

IDLE = pattern(
    _any(
        "til efterretning",
        "tage[rs]? udgangspunkt",
        "gøre?[rs]? opmærksom(?!.* over ?for )",
        "give[rs]? (?:udtryk|mulighed|mening|anledning)",
        "(?:gives|meddeles) (?:dispensation|tilladelse|afslag|tilsagn|tilskud|medhold|støtte)",
        "lægge[rs]* (?:vægt|op til)",
        "holde[rs]? (?:fokus|fast|til|fri|ferie|[^ ]*lukket)",
        "følge[rs]? (?:indstillingen|anbefalingen)",
        "sætte[rs]? pris",
        "se[rs]? (?:frem til|positivt)",
        "bakke[rs]? op",
        "tages (?:hensyn|højde)",
        "tage[rs]? forbehold",
        "tage[rst]? af dagsordenen",
        "noterer? sig",
        "(?:afgør|afgøre|bestemmer|bestemme|vælger|vælge) selv",
        "trække[rs]? tilbage|trækkes",
        "gå[rs]? ned",
        "stå[rs]? over ?for",
        "komme[rs]? til at",
        "(?:rette|sende|give)[rs]? (?:en )?(?:stor |varm )?tak",
        f"pege[rs]? på(?! {_SOME})",
        "stille[rs]? (?:spørgsmål|sig)",
        "træde[rs]? i kraft",
        "finder sted",
        "hører? under",
        "i øjeblikket",
        "i bero",
        "p\\.t",
        "for tiden",
        "typisk",
        "normalt",
        "som regel",
        "dagligt",
        "pr\\. år",
        "er i gang",
    )
)
"""Nobody has anything to do because of these, whatever their verb."""

AGAIN = pattern(
    _any("gen(?:optage|behandle|fremsætte|fremlægge|forelægge)[rst]?")
    + "|"
    + _any(
        "(?:behandle|drøfte|forelægge|fremlægge|præsentere|tage|optage|sætte|komme|vende)[rst]?",
        "(?:bringe|rejse|evaluere|diskutere)[rst]?",
        "forelagt|fremlagt|sat|drøftet|behandlet",
    )
    + r"(?:[^ ]+ ){0,6}(?:igen|på ny|atter|på et senere møde) "
)
BACK_TO = pattern(r" vender? tilbage til (?:sagen|punktet|emnet|spørgsmålet|drøftelsen|forslaget) ")
GOES_ON = pattern(r" (?:drøftelsen|drøftelserne|behandlingen|debatten|sagen|punktet) fortsætte[rs]? ")
TAKEN_UP = pattern(r" (?:tages|taget) (?:[^ ]+ )?op ")
ON_AGENDA = pattern(
    _any("sættes?", "sætter", "optages?", "kommer", "tages?", "tilføjes?", "skal", "bliver", "være", "punkt")
    + r"(?:[^ ]+ ){0,9}(?:dagsorden(?:en)?|mødeplan(?:en)?) "
)
UP_AGAIN = pattern(
    r" (?:skal|kommer) (?:igen )?(?:op|på) (?:igen )?¤ | sættes (?:igen )?på (?:igen )?¤ | sættes op igen ¤ "
    r"| (?:på dagsordenen|på) igen "
)
SENT_ON = pattern(r" går videre (?:til|¤) ")
OFF_AGENDA = pattern(r" (?:af|fra) dagsorden(?:en)? ")
STANDING_ITEM = pattern(r" fast punkt ")
HAS_READY = pattern(r" ha(?:r|ve) (?:[^ ¤]+ ){1,4}(?:klare?t?|færdige?t?|parate?) ")
AGREED = pattern(r" (?:enige?|enighed|enedes|konkluder(?:ede|er|et)) ")
PUT_OFF = pattern(
    _any("udsættes?", "udskydes?", "udsat", "udskudt", "henvist", "henvises", "overføres", "skubbes")
)
PUT_OFF_TO = pattern(r" (?:udsat|udskudt|henvist|overført) (?:[^ ]+ )*?(?:til|henblik) ")
THE_ITEM = pattern(
    _any(
        "sag|sagen|punkt|punktet|pkt|emnet|resten|den|det",
        "behandling(?:en)?|beslutning(?:en)?|drøftelse(?:n|rne)?|stillingtagen",
        "dagsordenspunkt(?:et)?|indstilling(?:en)?|forslag(?:et)?",
    )
)

READY = pattern(
    _any(
        "tilgængelige?t?|færdige?t?|færdiggjorte?|klare?t?|på plads|i mål|i drift|i hænde|foreligge",
        "afsluttede?t?|gennemførte?t?|implementerede?t?|afviklede?t?|udarbejdede?t?|tilendebragte?|etablerede?t?|opdaterede?t?",
        "indført|udrullet|løst|nedbragt|modtaget|ibrugtaget|indsendt|afleverede?t?|besvarede?t?",
    )
)
_QUALITY = r"[^ ]*(?:igt?|elt?|somt?|skt?|kort|åbent?|rolige?t?|præcist?)"
MANNER = pattern(rf" {_QUALITY} og klart? | klart? og {_QUALITY} ")
"""How a thing is to be: "venlig og klar", "klart og tydeligt"."""
IS_READY = pattern(r" (?:er|ligger|står) (?:[^ ]+ )?(?:klare?|klart|færdige?|færdigt) | foreligger ")
IS_THERE = pattern(
    r" (?:i luften|i hus|i mål|i drift|i brug|i hænde|på plads|ude|inde|oppe|fremme|klare?t?|færdige?t?|parate?|"
    r"til rådighed|"
    r"tilgængelige?t?|online|live|sendt|[^ ]+(?:sendt|lagt|ført|gjort|sat|bygget|rettet|ordnet|malet|skiftet)) "
)
GATHERING = pattern(
    r"[^ ]*(?:dag|dagen|seminar|seminaret|konference|konferencen|workshop|workshoppen|kursus|kurset|fest|festen|"
    r"arrangement|arrangementet|møde|mødet|frokost|frokosten|tur|turen|træf|træffet) $"
)
DEFINITE_ONE = pattern(r"\w{3,}(?:en|et)")
CHARGED = pattern(
    _any(
        "(?:har|får|overtager|påtager sig) (?:fortsat |også )?(?:det overordnede |det samlede )?"
        "(?:ansvaret|opgaven|til opgave)",
        "får (?:ansvar|udsættelse|forlænget frist|frist)",
        "overtager ansvar",
        "(?:er|bliver) (?:fortsat |også )?(?:ansvarlige? for|tovholdere? (?:på|for)|projektejer)",
        "er tovholdere?",
        "får ¤ til",
        "står (?:i fællesskab |sammen |fælles |fortsat |inde )?for",
        "har (?:bolden|teten)",
        "har ¤ til",
    )
)
HAS_CHARGE = pattern(
    r" (?:(?:er|bliver) (?:[^ ]+ )?(?:ansvarlige?|tovholdere?|projektledere?|projektejere?)|"
    r"har (?:[^ ]+ )?(?:ansvaret|teten|bolden)|"
    r"står (?:[^ ]+ )?for|tager sig af|koordinerer|leder|varetager|forestår|udarbejder) "
)
LEFT = pattern(r" (?:stå for|tage sig af|varetage|forestå|overtage|løse|klare|ordne) ")
CHARGED_IS = pattern(r" (?:ansvarlige?|tovholder)(?: (?:for|på) [^¤]+)? er ")
OWN_TASK = pattern(r" (?:er|bliver) [^ ].* (?:ansvar|opgave|job) ")
SENT_BACK = pattern(
    _any(
        "(?:sende[ts]|sendt|henvise[ts]|henvist|går?) (?:retur|tilbage)",
        "tilbagesende[ts]|tilbagesendt|hjemvise[ts]|hjemvist|henvises",
        "overdrages|uddelegeres|forankres|placeres|tildeles|lægges (?:i|hos|over)",
    )
)
ENCOURAGED = pattern(r" (?:opfordre|henstille)[a-z]* ")
GOES = pattern(
    _any(
        "går? (?:videre|i dialog|i gang|igennem|sammen|ind i)",
        "kommer? (?:i den forbindelse )?(?:med|tilbage|forbi|rundt|på besøg)",
        "se[rs]? (?:nærmere |ind )?på",
        "begynde[rs]? (?:med|på)",
        f"pege[rs]? på {_SOME}",
        "indgå[rs]? (?:en |ny )?(?:[^ ]*aftale[^ ]*|kontrakt[^ ]*|i dialog)",
        "byder? ind",
        "høre[rs]? (?:parte|foreningerne|borgerne)[^ ]*",
    )
)
"""Verbs that are mostly states, in company that makes work of them."""

MEETING = pattern(
    _any(
        "næste møde|møderne|chefforum|[^ ]*festen|julefrokosten|udgift(?:en|erne)?",
        "(?:leder|chef|direktions|udvalgs|bestyrelses|byråds|personale|forum)?mødet",
    )
)
BY_LAW = pattern(
    r" (?:jf|jf\.|jævnfør|ifølge|i henhold til|efter) [^¤]*(?:lov|loven|lovens|bekendtgørelsen) | § "
)
DONE_BY = pattern(r"es (?:også |fortsat |i dag )?af (?!hensyn)")
GENERIC = frozenset({
    "henvendelser", "ansøgninger", "klager", "breve", "mails", "fakturaer", "regninger", "borgere",
    "forespørgsler", "sager",
})  # fmt: skip
"""What is done with these is done from now on, every time."""
LETS_BE = pattern(
    r" lade (?:[^,]* )?(?:være|fortsætte|falde|ligge|bero|hvile|udgå|bortfalde|gå i glemmebogen|stå) "
)
"""What is let be is no work: "besluttede at lade forslaget falde"."""
