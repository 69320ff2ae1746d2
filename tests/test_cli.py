"""The command line as a user meets it: exit status, streams, formats, and one clear line for every trouble."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import command

WRONG = "The accord was signed on Thursday, 14 May 2025, in Lima.\n"
RIGHT = "The accord was signed on Wednesday, 14 May 2025, in Lima.\n"


def _run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner(env={"CHECKER_LOUD": "1"}).invoke(command, arguments, input=given)


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A draft with one conflict, in a folder of its own that is the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text(WRONG, encoding="utf-8")
    return "draft.txt"


def test_exit_status_0_where_nothing_fails(draft: str) -> None:
    Path("right.txt").write_text(RIGHT, encoding="utf-8")
    assert _run("check", "right.txt").exit_code == 0
    assert _run("check", draft, "--fail-level", "never").exit_code == 0
    assert _run("check", draft, "--ignore", "weekday").exit_code == 0
    assert _run("check", draft, "--select", "name,role").exit_code == 0


def test_exit_status_1_where_something_is_found(draft: str) -> None:
    assert _run("check", draft).exit_code == 1
    assert _run("check", draft, "--fail-level", "divergence", "--format", "json").exit_code == 1
    assert _run("check", draft, "--output", "json:out.json").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "gone.md"], "gone.md: no such file or folder"),
        (["check", "draft.txt", "--select", "weekdy"], "'weekdy'"),
        (["check", "draft.txt", "--format", "xml"], "'xml'"),
        (["check", "draft.txt", "--output", "json:"], "FORMAT:PATH"),
        (["check", "draft.txt", "--output", "json:gone/out.json"], "cannot write gone/out.json"),
        (["check", "draft.txt", "--min-confidence", "2"], "2"),
        (["check", "draft.txt", "--pack", "gone"], "gone"),
        (["check"], "PATHS"),
        (["explain", "weekdy"], "no rule is named 'weekdy'"),
        (["explain", "0123456789abcdef", "draft.txt"], "no finding in these paths"),
        (["claims", "gone.md"], "gone.md: no such file or folder"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_exit_status_2_with_one_clear_line(draft: str, arguments: list[str], told: str) -> None:
    done = _run(*arguments, *(["--format", "json"] if arguments == ["check", "gone.md"] else []))
    assert done.exit_code == 2
    assert told in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.md", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 8, "binary"),
        ("latin.txt", b"Th\xe9 accord of 14 May 2025.", "UTF-8"),
        ("front.md", b"---\ntitle: [unclosed\n---\nProse.\n", "front.md"),
    ],
)
def test_a_bad_file_is_listed_and_the_rest_is_checked(draft: str, name: str, data: bytes, told: str) -> None:
    Path(name).write_bytes(data)
    done = _run("check", ".", "--format", "json")
    report = json.loads(done.stdout)
    assert done.exit_code == 2
    assert [u["path"] for u in report["unreadable"]] == [name]
    assert told in report["unreadable"][0]["reason"] or told in done.stderr
    assert "\n" not in report["unreadable"][0]["reason"]
    assert [f["kind"] for f in report["findings"]] == ["weekday"]


def test_a_broken_pack_names_the_file(draft: str) -> None:
    Path("pack/conflicts").mkdir(parents=True)
    Path("pack/conflicts/weekday.yaml").write_text("id: weekday\nkinds: weekday\n", encoding="utf-8")
    done = _run("check", draft, "--pack", "pack")
    assert done.exit_code == 2
    assert "weekday.yaml" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_json_is_the_contract(draft: str) -> None:
    done = _run("check", draft, "--format", "json")
    report = json.loads(done.stdout)
    assert done.stderr == ""
    assert report["version"] == 1
    assert set(report) == {"version", "documents", "unreadable", "errors", "findings", "notices", "left_out"}
    assert report["documents"][0].keys() == {"path", "title", "date", "claims"}
    [finding] = report["findings"]
    assert finding.keys() == {
        "rule", "kind", "level", "confidence", "fingerprint", "message", "explanation", "evidence",
    }  # fmt: skip
    [evidence] = finding["evidence"]
    assert evidence["quote"] == WRONG[evidence["start"] : evidence["end"]]
    assert (evidence["path"], evidence["line"]) == (draft, 1)


def test_several_outputs_in_one_run(draft: str) -> None:
    done = _run("check", draft, "--format", "concise", "--output", "json:out.json", "--output", "text:out.txt")
    assert done.stdout.startswith("draft.txt:1:")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["findings"]
    assert "14 May 2025" in Path("out.txt").read_text(encoding="utf-8")


def test_standard_input(draft: str) -> None:
    done = _run("check", "-", "--stdin-filename", "new.txt", "--format", "concise", given=WRONG)
    assert done.exit_code == 1
    assert done.stdout.startswith("new.txt:1:")
    assert _run("check", "-", given=WRONG).exit_code == 1


def test_colour_only_on_a_terminal_or_on_demand(draft: str) -> None:
    def has_colour(**env: str) -> bool:
        done = subprocess.run(
            [sys.executable, "-m", "checker", "check", draft],
            env={**{k: v for k, v in os.environ.items() if "COLOR" not in k}, **env},
            capture_output=True,
            check=False,
        )
        return b"\x1b[" in done.stdout

    assert not has_colour()
    assert has_colour(CLICOLOR_FORCE="1")
    assert not has_colour(CLICOLOR_FORCE="1", NO_COLOR="1")


def test_claims_in_every_form(draft: str) -> None:
    Path("more.txt").write_text("Japan spent 2 per cent of GDP on defence in 2025, said Tokyo.\n", encoding="utf-8")
    rows = json.loads(_run("claims", ".", "--format", "json").stdout)
    assert rows
    for row in rows:
        assert Path(row["path"]).read_text(encoding="utf-8")[row["start"] : row["end"]] == row["quote"]
    lines = _run("claims", ".", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.DictReader(io.StringIO(_run("claims", ".", "--format", "csv").stdout)))
    assert [row["quote"] for row in table] == [row["quote"] for row in rows]
    assert "more.txt:1:" in _run("claims", ".").stdout


def test_explain_a_rule() -> None:
    done = _run("explain", "weekday")
    assert done.exit_code == 0
    for part in ("weekday: ", "What it finds", "Why it matters", "It may be fine if", "Limits", "No finding"):
        assert part in done.stdout


def test_explain_a_finding(draft: str) -> None:
    [finding] = json.loads(_run("check", draft, "--format", "json").stdout)["findings"]
    done = _run("explain", finding["fingerprint"], draft)
    assert done.exit_code == 0
    assert finding["evidence"][0]["quote"] in done.stdout
    assert "Rule weekday" in done.stdout
    assert "draft.txt:1:" in done.stdout


def test_rules_are_listed() -> None:
    assert "weekday" in _run("rules").stdout
    assert _run("rules", "list").stdout == _run("rules").stdout


def test_the_examples_of_a_users_pack_are_run(tmp_path: Path) -> None:
    from checker.pack.loader import default_pack

    (tmp_path / "conflicts").mkdir()
    text = (default_pack() / "conflicts" / "weekday.yaml").read_text(encoding="utf-8")
    rule = tmp_path / "conflicts" / "weekday.yaml"
    rule.write_text(text, encoding="utf-8")
    assert _run("rules", "test", "--pack", str(tmp_path)).exit_code == 0
    rule.write_text(text.replace("on Thursday, 14 May", "on Wednesday, 14 May", 1), encoding="utf-8")
    done = _run("rules", "test", "weekday", "--pack", str(tmp_path))
    assert done.exit_code == 1
    assert "got silence" in done.stdout


@pytest.mark.parametrize("arguments", [["version"], ["--version"]])
def test_the_version(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", "checker", *arguments], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("checker 0.")
    assert _run("version").stdout == done.stdout


@pytest.mark.parametrize("name", [(), ("check",), ("claims",), ("explain",), ("rules",), ("rules", "test")])
def test_help(name: tuple[str, ...]) -> None:
    done = _run(*name, "--help")
    assert done.exit_code == 0
    assert "Usage" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_the_step_summary_is_written_beside_annotations(draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    assert "::error " in _run("check", draft, "--format", "github").stdout
    assert Path("summary.md").read_text(encoding="utf-8").startswith("# Consistency check")


def test_an_error_inside_checker_is_one_line(draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.report import verdict

    def breaks(_report: object) -> int:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(verdict, "status", breaks)
    done = CliRunner(env={"CHECKER_LOUD": ""}).invoke(command, ["check", draft])
    assert done.exit_code == 2
    assert done.stderr == "checker: internal error, please report it: ZeroDivisionError: oops\n"
