"""Configurations as those meet them who write them: which one holds, what wins, and what is said when one is wrong."""

import json
import tomllib
from pathlib import Path

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner, Result

from checker.cli import command
from checker.cli.options import FORMATS
from checker.config import Config, find, load, problems, schema
from checker.config.show import as_toml
from checker.errors import ConfigError

ROOT = Path(__file__).parent.parent
WRONG = "The accord was signed on Thursday, 14 May 2025, in Lima.\n"
TURKS = "Some 12,000 Turkish soldiers are stationed in northern Cyprus.\n"
MORE_TURKS = "Ankara keeps 30,000 troops in the north of Cyprus.\n"


def _run(*arguments: str) -> Result:
    return CliRunner(env={"CHECKER_LOUD": "1"}).invoke(command, arguments)


def _found(*arguments: str) -> list[tuple[str, str]]:
    done = _run("check", *arguments, "--format", "json")
    assert done.exit_code in (0, 1), done.output
    return [(f["level"], f["rule"]) for f in json.loads(done.stdout)["findings"]]


def _write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    _write("draft.txt", WRONG)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "table"), [("checker.toml", ""), (".checker.toml", ""), ("pyproject.toml", "[tool.checker]\n")]
)
def test_each_of_the_three_files_holds(name: str, table: str) -> None:
    assert _run("check", "draft.txt").exit_code == 1
    _write(name, table + 'fail-level = "never"\n')
    assert _run("check", "draft.txt").exit_code == 0
    assert find(["draft.txt"]) == name


def test_a_pyproject_of_others_is_passed_over() -> None:
    _write("checker.toml", 'fail-level = "never"\n')
    _write("sub/pyproject.toml", "[tool.other]\nkey = 1\n")
    _write("sub/draft.txt", WRONG)
    assert find(["sub/draft.txt"]) == "checker.toml"


def test_the_closest_one_holds_and_nothing_of_the_others() -> None:
    _write("checker.toml", 'fail-level = "never"\nignore = ["weekday"]\n')
    _write("sub/checker.toml", 'fail-level = "never"\n')
    _write("sub/draft.txt", WRONG)
    assert _found("draft.txt") == []
    assert _found("sub/draft.txt") == [("conflict", "weekday")]
    assert _run("check", "sub/draft.txt").exit_code == 0


def test_files_of_several_folders_take_the_one_above_both() -> None:
    _write("a/checker.toml", 'ignore = ["weekday"]\n')
    _write("a/draft.txt", WRONG)
    _write("b/draft.txt", WRONG)
    assert find(["a/draft.txt"]) == "a/checker.toml"
    assert find(["a/draft.txt", "b/draft.txt"]) is None


def test_where_none_is_near_the_files_that_of_the_current_folder_holds(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write("here/checker.toml", "jobs = 2\n")
    _write("elsewhere/draft.txt", WRONG)
    monkeypatch.chdir(folder / "here")
    assert find(["../elsewhere/draft.txt"]) == "checker.toml"


def test_two_in_one_folder_are_an_error() -> None:
    _write("checker.toml", "")
    _write("pyproject.toml", "[tool.checker]\n")
    done = _run("check", "draft.txt")
    assert done.exit_code == 2
    assert done.stderr == "checker: .: both checker.toml and pyproject.toml configure checker; keep one\n"


def test_extend_takes_what_the_file_itself_is_silent_about() -> None:
    _write("house/base.toml", 'ignore = ["weekday"]\nfail-level = "divergence"\nfacts = ["facts.csv"]\njobs = 3\n')
    _write("checker.toml", 'extend = "house/base.toml"\nignore = ["date"]\n')
    loaded = load("checker.toml")
    assert loaded.config.ignore == ("date",)
    assert loaded.config.fail_level == "divergence"
    assert loaded.config.facts == ("house/facts.csv",)
    assert loaded.origins["ignore"] == "checker.toml"
    assert loaded.origins["jobs"] == "house/base.toml"


def test_extend_that_goes_in_a_circle_or_nowhere() -> None:
    _write("a.toml", 'extend = "b.toml"\n')
    _write("b.toml", 'extend = "a.toml"\n')
    _write("c.toml", 'jobs = 2\nextend = "gone.toml"\n')
    assert list(problems("a.toml")) == ["b.toml:1: extend: a.toml is extended by itself"]
    assert list(problems("c.toml")) == ["c.toml:2: extend: gone.toml: No such file or directory"]


def test_options_come_before_the_environment_and_that_before_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    _write("checker.toml", 'fail-level = "never"\nformat = "json"\nmin-confidence = 1.0\ncache-dir = "kept"\n')
    assert json.loads(_run("check", "draft.txt").stdout)["version"] == 1
    assert _run("check", "draft.txt", "--fail-level", "conflict", "--min-confidence", "0").exit_code == 1
    assert _run("check", "draft.txt", "--format", "concise").stdout.startswith(("draft.txt", "No conflicts"))
    assert Path("kept").is_dir()
    monkeypatch.setenv("CHECKER_CACHE_DIR", "other")
    _run("check", "draft.txt")
    assert Path("other").is_dir()


def test_selecting_by_hand_comes_before_what_is_configured() -> None:
    _write("checker.toml", 'ignore = ["weekday"]\n')
    assert _found("draft.txt") == []
    assert _found("draft.txt", "--select", "weekday") == [("conflict", "weekday")]
    _write("checker.toml", 'levels = {weekday = "off"}\n')
    assert _found("draft.txt") == []
    assert _found("draft.txt", "--select", "weekday") == [("conflict", "weekday")]


def test_isolated_and_config() -> None:
    _write("checker.toml", 'ignore = ["weekday"]\n')
    _write("ci/strict.toml", 'levels = {weekday = "divergence"}\nfail-level = "divergence"\nexclude = ["draft.txt"]\n')
    assert _found("draft.txt", "--isolated") == [("conflict", "weekday")]
    assert _found("draft.txt", "--config", "ci/strict.toml") == [("divergence", "weekday")]
    assert _run("check", "draft.txt", "--config", "ci/strict.toml").exit_code == 1
    assert _found(".", "--config", "ci/strict.toml") == []  # globs of a file that is named count from here
    done = _run("check", "draft.txt", "--config", "gone.toml")
    assert (done.exit_code, done.stderr) == (2, "checker: gone.toml: No such file or directory\n")


@pytest.mark.parametrize(
    ("text", "found", "status"),
    [
        ("", [("conflict", "weekday")], 1),
        ('levels = {weekday = "divergence"}', [("divergence", "weekday")], 0),
        ('levels = {weekday = "note"}', [("note", "weekday")], 0),
        ('levels = {weekday = "off"}', [], 0),
        ('levels = {date = "off"}', [("conflict", "weekday")], 1),
        ('select = ["date"]', [], 0),
        ('per-path-ignores = {"*.txt" = ["weekday"]}', [], 0),
        ('per-path-ignores = {"*.md" = ["weekday"]}', [("conflict", "weekday")], 1),
        ('per-path-ignores = {"*.txt" = ["date"]}', [("conflict", "weekday")], 1),
    ],
)
def test_levels_and_ignores(text: str, found: list[tuple[str, str]], status: int) -> None:
    _write("checker.toml", text + "\n")
    assert _found("draft.txt") == found
    assert _run("check", "draft.txt").exit_code == status


def test_what_is_ignored_for_its_path_is_counted_and_holds_on_either_side() -> None:
    _write("new/a.txt", TURKS)
    _write("old/b.txt", MORE_TURKS)
    assert _found("new", "--against", "old") == [("conflict", "value")]
    _write("checker.toml", '[per-path-ignores]\n"old/" = ["value"]\n')
    report = json.loads(_run("check", "new", "--against", "old", "--format", "json").stdout)
    assert report["findings"] == []
    assert report["left_out"] == [{"reason": "ignored for their path", "findings": 1}]


def test_a_third_side_keeps_a_finding_that_is_ignored_for_one() -> None:
    for name, number in (("a.txt", "30,000"), ("b.txt", "45,000"), ("c.txt", "60,000")):
        _write(name, MORE_TURKS.replace("30,000", number))
    every = ("a.txt", "b.txt", "c.txt")
    assert _found(*every) == [("conflict", "value")]
    _write("checker.toml", '[per-path-ignores]\n"c.txt" = ["value"]\n')
    assert _found(*every) == [("conflict", "value")]
    assert _found("a.txt", "c.txt") == []
    _write("checker.toml", '[per-path-ignores]\n"[bc].txt" = ["value"]\n')
    assert _found(*every) == []


def test_limits_stand_in_place_of_the_packs_also_with_a_cache() -> None:
    _write("a.txt", TURKS)
    _write("b.txt", MORE_TURKS)
    both = ("a.txt", "b.txt", "--cache-dir", "kept")
    assert _found(*both) == [("conflict", "value")]
    _write("checker.toml", "[limits.value]\nscore = 2\n")
    assert _found(*both) == []
    assert _found(*both, "--isolated") == [("conflict", "value")]


def test_limits_of_a_rule_for_one_document_with_a_cache() -> None:
    seeds, kept = str(ROOT / "seeds"), ("--select", "conversion", "--cache-dir", "kept")
    assert _found(seeds, *kept) == [("conflict", "conversion")]
    _write("checker.toml", "[limits.conversion]\ntolerance = 1e9\n")
    assert _found(seeds, *kept) == []


def test_paths_against_and_output_come_from_the_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write("new/a.txt", TURKS)
    _write("old/b.txt", MORE_TURKS)
    _write("checker.toml", 'paths = ["new"]\nagainst = ["old"]\noutput = ["json:out.json"]\n')
    assert _run("check").exit_code == 1
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["findings"][0]["rule"] == "value"
    monkeypatch.chdir(folder / "new")
    assert "../old/b.txt" in _run("check").stdout


def test_without_paths_anywhere() -> None:
    done = _run("check")
    assert done.exit_code == 2
    assert "PATHS" in done.stderr


def test_decisions_are_looked_for_beside_the_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    print_ = json.loads(_run("check", "draft.txt", "--format", "json").stdout)["findings"][0]["fingerprint"]
    _write("checker.toml", "")
    _write(
        "checker-decisions.toml",
        f'[[decision]]\nfingerprint = "{print_}"\nstatus = "dismissed"\nreason = "as quoted"\n'
        'by = "ed"\nwhen = 2026-01-02\n',
    )
    monkeypatch.chdir(folder)
    here = _run("check", "draft.txt").exit_code
    _write("sub/x.txt", "Nothing of note.\n")
    monkeypatch.chdir(folder / "sub")
    assert _run("check", "../draft.txt").exit_code == here


def test_the_baseline_sees_what_the_check_sees() -> None:
    _write("checker.toml", 'levels = {weekday = "off"}\npaths = ["draft.txt"]\n')
    done = _run("baseline", "update", "known.jsonl")
    assert (done.exit_code, done.stdout) == (0, "known.jsonl: 0 added, 0 removed, 0 in all\n")
    _write("checker.toml", 'paths = ["draft.txt"]\nbaseline = "known.jsonl"\n')
    assert _run("check").exit_code == 1
    assert _run("baseline", "update", "known.jsonl").stdout == "known.jsonl: 1 added, 0 removed, 1 in all\n"
    assert _run("check").exit_code == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fail-levl = 'never'", ":1: fail-levl: no such key; did you mean fail-level?"),
        ("fail_level = 'never'", ":1: fail_level: no such key; did you mean fail-level?"),
        ("\n\nzzzzz = 1", ":3: zzzzz: no such key"),
        ("fail-level = 'diverge'", "'diverge' is none of conflict, divergence, never; did you mean divergence?"),
        ("jobs = '4'", ":1: jobs: expected a whole number, got a text"),
        ("jobs = 0", "jobs: expected a whole number >= 1"),
        ("min-confidence = 2", "min-confidence: expected a number <= 1.0"),
        ("notes = 1", "notes: expected true or false, got a whole number"),
        ("select = 'value'", "select: expected a list, got a text"),
        ("select = ['value', 3]", "select: expected a text, got a whole number (item 2)"),
        ("[levels]\nvalue = 'conflict'\ntarget = 'warning'", ":3: levels.target: 'warning' is none of conflict"),
        ("[limits]\nvalue = {score = 'x'}", ":2: limits.value.score: expected a number, got a text"),
        ("[limits.value]\nscore = 'x'", ":2: limits.value.score: expected a number, got a text"),
        ("[per-path-ignores]\n'a/**' = 'value'", ':2: per-path-ignores."a/**": expected a list, got a text'),
        ("exclude = ['a/[b']", ""),
        ("select = ['valeu']", "select: no rule or kind is named 'valeu'; did you mean value?"),
        ("levels = {wekday = 'off'}", "levels: no rule or kind is named 'wekday'; did you mean weekday?"),
        ("limits = {value = {scor = 1}}", "limits.value: the rule has no limit 'scor'; did you mean score?"),
        ("limits = {valeu = {score = 1}}", "limits: no rule is named 'valeu'; did you mean value?"),
        ("per-path-ignores = {'a' = ['x9']}", "no rule or kind is named 'x9'; known are"),
        ("format = 'xml'", "checker.toml: format: 'xml' is not one of"),
        ("output = ['xml:a']", "checker.toml: output: xml:a is not FORMAT:PATH"),
        ("facts = ['gone.csv']", "checker.toml: facts:"),
        ("pack = 'gone'", "gone"),
        ("jobs = ", "checker.toml: is no TOML: Invalid value (at line 1"),
    ],
)
def test_what_is_wrong_is_one_line_with_file_and_key(text: str, told: str) -> None:
    _write("checker.toml", text + "\n")
    done = _run("check", "draft.txt")
    if not told:
        return
    assert done.exit_code == 2
    assert done.stderr.startswith("checker: checker.toml")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    verified = _run("config", "verify")
    assert verified.exit_code == (0 if text.startswith(("format", "output")) else 2)


def test_lines_in_pyproject_are_those_of_its_own_table() -> None:
    _write("pyproject.toml", "[tool.other]\njobs = 'x'\n\n[tool.checker]\nselect = []\njobs = 'x'\n")
    assert list(problems("pyproject.toml")) == ["pyproject.toml:6: jobs: expected a whole number, got a text"]


def test_verify_says_all_that_is_wrong() -> None:
    _write("checker.toml", "jbos = 2\nselect = 1\n")
    done = _run("config", "verify")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "checker: checker.toml:1: jbos: no such key; did you mean jobs?",
        "checker: checker.toml:2: select: expected a list, got a whole number",
    ]
    told = _run("check", "draft.txt").stderr
    assert told.endswith("(1 more: checker config verify checker.toml)\n")


def test_verify_is_content_and_looks_at_what_is_named() -> None:
    _write("checker.toml", 'against = ["old"]\n')
    assert _run("config", "verify").stderr == "checker: checker.toml: against: old: no such file or folder\n"
    Path("old").mkdir()
    done = _run("config", "verify", "checker.toml")
    assert (done.exit_code, done.stdout) == (0, "checker.toml: fine\n")
    assert _run("config", "verify", "gone.toml").exit_code == 2
    _write("pyproject.toml", "[project]\nname = 'x'\n")
    assert _run("config", "verify", "pyproject.toml").exit_code == 0


def test_verify_without_a_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run("config", "verify").exit_code == 2


def test_show_says_what_holds_and_who_says_so() -> None:
    _write("base.toml", "jobs = 3\n")
    _write("checker.toml", 'extend = "base.toml"\nselect = ["value"]\n[levels]\nvalue = "note"\n')
    shown = json.loads(_run("config", "show", "draft.txt", "--format", "json").stdout)
    assert shown["files"] == ["checker.toml", "base.toml"]
    assert shown["settings"]["jobs"] == 3
    assert shown["set-in"] == {"select": "checker.toml", "levels": "checker.toml", "jobs": "base.toml"}
    toml = _run("config", "show").stdout
    assert toml.startswith("# set in checker.toml\n")
    assert "# set in base.toml\njobs = 3\n" in toml


@pytest.mark.parametrize(
    "text",
    [
        "",
        'select = ["value"]\n[per-path-ignores]\n"a b/**" = ["x"]\n[limits.value]\nscore = 0.5\n',
        'pack = "ü \\"x\\""',
    ],
)
def test_what_is_shown_can_be_read_again(text: str) -> None:
    _write("checker.toml", text)
    loaded = load("checker.toml")
    _write("again.toml", as_toml(loaded))
    assert load("again.toml").config == loaded.config


def test_the_published_schema_is_that_of_the_loader() -> None:
    published = ROOT / "checker" / "schema" / "checker.schema.json"
    told = "write it anew: checker config schema > checker/schema/checker.schema.json"
    assert published.read_text(encoding="utf-8") == schema(), told
    assert _run("config", "schema").stdout == schema()
    assert json.loads(schema())["properties"]["format"]["enum"] == list(FORMATS)


GOOD = [
    "", "jobs = 2", "select = ['value']", "levels = {value = 'off'}", "limits = {value = {score = 1, known = 0.5}}",
    "per-path-ignores = {'a/**' = ['value']}", "min-confidence = 1", "output = ['json:out.json']", "notes = true",
]  # fmt: skip
BAD = [
    "jbos = 2", "jobs = 0", "jobs = 1.5", "select = 'value'", "select = [1]", "levels = {value = 'of'}",
    "levels = ['value']", "limits = {value = 1}", "limits = {value = {score = 'x'}}", "min-confidence = 1.5",
    "notes = 'yes'", "per-path-ignores = {'a' = 'value'}", "exclude = ['']", "extend = 3",
]  # fmt: skip


@pytest.mark.parametrize(("text", "fine"), [*((t, True) for t in GOOD), *((t, False) for t in BAD)])
def test_schema_and_loader_agree(text: str, fine: bool) -> None:
    _write("checker.toml", text + "\n")
    valid = jsonschema.Draft202012Validator(json.loads(schema())).is_valid(tomllib.loads(text))
    assert (valid, not list(problems("checker.toml"))) == (fine, fine)


def test_the_page_on_configuration_names_every_key_and_its_examples_load() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    keys = [field.encode_name for field in msgspec.structs.fields(Config)]
    assert [key for key in keys if f"| `{key}` |" not in page] == []
    blocks = [part.partition("```")[0] for part in page.split("```toml\n")[1:]]
    assert len(blocks) >= 3
    for i, block in enumerate(blocks):
        name = f"block{i}/{'pyproject' if '[tool.checker' in block else 'checker'}.toml"
        _write(name, block)
        _write(f"block{i}/house.toml", "")
        assert list(problems(name)) == []


def test_find_is_quiet_about_what_it_cannot_use() -> None:
    _write("checker.toml/x", "")  # a folder of that name
    assert find(["draft.txt"]) is None
    with pytest.raises(ConfigError):
        load("checker.toml")


def test_a_pyproject_that_is_ours_only_by_half() -> None:
    _write("pyproject.toml", "[tool.checkers]\nx = 1\n")
    assert find(["draft.txt"]) is None
    _write("pyproject.toml", "[tool]\nchecker = {jobs = 2}\n")
    assert load(find(["draft.txt"])).config.jobs == 2
    _write("pyproject.toml", "[tool.checker]\njobs = \n")
    assert "is no TOML" in _run("check", "draft.txt").stderr
    _write("pyproject.toml", "# checker\n[tool.other]\njobs = \n")
    assert find(["draft.txt"]) is None


def test_a_file_as_an_editor_on_windows_writes_it() -> None:
    Path("checker.toml").write_bytes(b"\xef\xbb\xbf# ours\r\njobs = 2\r\nnotes = 1\r\n")
    assert list(problems("checker.toml")) == ["checker.toml:3: notes: expected true or false, got a whole number"]


@pytest.mark.parametrize("key", [field.encode_name for field in msgspec.structs.fields(Config)])
def test_no_value_of_any_key_ends_in_a_traceback(key: str) -> None:
    values = (
        "1", "1.5", "-1", "nan", "''", "'x'", "'draft.txt'", "'json:'", "true", "[]", "[1]", "['']", "['x']", "['!']",
        "{}", "{a = 1}", "{'' = ['value']}", "{a = {b = 1}}", "{value = 'off'}", "2026-01-02", "'a\u0000b'",
    )  # fmt: skip
    for value in values:
        _write("checker.toml", f"{key} = {value}\n")
        done = _run("check", "draft.txt")
        assert done.exit_code in (0, 1, 2), (value, done.exception)
        assert done.exit_code < 2 or len(done.stderr.splitlines()) <= 4, (value, done.stderr)
        assert not isinstance(done.exception, Exception), (value, done.exception)
