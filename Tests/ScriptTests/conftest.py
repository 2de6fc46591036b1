"""What the tests of the scripts share: running a script, and a PATH of stand-in programs."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
QUILL = ROOT / ".build/release/quill"


def quill(*arguments, environment=None, program=QUILL):
    """Runs the command that was built, with some variables of the environment set otherwise."""
    variables = {name: str(value) for name, value in (environment or {}).items()}
    return subprocess.run(
        [program, *arguments],
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def root():
    """The folder of the clone."""
    return ROOT


@pytest.fixture
def stand_ins(tmp_path):
    """A folder of programs to put before the real ones: `stand_ins("swift", "echo 6.1")`."""
    folder = tmp_path / "stand-ins"
    folder.mkdir()

    def add(name, script):
        program = folder / name
        program.write_text("#!/bin/bash\n" + script + "\n")
        program.chmod(0o755)
        return folder

    add.folder = folder
    return add


@pytest.fixture
def shell(stand_ins, tmp_path):
    """Runs lines of bash with the functions of the set-up, the stand-ins, and logs of its own."""

    def run(script, path=None):
        lines = [
            "set -euo pipefail",
            f"cd '{ROOT}'",
            "source scripts/setup/setup.sh",
            "source scripts/setup/steps.sh",
            f"log_folder='{tmp_path}/log'",
            script,
        ]
        return subprocess.run(
            ["/bin/bash", "-c", "\n".join(lines)],
            env={**os.environ, "PATH": path or f"{stand_ins.folder}:{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture
def stops(shell):
    """Runs lines of bash that must stop with one sentence, and returns the sentence."""

    def run(script, **options):
        result = shell(script + "\necho not stopped", **options)
        assert result.returncode == 1, result.stdout + result.stderr
        assert "not stopped" not in result.stdout
        sentences = [line for line in result.stderr.splitlines() if line.startswith("quill: ")]
        assert len(sentences) == 1, result.stderr
        return sentences[0]

    return run
