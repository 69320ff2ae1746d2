"""What stands behind a rule, and how one finding came about: ``checker explain``."""

import textwrap
from collections.abc import Iterator, Sequence

from checker import engine
from checker.errors import UsageError
from checker.model import Finding, Reading
from checker.pack.loader import default_pack
from checker.pack.rules import Example, RuleText, load_rules
from checker.report import wording
from checker.trace import chain


def rule(name: str, options: engine.Options, width: int) -> str:
    """The page of a rule.

    Raises:
        UsageError: there is no such rule.
    """
    return "\n".join(_rule(_find_rule(name, options), width)) + "\n"


def _find_rule(name: str, options: engine.Options) -> RuleText:
    texts = load_rules(options.pack or default_pack())
    if name in texts:
        return texts[name]
    raise UsageError(
        f"no rule is named {name!r}; rules are {', '.join(texts)}. A fingerprint needs the paths of its check as well"
    )


def _rule(text: RuleText, width: int) -> Iterator[str]:
    yield f"{text.id}: {text.title}"
    yield f"kind {text.kind}, level {text.level}"
    for head, body in (("What it finds", text.what), ("Why it matters", text.why)):
        yield ""
        yield head
        yield from _wrap(body, width)
    yield from _bullets("It may be fine if", text.fine_if, width)
    yield from _bullets("Limits", [f"{name}: {limit:g}" for name, limit in text.limits.items()], width)
    positive = [e for e in text.examples if e.find and not e.pending][:3]
    negative = [e for e in text.examples if not e.find and not e.pending][:3]
    for head, examples in (("Examples of a finding", positive), ("No finding", negative)):
        if examples:
            yield ""
            yield head
        for example in examples:
            yield from _example(example, width)


def _bullets(head: str, items: Sequence[str], width: int) -> Iterator[str]:
    if items:
        yield ""
        yield head
    for item in items:
        yield from _wrap(item, width, "  - ", "    ")


def _example(example: Example, width: int) -> Iterator[str]:
    dates = [*example.dates, *[""] * len(example.texts)]
    for written, text in zip(dates, example.texts, strict=False):
        dated = f"({written}) " if written else ""
        yield from _wrap(f"{dated}“{wording.clean(text)}”", width, "  | ", "  |   ")
    outcome = ", ".join(example.find)
    because = example.because
    yield from _wrap(f"-> {outcome}{': ' if outcome and because else ''}{because}".rstrip(), width, "    ", "    ")


def finding(fingerprint: str, paths: Sequence[str], against: Sequence[str], options: engine.Options, width: int) -> str:
    """The chain behind a finding: quotes, the claims read out of them, why they are one thing, the rule and its limits.

    Raises:
        UsageError: no finding of this check has that fingerprint.
    """
    report, readings = engine.examine(paths, against, options)
    hits = [f for f in report.findings if len(fingerprint) >= _SHORTEST and f.fingerprint.startswith(fingerprint)]
    if not hits:
        raise UsageError(
            f"no finding in these paths has the fingerprint {fingerprint!r}; give the paths and options of its check"
        )
    return "\n".join(line for hit in hits for line in _finding(hit, readings, options, width)) + "\n"


_SHORTEST = 4  # letters of a fingerprint that are enough


def _finding(one: Finding, readings: Sequence[Reading], options: engine.Options, width: int) -> Iterator[str]:
    text = _find_rule(one.rule, options)
    yield f"{one.level} {one.kind} {one.fingerprint}, confidence {one.confidence:.0%}"
    yield from _wrap(one.message, width)
    for depth, line in chain(one, readings, text):
        if not depth:
            yield ""
            yield from _wrap(line, width, "", "  ")
        else:
            indent = "  " * depth
            yield from _wrap(line, width, indent + ("- " if depth > 1 else ""), indent + "  ")
    yield from _bullets("Limits of the rule", [f"{name}: {limit:g}" for name, limit in text.limits.items()], width)
    yield from _bullets("It may be fine if", text.fine_if, width)


def _wrap(text: str, width: int, first: str = "  ", rest: str = "  ") -> list[str]:
    return textwrap.wrap(" ".join(text.split()), width, initial_indent=first, subsequent_indent=rest)
