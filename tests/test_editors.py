"""The editors' guide does what it says, step by step."""

from pathlib import Path

import editors
import guide


def test_the_draft_is_what_its_script_makes() -> None:
    assert {name: (editors.FOLDER / name).read_bytes() for name in editors.made()} == editors.made()


def test_the_commands_of_the_guide_run(tmp_path: Path) -> None:
    folder = tmp_path / "editors"
    guide.copied(folder)
    commands = guide.commands()
    assert len(commands) >= 4
    for command in commands:
        if not command.startswith("serve"):  # which runs until it is ended: tests/browser
            done = guide.run(command, folder)
            assert (done.returncode, "Traceback" in done.stderr) == (command.startswith("check "), False), done.stderr
    for name in ("review.html", "reviewed.docx", "questions.txt", "findings.csv", "findings.md"):
        assert (folder / name).stat().st_size > 500
