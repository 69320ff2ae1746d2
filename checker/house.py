"""House facts in a run: each row of a sheet is a small document of the archive's side, read like any other text.

So a draft meets a fact by the very rules by which it meets an article, and what is compared is explained in the same
way. What a row adds is when it holds: a fact is held against nothing that speaks of another time.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from checker.amount import gap
from checker.errors import ReadError
from checker.model import (
    Block,
    Checked,
    Claim,
    Document,
    Draft,
    Level,
    Pair,
    Period,
    Reading,
    Run,
    Side,
    Span,
    Stance,
    Unreadable,
)  # fmt: skip
from checker.period import MONTHS
from checker.sheet import HouseFact, load

TITLE = "house facts"

_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_DATED = re.compile(r"(?:on |in )?(?:\d{1,2} )?(?:" + "|".join(MONTHS) + r") (?:\d{1,2}, )?\d{4}")
_BARE = re.compile(r"(?:about |some |around |nearly |over |at least |up to )?[\d.,\s–-]+(?:thousand|million|billion)?")
_COUNT = frozenset({"number", "count", "total", "size", "strength", "headcount", "figure", "amount", "how many"})
_HOLDER = frozenset({"holder", "office holder", "office-holder", "incumbent", "name", "who", "person"})
_PLURAL = frozenset({"personnel", "dead", "killed", "wounded", "injured", "missing", "people", "aircraft", "displaced"})
_HAPPENED = {
    "signing": "was signed", "signature": "was signed", "founding": "was founded", "foundation": "was founded",
    "entry into force": "entered into force", "in force": "entered into force", "adoption": "was adopted",
    "ratification": "was ratified", "start": "began", "end": "ended", "opening": "opened", "launch": "was launched",
}  # fmt: skip
_TO_COME = re.compile(r"\b(?:target|goal|pledge|commitment|plan)s?\b", re.IGNORECASE)
_CHANGE = {
    "increase": "up", "rise": "up", "hike": "up", "rises": "up", "increases": "up",
    "cut": "down", "cuts": "down", "decrease": "down", "reduction": "down", "fall": "down",
}  # fmt: skip
_CHANGED = re.compile(r"\b(?:" + "|".join(_CHANGE) + r")\b", re.IGNORECASE)
_FIRM = frozenset({None, "asserted", "in office", "acting"})
_INTENT = frozenset({"planned", "pledged"})
_FARTHEST = 10**7


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of a run by the index of their documents; the sheets and rows that could not be used."""

    rows: tuple[HouseFact, ...] = ()
    first: int = 0  # index of the first row's document
    unreadable: tuple[Unreadable, ...] = ()

    def of(self, document: int) -> HouseFact | None:
        """The fact whose document this is."""
        return self.rows[document - self.first] if self.first <= document < self.first + len(self.rows) else None


def facts(paths: Sequence[str], first: int) -> Facts:
    """The facts of these sheets, as documents from the index ``first`` on."""
    rows: list[HouseFact] = []
    unreadable: list[Unreadable] = []
    for path in sorted(set(paths)):
        try:
            sheet = load(path)
        except ReadError as error:
            unreadable.append(Unreadable(path=error.path, reason=error.reason))
            continue
        rows += sheet.rows
        unreadable += (Unreadable(path=path, reason=problem) for problem in sheet.problems)
    return Facts(rows=tuple(rows), first=first, unreadable=tuple(unreadable))


def document(fact: HouseFact) -> Document:
    """A fact as a document of one sentence, which stands where the row does."""
    text = sentence(fact.subject, fact.measure, fact.value)
    run = Run(text=0, raw=fact.start, length=len(text), width=fact.end - fact.start)
    if run.length == run.width:  # only what is not as long as the text is taken whole
        text += " "
        run = msgspec.structs.replace(run, length=len(text))
    block = Block(kind="paragraph", span=Span(0, len(text)))
    return Document(path=fact.path, raw=fact.raw, text=text, runs=(run,), blocks=(block,), title=TITLE)


def sentence(subject: str, measure: str, value: str) -> str:
    """A fact as an article would put it, so that it is read as one."""
    subject, measure, value = subject.strip(" ."), measure.strip(" ."), value.strip(" .")
    day = _day(value)
    if day:
        return _dated(subject, measure, day)
    if not any(c.isdigit() for c in value) and value[:1].isupper():
        office = subject if measure.lower() in _HOLDER else f"{measure} of {subject}"
        return f"{value} is {office}."
    if _BARE.fullmatch(value):
        return _counted(subject, measure, value)
    if measure.lower() in _COUNT:
        return f"The {measure.lower()} of {subject} is {value}."
    return f"The {measure} of {subject} is {value}."


def _day(value: str) -> str:
    """A date as it is written in prose; "" for what is none."""
    iso = _ISO.fullmatch(value)
    if iso and 1 <= int(iso[2]) <= 12:
        month = f"{MONTHS[int(iso[2]) - 1]} {iso[1]}"
        return f"on {int(iso[3])} {month}" if iso[3] else f"in {month}"
    if _DATED.fullmatch(value):
        return value if value.startswith(("on ", "in ")) else f"{'on' if value[0].isdigit() else 'in'} {value}"
    return ""


def _dated(subject: str, measure: str, day: str) -> str:
    what = re.sub(r"^dates? of (?:the )?|^dates?$|\s*\bdates?$|\s*\bday$", "", measure.strip(), flags=re.IGNORECASE)
    if what.lower() in _HAPPENED:
        return f"{subject} {_HAPPENED[what.lower()]} {day}."
    if not what or what.lower() in subject.lower():
        return f"The {subject} is {day}."
    if re.search(r"(?:ed|held|begun|won|born)$", what):
        return f"{subject} was {what} {day}."
    return f"The {subject} {what} is {day}." if subject[:1].islower() else f"The {what} of {subject} is {day}."


def _counted(subject: str, measure: str, value: str) -> str:
    what = re.sub(r"^(?:the )?(?:total )?number of (?:the )?", "", measure, flags=re.IGNORECASE)
    if what.lower() in _COUNT or all(w in subject.lower().split() for w in what.lower().split()):
        return f"There are {value} {subject}."
    last = what.lower().split()[-1]
    if last in _PLURAL or (last.endswith("s") and not last.endswith(("ss", "us", "is"))):
        return f"{subject} has {value} {what}."
    return f"The {what} of {subject} is {value}."


def dress(readings: Sequence[Reading], given: Facts) -> list[Reading]:
    """Readings in which the claims of facts hold for as long as their rows say."""
    return [_dressed(r, given.of(r.index)) for r in readings]


def _dressed(reading: Reading, fact: HouseFact | None) -> Reading:
    if fact is None:
        return reading
    # a target is told of as what is ("the target is 5 per cent") and as what is meant ("agreed to spend 5 per cent")
    meant = _TO_COME.search(fact.measure) or _CHANGED.search(fact.measure)
    stances: tuple[Stance, ...] = ("asserted", "pledged") if meant else ("asserted",)
    at = reading.document.text.rfind(fact.value)  # a figure in the subject ("enriched to 60 per cent") is no value
    own = [c for c in reading.claims if c.mention.end > at]
    changes = (_CHANGE[m[0].lower()],) if (m := _CHANGED.search(fact.measure)) else ()
    claims = [
        msgspec.structs.replace(c, stance=stance, change=change or c.change)
        for stance in stances
        for change in ("", *changes)
        for c in own
    ]
    if fact.valid is not None:
        claims = [msgspec.structs.replace(c, period=fact.valid, period_stated=True) for c in claims]
    return msgspec.structs.replace(reading, claims=tuple(claims))


def unread(readings: Sequence[Reading], given: Facts) -> list[Unreadable]:
    """The facts in which nothing was found that could be compared, with the sentence that each was read as."""
    return [
        Unreadable(path=fact.path, reason=f"line {fact.line}: nothing to compare in “{r.document.text.strip()}”")
        for r in readings
        if (fact := given.of(r.index)) and not (r.claims or r.events or r.offices)
    ]


def in_force(pairs: Iterable[Pair], readings: Sequence[Reading], given: Facts) -> list[Pair]:
    """The pairs but those that hold a fact against another time, or against a figure that a better fact is about."""
    kept: list[Pair] = []
    met: dict[tuple[int, Span], list[Pair]] = {}
    for pair in pairs:
        facts_of = [c for c in (pair.a, pair.b) if given.of(c.document)]
        if not facts_of:
            kept.append(pair)
        elif len(facts_of) == 1:
            told = pair.b if facts_of[0] is pair.a else pair.a
            at = told.period or readings[told.document].document.date
            holds = pair.score >= _LEAST and _covers(given.of(facts_of[0].document), at)
            if holds and not _elsewhere(told, facts_of[0]) and not _outcome(told, given.of(facts_of[0].document)):
                met.setdefault((told.document, told.mention), []).append(pair)
    for some in met.values():
        best = max(p.score for p in some)
        top = [p for p in some if p.score >= best - _NEAR_BEST]
        agreeing = [p for p in top if _agrees(p.a, p.b)]
        kept.extend(agreeing or top)
    return kept


_NEAR_BEST = 0.05
_LEAST = 0.5  # a row has few words, so that a figure which is about the same shares most of them
_INSIDE = 0.7  # weight of a feature of the figure's own clause


def _elsewhere(told: Claim, fact: Claim) -> bool:
    """Whether a figure is about others: each names one that the other leaves out, or it does not name the subject."""
    if told.entities - fact.entities and fact.entities - told.entities:
        return True
    named = told.entities | {f for f, weight in told.features.items() if weight >= _INSIDE}
    return bool(fact.entities) and not fact.entities & named


def _outcome(told: Claim, fact: HouseFact | None) -> bool:
    """Whether a figure says what is where the fact says what is meant to be."""
    if fact is None or told.stance != "asserted" or not _TO_COME.search(fact.measure):
        return False
    return not any(_TO_COME.search(word) for word in told.written.values())


def _agrees(a: Claim, b: Claim) -> bool:
    return gap((a.low, a.high), (b.low, b.high)) <= 0


def _covers(fact: HouseFact | None, period: Period | None) -> bool:
    """Whether a fact holds at some time of a period; what has no time is held against any."""
    if fact is None or fact.valid is None or period is None:
        return True
    first = max(fact.valid.first or 0, period.first or 0)
    return first <= min(fact.valid.last or _FARTHEST, period.last or _FARTHEST)


def named(drafts: Iterable[Draft], readings: Sequence[Reading], given: Facts) -> list[Draft]:
    """Findings in which a fact has a part name it with its source, and are conflicts where the draft is firm."""
    return [d for draft in drafts for d in _named(draft, readings, given)]


def _named(draft: Draft, readings: Sequence[Reading], given: Facts) -> Iterable[Draft]:
    told = [s for s in draft.sides if given.of(s.document) is None]
    if len(told) == len(draft.sides) or not told:
        yield draft
        return
    days = [readings[s.document].document.date for s in told]
    # amounts were compared for their own periods; who is in office is said for the document's date
    fits = [draft.kind != "role" or any(_covers(given.of(s.document), day) for day in days) for s in draft.sides]
    sides = [s for s, fit in zip(draft.sides, fits, strict=True) if fit or s in told]
    used = [fact for s in sides if (fact := given.of(s.document))]
    if not used:
        if len(told) > 1:
            yield msgspec.structs.replace(draft, sides=tuple(told))
        return
    if draft.kind == "role" and _one_person(sides):
        return
    meant = all(_TO_COME.search(fact.measure) for fact in used)
    firm = all(s.stance in (_FIRM | _INTENT if meant else _FIRM) for s in told)
    level: Level = "conflict" if firm and draft.level == "divergence" else draft.level
    yield msgspec.structs.replace(
        draft,
        level=level,
        message=f"{draft.message} ({'; '.join(dict.fromkeys(_name(f) for f in used))})",
        sides=tuple(_sourced(s, given) for s in sides),
    )


def _one_person(sides: Sequence[Side]) -> bool:
    """Whether all sides that are left name one person: the other one was in office at another time."""
    names = [frozenset(str((s.value or {}).get("low", "")).lower().split()) for s in sides]
    return all(a & b for a in names for b in names)


def _name(fact: HouseFact) -> str:
    """A fact for a reader: what it says, for when, and who says so."""
    ends = (fact.valid_from and f"from {fact.valid_from}", fact.valid_to and f"to {fact.valid_to}")
    when = " ".join(end for end in ends if end)
    parts = (
        f"house fact: {fact.subject}, {fact.measure}: {fact.value}",
        when,
        fact.source and f"source: {fact.source}",
    )
    return ", ".join(part for part in parts if part)


def _sourced(side: Side, given: Facts) -> Side:
    fact = given.of(side.document)
    if fact is None:
        return side
    return msgspec.structs.replace(side, source=fact.source or TITLE, stance=None)


def checked(given: Facts) -> list[Checked]:
    """The sheets as documents of the report: one each, with its facts as claims."""
    counts: dict[str, int] = {}
    for fact in given.rows:
        counts[fact.path] = counts.get(fact.path, 0) + 1
    return [Checked(path=path, title=TITLE, claims=n, against=True) for path, n in sorted(counts.items())]
