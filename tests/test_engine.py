"""From paths to a report: what is collected, how findings are placed, and what happens when something breaks."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

import checker
from checker import engine, place
from checker.collect import Input, collect
from checker.engine import Options
from checker.errors import CheckerError, UsageError
from checker.model import Draft, Finding, Reading, Report, Side, Span
from checker.pack.rules import RuleText
from checker.report.verdict import status

WRONG = "The accord was signed on Thursday, 14 May 2025, in Lima.\n"
RIGHT = "The accord was signed on Wednesday, 14 May 2025, in Lima.\n"
LOUD = Options(loud=True)


def _tree(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _rule(*drafts: Draft, error: Exception | None = None) -> SimpleNamespace:
    def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
        if error:
            raise error
        yield from drafts

    return SimpleNamespace(ID="weekday", check=check)


def _draft(*sides: Side, key: tuple[str, ...] = ("k",), confidence: float = 0.9, message: str = "m") -> Draft:
    return Draft(
        rule="weekday", kind="weekday", level="conflict", confidence=confidence,
        message=message, explanation="e", sides=sides, key=key,
    )  # fmt: skip


def _side(document: int, start: int, end: int, *, raw: bool = False) -> Side:
    return Side(document=document, span=Span(start, end), raw=raw)


def _run_with(monkeypatch: pytest.MonkeyPatch, rule: SimpleNamespace, *texts: str, options: Options = LOUD) -> Report:
    monkeypatch.setattr(engine, "RULES", (rule,))
    documents = [engine.document(f"{chr(ord('a') + n)}.txt", text) for n, text in enumerate(texts)]
    return engine.run((), (), options, documents=documents)


def test_folders_are_walked_hidden_and_foreign_files_left_out(tmp_path: Path) -> None:
    root = _tree(tmp_path, a_md="", b__c_txt="", b__d_png="", b__e_HTML="", _git__f_md="", _hidden_md="")
    found = collect([root.as_posix()]).found
    assert [i.path.removeprefix(root.as_posix()) for i in found] == ["/a.md", "/b/c.txt", "/b/e.HTML"]


def test_a_document_given_twice_is_read_once_and_is_no_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tree(tmp_path, a_md="", b_md="")
    monkeypatch.chdir(tmp_path)
    assert collect(["a.md", "./a.md", "."], ["a.md", "b.md"]).found == (Input(path="a.md"), Input(path="b.md"))
    assert collect(["a.md"], ["."]).found == (Input(path="a.md"), Input(path="b.md", against=True))


def test_paths_are_shown_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tree(tmp_path, x__a_md="")
    monkeypatch.chdir(tmp_path)
    assert [i.path for i in collect(["x/"]).found] == ["x/a.md"]
    assert [i.path for i in collect([str(tmp_path)]).found] == [(tmp_path / "x/a.md").as_posix()]


def test_a_missing_path_is_reported_and_the_rest_is_checked(tmp_path: Path) -> None:
    root = _tree(tmp_path, a_txt=WRONG)
    report = engine.run([str(root / "a.txt"), str(root / "gone.md")], (), LOUD)
    assert [u.reason for u in report.unreadable] == ["no such file or folder"]
    assert [f.kind for f in report.findings] == ["weekday"]
    assert status(report) == 2


def test_a_path_of_unknown_suffix_is_read_as_text_and_a_binary_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "draft.brief").write_text(WRONG, encoding="utf-8")
    (tmp_path / "image.brief").write_bytes(bytes(range(256)) * 8)
    report = engine.run([str(tmp_path / "draft.brief"), str(tmp_path / "image.brief")], (), LOUD)
    assert [d.path for d in report.documents] == [(tmp_path / "draft.brief").as_posix()]
    assert [u.path for u in report.unreadable] == [(tmp_path / "image.brief").as_posix()]
    assert len(report.findings) == 1


def test_standard_input_stands_for_the_file_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tree(tmp_path, a_txt=RIGHT)
    monkeypatch.chdir(tmp_path)
    report = engine.run([".", "-"], (), Options(stdin=WRONG.encode(), stdin_name="a.txt", loud=True))
    assert [d.path for d in report.documents] == ["a.txt"]
    assert [f.evidence[0].path for f in report.findings] == ["a.txt"]
    with pytest.raises(UsageError):
        engine.run(["-"], (), LOUD)


def test_a_finding_shows_what_stands_in_the_file(tmp_path: Path) -> None:
    text = "---\ntitle: Été\n---\n\n# Été\n\nThe **accord** &amp; all: signed on\nThursday, 14 May 2025.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    [finding] = engine.run([str(tmp_path)], (), LOUD).findings
    [evidence] = finding.evidence
    assert text[evidence.start : evidence.end] == evidence.quote
    assert "14 May 2025" in evidence.quote
    lines = text[: evidence.start].split("\n")
    assert (evidence.line, evidence.column) == (len(lines), len(lines[-1]) + 1)
    assert evidence.quote in evidence.context


def test_a_span_in_the_raw_file_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = "---\ntitle: T\ndate: 2025-05-14\n---\n\nProse.\n"
    monkeypatch.setattr(
        engine, "RULES", (_rule(_draft(_side(0, raw.index("2025"), raw.index("2025") + 10, raw=True))),)
    )
    report = engine.run((), (), LOUD, documents=[engine.document("a.md", raw)])
    assert report.findings[0].evidence[0].quote == "2025-05-14"
    assert report.findings[0].evidence[0].line == 3


def test_an_overlong_quote_is_cut_around_its_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    filler = "word " * 120
    text = f"First sentence, of 12. Then {filler}54,000 troops {filler.strip()}. Last."
    side = Side(document=0, span=Span(0, len(text)), value={"low": 54000, "high": 54000})
    [finding] = _run_with(monkeypatch, _rule(_draft(side)), text).findings
    quote = finding.evidence[0].quote
    assert "54,000 troops" in quote
    assert len(quote) <= 400
    assert not quote.startswith(("First", "Then", " "))


def test_doubles_become_one_finding_the_surest(monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = _side(0, 0, 5), _side(0, 6, 9)
    rule = _rule(_draft(a, b, confidence=0.5), _draft(b, a, confidence=0.8), _draft(a, b, confidence=0.5))
    found = _run_with(monkeypatch, rule, "Prose and prose.").findings
    assert [f.confidence for f in found] == [0.8]


def test_a_fingerprint_holds_claims_and_no_places(monkeypatch: pytest.MonkeyPatch) -> None:
    def prints(key: tuple[str, ...], *texts: str) -> list[str]:
        report = _run_with(monkeypatch, _rule(_draft(_side(0, 0, 5), key=key)), *texts)
        return [f.fingerprint for f in report.findings]

    want = hashlib.sha256(b"weekday\njapan\ntroops 54000").hexdigest()[:16]
    assert prints(("Troops  54000", "japan"), "Prose here.") == [want]
    assert prints(("japan", "troops 54000"), "Another prose\n\nhere.") == [want]


def test_equal_claims_at_two_places_have_two_fingerprints(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = _rule(_draft(_side(0, 6, 9)), _draft(_side(0, 0, 5)))
    found = _run_with(monkeypatch, rule, "Prose and prose.").findings
    assert len({f.fingerprint for f in found}) == 2
    assert [f.evidence[0].start for f in found] == [0, 6]


def test_the_archive_is_only_the_other_side(monkeypatch: pytest.MonkeyPatch) -> None:
    within, across = _draft(_side(0, 0, 3), _side(0, 4, 6)), _draft(_side(0, 0, 3), _side(1, 0, 3), key=("x",))
    monkeypatch.setattr(engine, "RULES", (_rule(within, across),))
    old, new = engine.document("a.txt", "Old prose."), engine.document("b.txt", "New prose.")
    [finding] = engine.run((), (), LOUD, documents=[new], archive=[old]).findings
    assert [e.path for e in finding.evidence] == ["b.txt", "a.txt"], "the checked document stands first"


def test_thin_evidence_is_left_out_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = _rule(_draft(_side(0, 0, 3), confidence=0.4), _draft(_side(0, 4, 9), confidence=0.6))
    report = _run_with(monkeypatch, rule, "Two proses.", options=Options(min_confidence=0.5, loud=True))
    assert [f.confidence for f in report.findings] == [0.6]


def test_a_rule_that_fails_is_named_with_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = _rule(error=KeyError("gone"))
    report = _run_with(monkeypatch, rule, "One.", "Two.", options=Options())
    assert report.errors == ("internal error in rule weekday, document a.txt: KeyError: 'gone'",)
    assert status(report) == 2
    with pytest.raises(KeyError):
        _run_with(monkeypatch, rule, "One.", options=LOUD)


def test_a_document_that_breaks_a_stage_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    real = engine.reading

    def breaks(index: int, document: checker.model.Document) -> Reading:
        if document.path == "a.txt":
            raise ZeroDivisionError
        return real(index, document)

    monkeypatch.setattr(engine, "reading", breaks)
    documents = [engine.document("a.txt", WRONG), engine.document("b.txt", WRONG)]
    report = engine.run((), (), Options(), documents=documents)
    assert [u.reason for u in report.unreadable] == ["internal error while extracting: ZeroDivisionError"]
    assert [d.path for d in report.documents] == ["b.txt"]
    assert [f.evidence[0].path for f in report.findings] == ["b.txt"]


@pytest.mark.parametrize("name", ["weekday"])
def test_rules_are_chosen_by_name_or_kind(name: str) -> None:
    assert [t.id for t in engine.chosen_rules(Options(select=(name,)))] == [name]
    assert name not in [t.id for t in engine.chosen_rules(Options(ignore=(name,)))]
    with pytest.raises(UsageError, match="weekdy"):
        engine.chosen_rules(Options(select=("weekdy",)))


def test_the_order_of_findings_is_total() -> None:
    def finding(path: str, start: int, rule: str, message: str) -> Finding:
        evidence = checker.model.Evidence(path=path, start=start, end=start + 1, line=1, column=1, quote="")
        return Finding(
            rule=rule, kind="value", level="conflict", confidence=1, fingerprint="", message=message, explanation="",
            evidence=(evidence,),
        )  # fmt: skip

    keys = [place.order(finding(*a)) for a in (("a", 1, "r", "m"), ("a", 2, "r", "m"), ("b", 0, "a", "m"))]
    assert keys == sorted(keys)


def test_two_texts_are_compared_from_python() -> None:
    found = checker.compare(WRONG, RIGHT, date_a="2025-06-01")
    assert [(f.kind, f.evidence[0].path) for f in found] == [("weekday", "a")]
    assert checker.compare("", "\ud800 \n") == ()
    with pytest.raises(CheckerError, match="no ISO date"):
        checker.compare("a", "b", date_a="yesterday")


def test_documents_are_checked_from_python(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    for given in (tmp_path, [tmp_path / "a.txt"], str(tmp_path), engine.document("a.txt", WRONG)):
        assert len(checker.check(given, select=["weekday"]).findings) == 1
    with pytest.raises(CheckerError, match="bogus"):
        checker.check(tmp_path, bogus=1)
    with pytest.raises(CheckerError, match="min_confidence"):
        checker.check(tmp_path, min_confidence="high")
