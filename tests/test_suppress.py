"""Comments that say "this one is fine, because ...": where they reach, and what is said when they are wrong."""

from collections.abc import Sequence

import pytest

from checker import engine, triage
from checker.model import Report
from checker.suppress import scan

DAY = "Monday, 3 May 2024"  # it was a Friday
REASON = "-- as printed"


def run(*texts: str, against: Sequence[str] = (), name: str = "a{}.md") -> Report:
    documents = [engine.document(name.format(i), text) for i, text in enumerate(texts)]
    archive = [engine.document(f"old{i}.md", text) for i, text in enumerate(against)]
    report, readings = engine.examine((), (), engine.Options(loud=True), documents=documents, archive=archive)
    return triage.apply(report, [r.document for r in readings])


def lines(report: Report) -> list[int]:
    return [f.evidence[0].line for f in report.findings]


def notices(report: Report) -> list[tuple[int, str]]:
    return [(n.line, n.message) for n in report.notices]


def test_without_a_comment_it_is_found() -> None:
    report = run(f"They met on {DAY}.\n")
    assert lines(report) == [1]
    assert (report.left_out, report.hidden, report.notices) == ((), (), ())


def test_the_next_line_is_the_whole_paragraph_below() -> None:
    text = f"<!-- checker-disable-next-line weekday {REASON} -->\n\nThey met in Geneva and then\nagain on {DAY}.\n"
    report = run(f"{text}\nThe next round was on {DAY}, too.\n")
    assert lines(report) == [6]
    assert report.left_out == (("suppressed in the text", 1),)
    [hidden] = report.hidden
    assert (hidden.how, hidden.reason, hidden.path, hidden.line) == ("suppressed", "as printed", "a0.md", 1)
    assert report.notices == ()


def test_inside_a_paragraph_the_next_line_is_the_line_below() -> None:
    comment = f"text <!-- checker-disable-next-line weekday {REASON} -->"
    assert lines(run(f"Some {comment}\nmet on {DAY}, it said.\n")) == []
    assert lines(run(f"Some {comment}\nthey met\non {DAY}, it said.\n")) == [3]


def test_the_next_line_is_one_item_of_a_list_and_all_rows_of_a_table() -> None:
    comment = f"<!-- checker-disable-next-line weekday {REASON} -->"
    assert lines(run(f"{comment}\n- first on {DAY}\n- then on {DAY}\n")) == [3]
    table = f"| when | what |\n|---|---|\n| {DAY} | talks |\n| {DAY} | vote |\n"
    assert lines(run(f"{comment}\n{table}\n{table}")) == [9, 10]


def test_the_same_line() -> None:
    comment = f"<!-- checker-disable-line weekday {REASON} -->"
    assert lines(run(f"They met on {DAY}. {comment}\n\nAnd on {DAY}.\n")) == [3]


def test_a_range_ends_where_it_is_enabled() -> None:
    text = f"One on {DAY}.\n\n<!-- checker-disable weekday {REASON} -->\nTwo on {DAY}.\n\nThree on {DAY}.\n\n"
    assert lines(run(f"{text}<!-- checker-enable weekday -->\nFour on {DAY}.\n")) == [1, 9]
    assert lines(run(f"{text}<!-- checker-enable -->\nFour on {DAY}.\n")) == [1, 9]
    assert lines(run(f"{text}<!-- checker-enable value -->\nFour on {DAY}.\n")) == [1]


def test_a_range_that_is_never_closed_runs_to_the_end_and_is_reported() -> None:
    report = run(f"One on {DAY}.\n\n<!-- checker-disable weekday {REASON} -->\nTwo on {DAY}.\n")
    assert lines(report) == [1]
    assert notices(report) == [(3, "checker-disable weekday is never closed: it runs to the end of the file")]


def test_a_whole_file_from_anywhere_in_it() -> None:
    comment = f"<!-- checker-disable-file weekday {REASON} -->"
    report = run(f"One on {DAY}.\n\n{comment}\n", f"Two on {DAY}.\n")
    assert [f.evidence[0].path for f in report.findings] == ["a1.md"]


@pytest.mark.parametrize(
    "comment",
    [
        "<!--checker-disable-file weekday -- printed-->",
        "<!--   CHECKER-Disable-File\n   Weekday, value\n   --   printed   -->",
        "<!-- checker-disable-file value weekday — printed -->",
        "<!-- checker-disable-file weekday --- printed -->",
    ],
)
def test_capitals_spacing_and_dashes_do_not_matter(comment: str) -> None:
    report = run(f"{comment}\n\nOne on {DAY}.\n")
    assert lines(report) == []
    assert report.hidden[0].reason == "printed"


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        (
            "<!-- checker-disable-next-line weekday -->",
            "checker-disable-next-line has no reason and suppresses nothing: write ... KIND -- why -->",
        ),
        (
            "<!-- checker-disable-next-line weekday -- -->",
            "checker-disable-next-line has no reason and suppresses nothing: write ... KIND -- why -->",
        ),
        (
            "<!-- checker-disable-next-line -- fine -->",
            "checker-disable-next-line names no kind or rule and suppresses nothing",
        ),
        (
            "<!-- checker-disable-next-line wekday -- fine -->",
            "checker-disable-next-line: there is no kind or rule 'wekday'; did you mean weekday?",
        ),
        (
            "<!-- checker-disable-next-lines weekday -- fine -->",
            "checker-disable-next-lines is no directive; did you mean checker-disable-next-line?",
        ),
        ("<!-- checker-enable weekday -->", "checker-enable closes nothing"),
        (
            "<!-- checker-disable-next-line value -- fine -->",
            "checker-disable-next-line value suppresses nothing in this run",
        ),
        (
            "<!-- checker-disable-next-line role, weekday -- fine -->",
            "checker-disable-next-line role suppresses nothing in this run",
        ),
    ],
)
def test_what_is_wrong_with_a_comment_is_said(comment: str, said: str) -> None:
    report = run(f"Prose.\n\n{comment}\nOne on {DAY}.\n")
    assert notices(report) == [(3, said)]
    assert lines(report) == ([] if "role" in comment else [4])


@pytest.mark.parametrize(
    "wrapped",
    ["```\n{}\n```\n", "Write `{}` above.\n", "Write ``a ` {}`` above.\n", "    {}\n", "---\ntitle: {}\n---\n"],
)
def test_in_code_and_front_matter_it_is_an_example(wrapped: str) -> None:
    comment = f"<!-- checker-disable-file weekday {REASON} -->"
    report = run(f"{wrapped.format(comment)}\nOne on {DAY}.\n")
    assert len(report.findings) == 1
    assert report.notices == ()


def test_behind_a_lone_backtick_it_is_a_comment() -> None:
    assert lines(run(f"A ` stray tick <!-- checker-disable-file weekday {REASON} -->\n\nOne on {DAY}.\n")) == []


def test_in_html() -> None:
    comment = f"<!-- checker-disable-next-line weekday {REASON} -->"
    body = "<p>Some words first.</p>\n{}\n<p>They met\non <b>{}</b>.</p>\n<p>And on {}.</p>"
    page = f"<html><body><main>{body}</main></body></html>"
    assert lines(run(page.format(comment, DAY, DAY), name="a{}.html")) == [5]
    script = f"<script>var x = '{comment}';</script>"
    assert len(run(page.format(script, DAY, DAY), name="a{}.html").findings) == 2


def test_plain_text_has_no_comments() -> None:
    comment = f"<!-- checker-disable-file weekday {REASON} -->"
    assert len(run(f"{comment}\n\nThey met on {DAY}.\n", name="a{}.txt").findings) == 1


JAPAN = "{}There are {} US troops stationed in Japan, the ministry said.\n"
COMMENT = "<!-- checker-disable-next-line value -- another count -->\n"


def test_either_side_of_a_conflict_will_do() -> None:
    assert len(run(JAPAN.format("", "54,000"), JAPAN.format("", "35,000")).findings) == 1
    assert run(JAPAN.format(COMMENT, "54,000"), JAPAN.format("", "35,000")).findings == ()
    report = run(JAPAN.format("", "54,000"), JAPAN.format(COMMENT, "35,000"))
    assert report.findings == ()
    assert (report.hidden[0].path, report.hidden[0].line) == ("a1.md", 1)


def test_the_side_of_the_archive_counts_and_is_not_called_unused() -> None:
    report = run(JAPAN.format("", "54,000"), against=[JAPAN.format(COMMENT, "35,000"), f"{COMMENT}\nNothing here.\n"])
    assert report.findings == ()
    assert report.notices == ()


def test_of_three_sides_the_others_still_stand_against_each_other() -> None:
    a, b = JAPAN.format("", "54,000"), JAPAN.format("", "35,000")
    beside = run(a, b, JAPAN.format(COMMENT, "35,000"))
    assert len(beside.findings) == 1
    assert beside.notices == ()
    assert run(JAPAN.format(COMMENT, "54,000"), b, b).findings == ()


def test_nothing_is_called_unused_where_its_rule_did_not_run() -> None:
    document = engine.document("a.md", f"{COMMENT}\nProse.\n")
    for options, said in ((engine.Options(select=("weekday",)), 0), (engine.Options(), 1)):
        report, _ = engine.examine((), (), options, documents=[document])
        assert len(triage.apply(report, [document]).notices) == said
        assert triage.apply(report, [document], triage.Given(partial=True)).notices == ()


def test_an_example_of_an_opening_swallows_no_directive() -> None:
    comment = f"<!-- checker-disable-file weekday {REASON} -->"
    assert lines(run(f"Begin with `<!-- checker-disable` here.\n\n{comment}\n\nOne on {DAY}.\n")) == []


@pytest.mark.parametrize(
    "before", ["# A heading\n\n", "- an item\n\n", "**Bold.**\n\n", "> quoted\n\n", "a | b\n--|--\n1 | 2\n\n"]
)
@pytest.mark.parametrize("below", ["{}", "- {}", "> {}", "## {}", "**{}**"])
def test_behind_and_before_any_block(before: str, below: str) -> None:
    comment = f"<!-- checker-disable-next-line weekday {REASON} -->\n"
    text = below.format(f"They met on {DAY}.")
    assert len(run(f"{before}{text}\n").findings) == 1
    assert run(f"{before}{comment}{text}\n").findings == ()


def test_inside_a_quotation_and_a_list() -> None:
    comment = f"<!-- checker-disable-next-line weekday {REASON} -->"
    assert lines(run(f"> {comment}\n> They met on {DAY}.\n>\n> And on {DAY}.\n")) == [4]
    assert lines(run(f"- one on {DAY}\n  {comment}\n- two on {DAY}\n")) == [1]


def test_many_comments_take_no_more_than_their_share() -> None:
    text = "".join(f"`a` <!-- checker-disable-line weekday {REASON} -->\n\n" for _ in range(3000))
    document = engine.document("a.md", f"{text}<!-- checker-disable {'`' * 5000}\n")
    covers, trouble = scan(document, triage.known_names())
    assert (len(covers), len(trouble)) == (3000, 0)
    unclosed = engine.document("a.md", "Prose.\n\n" + "<!-- checker-disable value\n" * 20_000)
    assert scan(unclosed, triage.known_names()) == ((), ())
