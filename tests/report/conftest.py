"""One report with everything that formats trip over: two and three sides, odd characters, several lines, trouble."""

import pytest

from checker.model import Checked, Evidence, Finding, Report, RuleInfo, Unreadable

NASTY = 'A "quoted" <b>claim</b> & 50 % [of] it | `now` \x1b[31mred\x00 \u202e…'


def _evidence(path: str, line: int, context: str, quote: str, **more: object) -> Evidence:
    column = context.index(quote) + 1
    before, last = quote.count("\n"), quote.rsplit("\n", 1)[-1]
    return Evidence(
        path=path, start=100 + column, end=100 + column + len(quote), line=line, column=column, quote=quote,
        end_line=line + before, end_column=len(last) + (1 if before else column), context=context,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def sample() -> Report:
    pledge = _evidence(
        "./notes/été.md", 7, "« Über » Tokyo pledged 2 per cent of GDP, it said.", "Tokyo pledged 2 per cent of GDP",
        value={"low": 2, "high": 2, "unit": "percent_gdp"}, stance="pledged", source="the government", period="2027",
    )  # fmt: skip
    demand = _evidence(
        "old/brief.html", 12, "Washington wants\n𝟑 three per cent now.", "Washington wants\n𝟑 three per cent",
        value={"low": 3, "high": None, "unit": "percent_gdp"}, stance="demanded",
    )  # fmt: skip
    alone = _evidence("./notes/été.md", 9, f"x {NASTY}", NASTY)
    money = [
        _evidence("./notes/été.md", 20 + n, f"It cost US${n} billion.", f"US${n} billion",
                  value={"low": n * 10**9, "high": n * 10**9, "unit": "USD"}, stance="asserted")
        for n in (5, 6, 7)
    ]  # fmt: skip
    return Report(
        documents=(
            Checked(path="./notes/été.md", title="Une étude", date="2025-03-25", claims=12),
            Checked(path="empty.txt", claims=0),
            Checked(path="old/brief.html", title="A [brief]", claims=1, against=True),
        ),
        unreadable=(Unreadable(path="broken file.md", reason="is binary: byte 0 at 17"),),
        findings=(
            Finding(
                rule="target", kind="target",
                question="Could you confirm which level is meant, whose it is, and by when it is to be reached?",
                level="divergence", confidence=0.86, fingerprint="0123456789abcdef",
                message="2 % of GDP pledged, 3 % demanded", explanation="Two levels for one measure.",
                evidence=(pledge, demand),
            ),
            Finding(
                rule="weekday", kind="weekday",
                question="Could you confirm the day of the week or the date?",
                level="conflict", confidence=0.98, fingerprint="1123456789abcdef",
                message=NASTY, explanation=NASTY, evidence=(alone,),
            ),
            Finding(
                rule="value", kind="value",
                question="Could you confirm which figure holds, and for when and what it is counted?",
                level="conflict", confidence=0.7, fingerprint="2123456789abcdef",
                message="One cost, three ways.", explanation="They cannot all be right.", evidence=tuple(money),
            ),
            Finding(
                rule="value", kind="value",
                question="Could you confirm which figure holds, and for when and what it is counted?",
                level="note", confidence=0.5, fingerprint="3123456789abcdef",
                message="Superseded.", explanation="The later one holds.", evidence=(money[0], demand),
            ),
        ),
        rules=(
            RuleInfo(id="value", kind="value", title="Two values", what="What it is.", why="Why.", fine_if=("a", "b")),
            RuleInfo(id="target", kind="target", title="Targets", what="What.", why="Why.", level="divergence"),
        ),
        errors=("internal error in rule name, document x.md: KeyError: 'a'",),
    )  # fmt: skip


@pytest.fixture
def report() -> Report:
    return sample()
