"""What the tests of the front ends share: the kernel that was built, installed for them alone."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv/bin/python"


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A folder for everything that Jupyter and the kernel write during these tests."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session", autouse=True)
def installed_kernel(home):
    """Installs the kernel into a folder of its own, which Jupyter searches first."""
    subprocess.run(
        [ROOT / ".build/release/quill", "install", "--prefix", home / "prefix"],
        check=True,
        timeout=60,
    )
    places = {
        "JUPYTER_PATH": home / "prefix/share/jupyter",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "IPYTHONDIR": home / "ipython",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "TMPDIR": home / "tmp",
    }
    (home / "tmp").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name, path in places.items():
            patch.setenv(name, str(path))
        yield


@pytest.fixture
def run(tmp_path):
    """Runs a command of the Python environment, as `run("nbconvert", "--to", "html", page)`."""

    def run(*arguments, module="jupyter", wanted=0, **options):
        if "input" not in options:
            options["stdin"] = subprocess.DEVNULL
        result = subprocess.run(
            [PYTHON, "-m", module, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PATH": f"{PYTHON.parent}:{os.environ['PATH']}"},
            **options,
        )
        assert result.returncode == wanted, result.stdout + result.stderr
        return result

    return run
