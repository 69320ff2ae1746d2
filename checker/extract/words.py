"""Words as the later stages compare them: stems of content words, with spelling variants and suffixes folded away.

The stemmer is deliberately light (plural, -ing, -ed, -ly, British and American spelling). It has to bring "exports" and
"exported" together without merging "organ" and "organisation"; a miss costs recall, a wrong merger costs trust.
"""

import re
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

# Words that say nothing about what is measured. Negations, comparatives and stance words are read elsewhere.
STOP = frozenset(
    """
    a about above across after again against ago ahead all almost alone along already also although always am
    amid among an and another any anyone anything are around as at away back be became because become been
    before began behind being below beside between beyond both but by came can cannot come comes could did do
    does doing done down during each either else end enough even ever every few figure figures first for former
    from full further gave get gets give given go goes going gone got had has have having he her here hers him
    his how however i if in indeed instead into is it its itself just keep kept know known large largely last
    late later least less let like made mainly make makes making many may me mean means might more most mostly
    much must my near nearly never new next no nobody none nor not nothing now number numbers of off often on
    once one ones only onto or other others our out over own per perhaps put quite rather reached reaches really
    remain remained remains right said same saw say says see seen set several shall she should show shows side
    since so some something soon still such take taken takes than that the their theirs them themselves then
    there therefore these they thing things this those though through thus till time times to today together
    told too took toward towards turn turned two under until up upon us use used very was way we well went were
    what whatever when where whether which while who whole whom whose why will with within without would yes yet
    you your according roughly approximately exactly total totals january february march april june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday
    wednesday thursday friday saturday sunday
    """.split()  # noqa: SIM905 a list of words reads better as words
)

_SPELLING = (
    (re.compile(r"isation"), "ization"),
    (re.compile(r"(?<=[a-z]{3})is(e[ds]?|ing)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|abl|it|hood|ite)"), "or"),
    (re.compile(r"^defence"), "defense"),
    (re.compile(r"^offence"), "offense"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"^(cent|theat|kilomet|met|lit|fib|sab)re(?=s?$)"), r"\1er"),
    (re.compile(r"^aluminium"), "aluminum"),
    (re.compile(r"(?<=[a-z])ll(?=ed$|ing$)"), "l"),
)

_IRREGULAR = {
    "rose": "rise", "risen": "rise", "rising": "rise", "fell": "fall", "fallen": "fall", "sold": "sell",
    "bought": "buy",
    "spent": "spend", "paid": "pay", "held": "hold", "won": "win", "lost": "lose", "grew": "grow", "grown": "grow",
    "sent": "send", "sought": "seek", "built": "build", "lent": "lend", "met": "meet", "led": "lead", "ran": "run",
    "shot": "shoot", "struck": "strike", "sank": "sink", "sunk": "sink", "flew": "fly", "flown": "fly", "drew": "draw",
    "withdrew": "withdraw", "withdrawn": "withdraw", "men": "man", "women": "woman", "people": "person",
    "children": "child", "lives": "life", "shipping": "ship", "growth": "grow", "died": "die", "dying": "die",
    "dead": "die", "deaths": "die", "death": "die", "killing": "kill", "loss": "lose", "losses": "lose", "sale": "sell",
    "sales": "sell", "spending": "spend", "expenditure": "spend", "expenditures": "spend", "outlay": "spend",
    "outlays": "spend", "payment": "pay", "payments": "pay", "seen": "see", "left": "leave", "began": "begin",
    "drank": "drink", "wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak", "taken": "take",
    "voter": "vote", "voters": "vote", "electoral": "elect", "election": "elect", "elections": "elect",
    "analyses": "analysis", "crises": "crisis", "bases": "base", "feet": "foot", "news": "news", "series": "series",
    "means": "means", "gas": "gas", "gases": "gas", "bus": "bus", "status": "status", "census": "census", "us": "us",
    "plane": "plane", "planes": "plane",  # no plans
}  # fmt: skip


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Comparable form of one word: lower case, possessive off, spelling folded, inflection off."""
    w = word.lower().replace("’", "'")
    w = w.removesuffix("'s").removesuffix("'")
    if w in _IRREGULAR:
        return _IRREGULAR[w]
    if len(w) < 4:
        return w
    for pattern, to in _SPELLING:
        w = pattern.sub(to, w)
    return _IRREGULAR.get(w) or _inflection(w)


def _inflection(w: str) -> str:
    if w.endswith("ies") and len(w) > 4:
        return w[:-3] + "y"
    if w.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return w[:-2]
    if w.endswith("s") and not w.endswith(("ss", "us", "is")):
        w = w[:-1]
    for ending in ("ingly", "edly", "ing", "ed", "ly", "er" if w.endswith(("porter", "ducer", "sumer")) else "ing"):
        if w.endswith(ending) and len(w) - len(ending) >= 3 and re.search("[aeiouy]", w[: -len(ending)]):
            w = w[: -len(ending)]
            if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "lsz":
                w = w[:-1]
            break
    return w[:-1] if w.endswith("e") and len(w) > 4 else w


@lru_cache(maxsize=8192)
def is_content(word: str) -> bool:
    """Whether a word may name what is measured."""
    return len(word) > 1 and word.lower().replace("’", "'").removesuffix("'s") not in STOP


def content(text: str) -> list[str]:
    """Stems of the content words of ``text``, in order."""
    return [stem(m[0]) for m in WORD.finditer(text) if is_content(m[0])]
