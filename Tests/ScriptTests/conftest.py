"""What the tests of the scripts share: running a script, and a PATH of stand-in programs."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


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
def shell(stand_ins):
    """Runs a few lines of bash in the clone with the set-up's functions and the stand-ins."""

    def run(script, path=None, cwd=ROOT):
        path = path or f"{stand_ins.folder}:{os.environ['PATH']}"
        return subprocess.run(
            ["/bin/bash", "-c", f"set -euo pipefail\nsource scripts/setup/setup.sh\n{script}"],
            cwd=cwd,
            env={**os.environ, "PATH": str(path)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run
