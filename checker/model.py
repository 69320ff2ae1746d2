"""The values that flow through the pipeline: frozen, no I/O, no behaviour, no back-pointers.

    read -> Document -> extract -> Mention -> build -> Claim -> group -> Group -> compare -> Finding -> report

What a document is made of stands in :mod:`checker.document` and is handed on from here.
"""

from typing import Literal

import msgspec

from checker.decision import Decision as Decision
from checker.document import Block as Block
from checker.document import BlockKind as BlockKind
from checker.document import Document as Document
from checker.document import Grain as Grain
from checker.document import Period as Period
from checker.document import Run as Run
from checker.document import Span as Span

Level = Literal["conflict", "divergence", "note"]
Kind = Literal[
    "value", "target", "rate", "date", "interval", "weekday", "arithmetic",
    "conversion", "scale", "role", "name", "order", "stale", "trend",
]  # fmt: skip
Stance = Literal[
    "asserted", "planned", "pledged", "demanded", "forecast", "hypothetical", "denied", "rebutted"
]  # fmt: skip
Hedge = Literal["exact", "about", "nearly", "over"]
Comparison = Literal["against", "up from", "down from", "above", "below"]
Place = Literal["title", "heading", "item", "cell", "quote", "prose"]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A number, quantity, date, duration or ordinal where a text states it.

    ``number`` is the written number as a (low, high) pair, equal unless a range is written, scaled to units
    ("1.4 million" is 1400000). ``low`` and ``high`` are the interval that it stands for with bounds and hedges,
    ``None`` where open. For dates ``low`` and ``high`` are ISO days; where the year is unknown they are EDTF, such as
    "XXXX-10-27".

    ``step`` is the place value of the last digit written (1000 for "54 thousand", 100 for "1,200", 0.1 for "2.5"):
    what a rounded figure may hide. ``unit`` is canonical ("USD", "percent", "person", "barrel/day"; "$" for
    dollars of an unknown country), ``unit_text`` as written. ``noun`` is the head of what is counted, lower case, as
    written ("troops" for "54,000 US troops"), where it stands beside the number.
    """

    kind: Literal["quantity", "date", "duration", "ordinal"]
    start: int
    end: int
    text: str
    number: tuple[int | float, int | float] | None = None
    low: int | float | str | None = None
    high: int | float | str | None = None
    unit: str | None = None
    unit_text: str | None = None
    hedge: Hedge = "exact"
    step: int | float | None = None
    noun: str | None = None
    # of dates
    grain: Grain | None = None
    weekday: int | None = None  # 0 Monday ... 6 Sunday, where the text names one beside the date
    relative: bool = False  # read against the document's date: "last October", "on Friday", "27 October"
    # of quantities
    per: str | None = None  # "day", "year", "barrel": what a rate is stated per
    base: str | None = None  # "gdp" for "2 % of GDP"
    change: Literal["up", "down", "by", "to", "from", "factor"] | None = None
    equals: int | None = None  # start of the mention that this one restates in another unit: "(US$4.65 billion)"
    # how the text puts it; see checker.extract.context
    negated: bool = False  # "not 54,000 but", "did not send 54,000"
    comparison: Comparison | None = None  # another figure is held against this one: "up from 45,000", "below the 2 %"
    quoted: bool = False  # between quotation marks
    speaker: str | None = None  # who says so, as the text names him: "..., the ministry said", "according to X"
    parenthesis: bool = False  # between brackets
    place: Place = "prose"


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says an amount is: a mention with its slots filled. See ``checker.build.claim``.

    ``features`` are what the statement speaks of, each with the weight of the place it stands in (1 beside the figure,
    less the further away); ``near`` are the ones of the clause alone.
    """

    document: int  # index of the document in the run
    span: Span  # the clause that makes the claim, in Document.text
    mention: Span  # the mention itself
    sentence: Span
    unit: str  # what it is comparable with: "USD", "percent", "count", "kilometre", "trend"
    number: tuple[float, float]  # as written
    low: float  # closed interval for comparison, rounding and hedges included; -inf and inf where open
    high: float
    value: dict[str, int | float | str | None]  # as reported
    text: str  # the mention as written
    noun: str = ""  # feature of what is counted
    noun_modifiers: frozenset[str] = frozenset()  # what narrows it down: "active", "patriot"
    metric: str | None = None  # id of a metric of the pack
    features: dict[str, float] = {}
    written: dict[str, str] = {}  # the features as the text has them, for a reader
    proper: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()  # of the clause, else of the sentence
    nation: frozenset[str] = frozenset()  # of those who are counted: "18 Cambodian soldiers"
    per: str = ""
    base: str = ""
    change: str = ""
    hedge: Hedge = "exact"
    period: Period | None = None
    period_stated: bool = False
    calendar: Period | None = None  # its days in a year that is not known, of ``checker.period.NO_YEAR``: "by 20 April"
    told: Period | None = None  # the document's date
    author: str = ""  # the document's author
    vague: bool = False  # "hundreds", "tens of thousands"
    running: bool = False  # a count of all that there have been until then, which does not fall
    stance: Stance = "asserted"
    kinds: tuple[tuple[str, str], ...] = ()  # exclusive words of its clause, with their sets: ("fuel", "#oil")
    whole: bool = False  # stated as what another figure is a part of: the 288 of "235 of 288"
    subset: bool = False  # stated as a part: "26,000 of them"
    future: bool = False  # spoken of as still to come: "will pay"
    beside: tuple[float, ...] = ()  # what it is said to differ from: 30 for "24, six points below"
    ahead: Literal["", "partly", "wholly"] = ""  # of its period, as seen from the document's date
    source: str | None = None
    rival: Span | None = None  # the figure that another voice gives right before it for the same


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims held to be about the same thing, with the reasons. ``score`` is 0 to 1."""

    a: Claim
    b: Claim
    score: float
    shared: tuple[str, ...]
    reasons: tuple[str, ...] = ()


class Conversion(msgspec.Struct, frozen=True, kw_only=True):
    """One amount stated in two units, with the rate that the text implies and the ones that there were.

    Rates are units of ``unit_a`` for one of ``unit_b``. ``then`` holds for the period that the amount is stated for
    (one month either side), ``lately`` for the year and a half up to the document's date, ``ever`` for all years
    around both.
    """

    span: Span
    a: Mention
    b: Mention
    implied: tuple[float, float]
    then: tuple[float, float] | None = None
    lately: tuple[float, float] | None = None
    ever: tuple[float, float] | None = None
    when: str = ""


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A name in a text: country, demonym, capital, alliance, body, person, ship. ``entity`` is its id in the pack.

    ``country`` is the one that it names, or in which what it names lies.
    """

    span: Span
    text: str
    kind: Literal["country", "alliance", "body", "company", "person", "place", "thing", "unknown"]
    entity: str | None = None
    demonym: bool = False
    country: str | None = None


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """A text says that a person holds, held or is to hold an office: "Japan's then defence minister, Kihara Minoru"."""

    span: Span  # the whole statement
    person: str
    person_span: Span
    office: str  # id of the office: "prime-minister", "defence-minister"
    office_span: Span
    of: str | None = None  # entity whose office it is
    status: Literal["in office", "former", "nominee", "elect", "acting", "deputy", "then"] = "in office"
    stated: bool = False  # whether the text names the entity beside the office
    owner: str = ""  # the plain word that says whose it is: "bank" for "the bank's president", "its" for a pronoun


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A text dates a happening: "the treaty was signed on 19 January 1960"."""

    span: Span  # the clause
    date: Mention
    period: Period
    kind: str  # id of the kind of event: "election", "signing", "entry-into-force"
    words: frozenset[str] = frozenset()  # content stems of the clause
    subject: frozenset[str] = frozenset()
    tense: Literal["past", "future", "unknown"] = "unknown"
    context: frozenset[str] = frozenset()  # features of the sentences around it, its heading and the title
    countries: frozenset[str] = frozenset()  # those of the subject
    trigger: str = ""  # feature of the word that names the happening: "ballot", "sign"
    unique: bool = False  # whether such a thing happens once to its subject within a year or so
    source: str = ""  # of a reference fact that the text names; its date is no mention of the text


class Rank(msgspec.Struct, frozen=True, kw_only=True):
    """A text gives a thing its place in an order: "the third-largest producer", "the fifth review"."""

    span: Span  # the clause
    mention: Span  # the words that give the place
    number: int
    head: str  # feature of what is ordered: "#produce", "review"
    by: str = ""  # what a ranking goes by: "large", "rich"; "" for a sequence
    words: frozenset[str] = frozenset()  # features of the clause
    subject: frozenset[str] = frozenset()  # entities and names of the clause or carried over
    countries: frozenset[str] = frozenset()  # those of the subject
    context: frozenset[str] = frozenset()
    period: Period | None = None  # of a date in the sentence
    modifiers: frozenset[str] = frozenset()  # features beside the head: "lithium" of "lithium producer"
    of: frozenset[str] = frozenset()  # features behind it: "uranium" of "miner of uranium"
    fixed: bool = False  # the place of a holder of an office, or of a member, which stays
    lasting: bool = False  # a term or a parliament, which holds its number for years
    scope: str = ""  # what a ranking is measured within: "world", an entity, "" where nothing is said
    hedged: bool = False  # past, hoped for, one of several


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A text dates a happening that the reference facts date: "New START was signed in 2011"."""

    span: Span  # from the name to the date
    date: Mention
    period: Period
    name: str  # as the facts have it
    what: str  # kind of happening: "signing", "founding"
    days: tuple[tuple[int, int], ...]  # first and last day of each such happening of that name in the facts
    others: tuple[tuple[int, int], ...] = ()  # of its other happenings
    source: str = ""


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """What the reference facts know of a person who is given an office: days are ordinals, ``None`` while in office."""

    office: int  # index in Reading.offices
    held: tuple[tuple[int, int | None], ...] = ()  # when that person held that office
    holder: str = ""  # who held it at the document's date
    since: int = 0
    other: str = ""  # another office that the person held at that date
    other_of: str = ""
    other_country: str = ""  # as it is named
    until: int = 0  # day up to which the facts were looked up
    source: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that the stages before ``compare`` found in one document. ``index`` is its place in the run."""

    index: int
    document: Document
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    names: tuple[Name, ...] = ()
    offices: tuple[Office, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    ranks: tuple[Rank, ...] = ()  # ordinals and rankings: "third-largest", "the fifth review"
    conversions: tuple[Conversion, ...] = ()
    known: tuple[Known, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    against: bool = False  # of the archive's side, or a house fact: not what the run is about


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a draft: a stretch of ``Document.text``, or of the raw file where ``raw`` is set (front matter).

    ``value`` is what stands in the report ({"low": 2, "high": 2, "unit": "percent_gdp"}).
    """

    document: int
    span: Span
    raw: bool = False
    value: dict[str, int | float | str | None] | None = None
    stance: str | None = None
    source: str | None = None
    period: str | None = None


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as a rule makes it. The engine adds places, quotes and the fingerprint.

    ``key`` are the normalised claims (measure, subject, value): what the fingerprint is made of, without positions.
    """

    rule: str
    kind: Kind
    level: Level
    confidence: float
    message: str
    explanation: str
    sides: tuple[Side, ...]
    key: tuple[str, ...]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a finding, in the terms of the file: offsets, line and column are of ``Document.raw``."""

    path: str
    start: int
    end: int
    line: int
    column: int
    quote: str
    value: dict[str, int | float | str | None] | None = None
    stance: str | None = None
    source: str | None = None
    period: str | None = None
    end_line: int = 0
    end_column: int = 0  # just behind the last character
    context: str = ""  # the whole lines that the quote stands in, for formats that count columns in other units
    place: str = ""  # where the text was extracted: "page 3", "table 2, row 4"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that cannot all be right, or that an editor wants side by side."""

    rule: str
    kind: Kind
    level: Level
    confidence: float
    fingerprint: str
    message: str
    explanation: str
    evidence: tuple[Evidence, ...]
    question: str = ""  # to the author, as the rule puts it
    decision: Decision | None = None  # accepted or queried: still shown


class Hidden(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that is not shown, why, and who said so: by a comment at ``path`` and ``line`` or by a decision."""

    finding: Finding
    how: Literal["suppressed", "dismissed", "baseline"]
    reason: str = ""
    path: str = ""
    line: int = 0


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a report. ``claims`` counts all that was read out of it. ``against`` marks the archive's side."""

    path: str
    title: str | None = None
    date: str | None = None
    claims: int = 0
    against: bool = False
    author: str | None = None


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was left out, and why."""

    path: str
    reason: str


class RuleInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What a report says about a rule."""

    id: str
    kind: Kind
    title: str
    what: str
    why: str
    fine_if: tuple[str, ...] = ()
    level: Level = "conflict"


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Something about the run that whoever keeps the documents should mend: an unused suppression, a stale entry."""

    message: str
    path: str = ""
    line: int = 0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a run found. A format is a pure function of it. ``rules`` are those that ran."""

    documents: tuple[Checked, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: tuple[RuleInfo, ...] = ()
    errors: tuple[str, ...] = ()  # trouble inside checker itself: one line each, naming rule and document
    fail_level: Literal["conflict", "divergence", "never"] = "conflict"
    notices: tuple[Notice, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()  # findings that are not shown, with the reason: ("in the baseline", 12)
    hidden: tuple[Hidden, ...] = ()  # those findings themselves
