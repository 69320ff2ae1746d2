"""How a statement commits its speaker: asserted, pledged, demanded, forecast, supposed, denied or rebutted."""

import re
from functools import cache

from checker.model import Stance
from checker.pack.stance import load_stances

_ORDER: tuple[Stance, ...] = ("rebutted", "denied", "hypothetical", "demanded", "pledged", "planned", "forecast")
# These reach over a whole sentence; the others govern only the clause they stand in.
_WIDE: frozenset[Stance] = frozenset({"rebutted", "hypothetical"})


@cache
def _patterns() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    words = load_stances()
    return tuple(
        (
            stance,
            re.compile(
                r"(?<![\w'-])(?:" + "|".join(re.escape(w) for w in getattr(words, stance)) + r")(?![\w-])",
                re.IGNORECASE,
            ),
        )
        for stance in _ORDER
    )


@cache
def _idle() -> re.Pattern[str]:
    longest = sorted(load_stances().idle, key=len, reverse=True)
    return re.compile(r"(?<![\w'-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w-])", re.IGNORECASE)


# What a plan or a law "calls for" is planned; only persons and states demand.
_PLAN_CALLS = re.compile(
    r"\b(?:plan|programme|program|deal|agreement|accord|law|bill|budget|draft|share|project|contract|strategy|treaty"
    r"|text|schedule|design|blueprint|roadmap)s?\s+(?:\w+\s+){0,2}(?:(?:calls?|called|asks?|asked)\s+for|wants?|wanted)\b",
    re.IGNORECASE,
)


def stance(sentence: str, clause: str) -> Stance:
    """Stance of ``clause``, which is part of ``sentence``; asserted where no word says otherwise."""
    sentence, clause = _idle().sub(" ", sentence), _idle().sub(" ", clause)
    for name, pattern in _patterns():
        if pattern.search(sentence if name in _WIDE else clause):
            return "planned" if name == "demanded" and _PLAN_CALLS.search(clause) else name
    return "asserted"
