"""A real repository for each scenario, and the gate run on it in this process."""

import json
import subprocess
from pathlib import Path
from typing import Any

import msgspec
from click.testing import CliRunner

from checker.cli import command

TREATY = "# Treaty\n\nThe treaty was signed on Monday, 5 March 2024 in Geneva.\n"  # it was a Tuesday
RIGHT = TREATY.replace("Monday", "Tuesday")
FILLER = "The review of the posture ran for a year and was read by nobody outside of the ministry.\n"
WHO = {
    "GIT_AUTHOR_NAME": "A. Author",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_AUTHOR_DATE": "2026-01-05T09:00:00Z",
    "GIT_COMMITTER_NAME": "A. Author",
    "GIT_COMMITTER_EMAIL": "author@example.org",
    "GIT_COMMITTER_DATE": "2026-01-05T09:00:00Z",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "CHECKER_TODAY": "2026-01-05",
}
Shown = list[tuple[str, tuple[tuple[str, int], ...]]]


def troops(number: str) -> str:
    """A document whose line 3 says how many troops there were."""
    return f"# Posture\n\nIn 2024 the United States kept {number} troops in Japan.\n"


def weekday(path: str, line: int = 3) -> tuple[str, tuple[tuple[str, int], ...]]:
    """The finding in :data:`TREATY`."""
    return ("weekday", ((path, line),))


def value(*places: tuple[str, int]) -> tuple[str, tuple[tuple[str, int], ...]]:
    """The finding between two documents of :func:`troops`."""
    return ("value", places)


class Outcome(msgspec.Struct, frozen=True):
    """What a run showed: rule, and path and line of each side in the order in which they are shown."""

    status: int
    findings: Shown
    report: dict[str, Any]
    told: str  # standard error

    @property
    def known(self) -> int:
        """How many findings were left out as not new."""
        return sum(one["findings"] for one in self.report["left_out"] if one["reason"].startswith("not new since "))

    @property
    def notices(self) -> list[str]:
        """What the run had to say besides findings."""
        return [one["message"] for one in self.report["notices"]]


class Repo:
    """A repository in a folder, which is the current one of the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        """Run git; what it says."""
        done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def write(self, files: dict[str, str | bytes]) -> None:
        """Write files, without telling git."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(self, files: dict[str, str | bytes] | None = None, message: str = "change") -> str:
        """Write files and commit all there is; the commit."""
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")


def check(*arguments: str, given: bytes | None = None) -> Outcome:
    """``checker check`` in the current folder, without a cache unless one is named."""
    cache = () if "--cache-dir" in arguments else ("--no-cache",)
    done = CliRunner(env={"CHECKER_LOUD": "1"}).invoke(
        command, ["check", *arguments, *cache, "--format", "json"], input=given
    )
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    report = json.loads(done.stdout) if done.stdout else {"findings": [], "left_out": [], "notices": []}
    shown = [(f["rule"], tuple((e["path"], e["line"]) for e in f["evidence"])) for f in report["findings"]]
    return Outcome(done.exit_code, shown, report, done.stderr)


def run(*arguments: str) -> str:
    """Another command, which has to end well; what it says."""
    done = CliRunner(env={"CHECKER_LOUD": "1"}).invoke(command, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout
