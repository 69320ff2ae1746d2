"""The examples of a rule pack as test cases: run by ``checker rules test``, by the tests, and on a user's own pack."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from checker import engine
from checker.errors import PackError
from checker.model import Document, Period, Report
from checker.pack.loader import default_pack
from checker.pack.rules import Example, load_rules


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One example: its texts, and every finding that is to come of them as "LEVEL KIND", sorted."""

    id: str
    rule: str
    example: Example

    @property
    def want(self) -> list[str]:
        """The whole expected outcome."""
        return sorted(self.example.find)

    @property
    def pending(self) -> str:
        """Why this example is known to fail; empty where it is to pass."""
        return self.example.pending


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a case. ``fine`` is also a pending case that fails, and no pending case that passes."""

    case: Case
    got: list[str]

    @property
    def fine(self) -> bool:
        """Whether the case did what the pack says."""
        return (self.got == self.case.want) != bool(self.case.pending)

    @property
    def trouble(self) -> str:
        """What is wrong, in one line."""
        if self.case.pending and self.got == self.case.want:
            return "is pending, and passes: take the mark off"
        because = f" ({self.case.example.because})" if self.case.example.because else ""
        return f"expected {self.case.want or 'silence'}, got {self.got or 'silence'}{because}"


def cases(options: engine.Options) -> Iterator[Case]:
    """All examples of the chosen rules, in the order of the pack."""
    texts = load_rules(options.pack or default_pack())
    for rule in texts.values():
        if options.select and not {rule.id, rule.kind} & set(options.select):
            continue
        for number, example in enumerate(rule.examples, 1):
            yield Case(id=f"{rule.id}-{number}", rule=rule.id, example=example)


def run(options: engine.Options) -> list[Outcome]:
    """Every case through the whole engine."""
    whole = msgspec.structs.replace(options, select=())
    return [Outcome(case=case, got=found(report(case, whole))) for case in cases(options)]


def report(case: Case, options: engine.Options) -> Report:
    """The report on the texts of a case, with all rules: what another one finds counts as well, if it is no note."""
    example = case.example
    made = documents_of((*example.texts, *example.against), example.dates, case.id)
    text = load_rules(options.pack or default_pack())[case.rule]
    asked = msgspec.structs.replace(options, notes=text.on_request)
    count = len(example.texts)
    whole = engine.run((), (), asked, documents=made[:count], archive=made[count:])
    told = tuple(f for f in whole.findings if f.level != "note" or (text.level == "note" and f.rule == case.rule))
    return msgspec.structs.replace(whole, findings=told)


def found(of: Report) -> list[str]:
    """The findings of a report in the words of an example."""
    return sorted([*(f"{f.level} {f.kind}" for f in of.findings), *of.errors])


def documents_of(texts: Sequence[str], dates: Sequence[str], name: str) -> list[Document]:
    """Texts as documents, ``dates`` in the same order; Markdown where a text begins with front matter."""
    made = []
    for number, text in enumerate(texts):
        suffix = "md" if text.startswith(("---", "#")) else "txt"
        one = engine.document(f"{name}/{chr(ord('a') + number)}.{suffix}", text)
        if number < len(dates) and dates[number]:
            one = msgspec.structs.replace(one, date=day(dates[number], name))
        made.append(one)
    return made


def day(written: str, where: str) -> Period:
    """The period of an ISO day.

    Raises:
        PackError: it is none.
    """
    try:
        ordinal = date.fromisoformat(written).toordinal()
    except ValueError:
        raise PackError(f"{where}: {written!r} is no date of the form 2025-03-24") from None
    return Period(first=ordinal, last=ordinal, grain="day")
