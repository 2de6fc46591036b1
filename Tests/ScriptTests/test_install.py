"""quill install and quill uninstall, and that Jupyter finds what they put there."""

import json
import os
import random
import shutil
import subprocess
import time

import pytest
from conftest import QUILL, ROOT, quill
from jupyter_client.kernelspec import KernelSpecManager

SOURCES = sorted(path.name for path in (ROOT / "kernelspec").iterdir())


@pytest.fixture
def kernels(tmp_path):
    """Where the kernels below a prefix lie."""
    return tmp_path / "share/jupyter/kernels"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def read(folder):
    return json.loads((folder / "kernel.json").read_text())


def test_jupyter_finds_what_was_installed(tmp_path, kernels):
    result = quill("install", "--prefix", tmp_path)
    assert result.returncode == 0 and result.stderr == ""
    assert result.stdout == f"The kernel Quill (Swift) is installed as quill in {kernels}/quill\n"
    spec = KernelSpecManager(kernel_dirs=[str(kernels)]).get_kernel_spec("quill")
    assert spec.language == "swift" and spec.interrupt_mode == "message"
    assert spec.kernel_protocol_version == "5.5"
    assert spec.metadata["supported_encryption"] == ["curve"]
    assert os.path.isabs(spec.argv[0]) and os.access(spec.argv[0], os.X_OK)
    assert spec.argv[1:] == ["kernel", "--connection-file", "{connection_file}"]
    assert names(kernels / "quill") == SOURCES and sum("logo" in name for name in SOURCES) == 3


def test_the_program_is_named_by_its_true_path(tmp_path, kernels):
    link = tmp_path / "quill"
    link.symlink_to(ROOT / ".build/release/quill")
    assert quill("install", "--prefix", tmp_path, program=link).returncode == 0
    assert read(kernels / "quill")["argv"][0] == os.path.realpath(link)


def test_capital_letters_of_a_name_are_small_ones(tmp_path, kernels):
    assert quill("install", "--prefix", tmp_path, "--name", "My-Quill_1.2").returncode == 0
    assert names(kernels) == ["my-quill_1.2"]
    result = quill("uninstall", "--prefix", tmp_path, "--name", "MY-QUILL_1.2")
    assert result.returncode == 0 and names(kernels) == []


@pytest.mark.parametrize("name", ["a/b", "../up", "..", ".", "ä", "a b", "x" * 101, "a\n"])
def test_what_is_no_name_is_refused(tmp_path, name):
    result = quill("install", "--prefix", tmp_path, "--name", name)
    assert result.returncode == 2 and "is no name for a kernel: give" in result.stderr
    assert names(tmp_path) == []


def place(stdout):
    return stdout.split(" in ", 1)[1].strip()


@pytest.mark.parametrize(
    "variables, folder, origin",
    [
        ({"JUPYTER_DATA_DIR": "{}/data", "XDG_DATA_HOME": "{}/xdg"}, "data", "JUPYTER_DATA_DIR"),
        ({"XDG_DATA_HOME": "{}/xdg"}, "xdg/jupyter", "XDG_DATA_HOME"),
        ({"JUPYTER_DATA_DIR": ""}, ".local/share/jupyter", "HOME"),
    ],
)
def test_the_users_folder_is_jupyters(tmp_path, variables, folder, origin):
    environment = {"HOME": str(tmp_path), "JUPYTER_DATA_DIR": "", "XDG_DATA_HOME": ""}
    environment |= {name: text.format(tmp_path) for name, text in variables.items()}
    result = quill("install", "--user", environment=environment)
    assert place(result.stdout) == f"{tmp_path}/{folder}/kernels/quill (chosen by {origin})"
    jupyter = subprocess.run(
        [ROOT / ".venv/bin/python", "-m", "jupyter", "kernelspec", "list"],
        # A kernel of the environment's own would stand before the user's.
        env={**os.environ, **environment, "JUPYTER_PREFER_ENV_PATH": "0"},
        capture_output=True, text=True, timeout=60,
    )
    assert f"{tmp_path}/{folder}/kernels/quill" in jupyter.stdout
    assert quill("uninstall", "--user", environment=environment).returncode == 0
    assert not (tmp_path / folder / "kernels/quill").exists()


NO_ENVIRONMENT = {"VIRTUAL_ENV": "", "CONDA_PREFIX": "", "PATH": "/nowhere"}


@pytest.mark.parametrize("variable", ["VIRTUAL_ENV", "CONDA_PREFIX"])
def test_an_active_environment_is_taken(tmp_path, kernels, variable):
    result = quill("install", "--sys-prefix", environment={**NO_ENVIRONMENT, variable: tmp_path})
    assert place(result.stdout) == f"{kernels}/quill (chosen by {variable})"


def test_the_environment_of_the_first_jupyter_on_path_is_taken(tmp_path):
    shims = tmp_path / "shims/bin"
    real = tmp_path / "real/bin"
    for folder in (shims, real):
        folder.mkdir(parents=True)
        (folder / "jupyter").write_text("#!/bin/sh\n")
        (folder / "jupyter").chmod(0o755)
    # A folder of stand-ins has no environment around it.
    (tmp_path / "real/lib/python3.11").mkdir(parents=True)
    result = quill(
        "install", "--sys-prefix", environment={**NO_ENVIRONMENT, "PATH": f"{shims}:{real}"}
    )
    assert place(result.stdout) == (
        f"{tmp_path}/real/share/jupyter/kernels/quill (chosen by {real}/jupyter, on PATH)"
    )


def test_no_environment_is_said_in_a_sentence():
    result = quill("install", "--sys-prefix", environment=NO_ENVIRONMENT)
    assert result.returncode == 1
    assert "there is no Python environment" in result.stderr and "--prefix" in result.stderr


def test_installing_again_keeps_what_others_put_there(tmp_path, kernels):
    quill("install", "--prefix", tmp_path)
    (kernels / "quill/kernel.js").write_text("// mine")
    (kernels / "quill/logo-64x64.png").write_text("old")
    assert quill("install", "--prefix", tmp_path).returncode == 0
    logo = (ROOT / "kernelspec/logo-64x64.png").read_bytes()
    assert (kernels / "quill/logo-64x64.png").read_bytes() == logo
    result = quill("uninstall", "--prefix", tmp_path)
    assert "holds files of others: kernel.js" in result.stdout
    assert names(kernels / "quill") == ["kernel.js"]


@pytest.mark.parametrize(
    "file, text, words",
    [
        ("kernel.json", '{"argv": ["python"], "display_name": "Mine"}', "another kernel, Mine"),
        ("kernel.json", "not json", "a kernel.json that cannot be read"),
        ("notes.txt", "mine", "files that are not Quill's: notes.txt"),
    ],
)
@pytest.mark.parametrize("word", ["install", "uninstall"])
def test_what_belongs_to_others_stays(tmp_path, kernels, file, text, words, word):
    folder = kernels / "quill"
    folder.mkdir(parents=True)
    (folder / file).write_text(text)
    result = quill(word, "--prefix", tmp_path)
    assert result.returncode == 1 and f"{folder} holds {words}" in result.stderr
    assert names(folder) == [file] and (folder / file).read_text() == text


def test_a_file_in_the_place_of_the_folder_stays(tmp_path, kernels):
    kernels.mkdir(parents=True)
    (kernels / "quill").write_text("mine")
    result = quill("install", "--prefix", tmp_path)
    assert result.returncode == 1 and "not a folder that can be read" in result.stderr
    assert (kernels / "quill").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "share").write_text("a file where a folder is wanted")
    result = quill("install", "--prefix", tmp_path)
    assert result.returncode == 1
    assert "could not be installed in" in result.stderr and "CocoaError" not in result.stderr


def test_an_installation_that_was_stopped_is_no_kernel_and_is_taken_up_again(tmp_path, kernels):
    folder = kernels / "quill"
    folder.mkdir(parents=True)
    (folder / "logo-64x64.png").write_text("whole")
    (folder / ".kernel.json.new").write_text('{"argv": [')
    assert KernelSpecManager(kernel_dirs=[str(kernels)]).find_kernel_specs().get("quill") is None
    assert quill("install", "--prefix", tmp_path).returncode == 0
    assert names(folder) == SOURCES


def test_an_installation_that_is_killed_leaves_a_whole_kernel_or_none(tmp_path, kernels):
    chance = random.Random(20)
    folder = kernels / "quill"
    for _ in range(40):
        program = subprocess.Popen([QUILL, "install", "--prefix", tmp_path])
        time.sleep(chance.uniform(0, 0.02))
        program.kill()
        program.wait()
        if (folder / "kernel.json").exists():
            assert read(folder)["language"] == "swift" and set(SOURCES) <= set(names(folder))
        shutil.rmtree(folder, ignore_errors=True)


def test_uninstalling_nothing_says_so(tmp_path, kernels):
    result = quill("uninstall", "--prefix", tmp_path)
    assert result.returncode == 0
    assert result.stdout == f"There is no kernel quill in {kernels}/quill\n"


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ([], "give one of --user, --sys-prefix and --prefix FOLDER"),
        (["--user", "--sys-prefix"], "give one of --user, --sys-prefix and --prefix FOLDER"),
        (["--prefix"], "--prefix wants a value"),
        (["--prefix", ""], "--prefix wants a value"),
        (["--prefix", "--user"], "--prefix wants a value"),
        (["--user", "--user"], "--user was given twice"),
        (["--user=yes"], "--user has no value"),
        (["--colour"], "has no option --colour"),
        (["elsewhere"], "has no option elsewhere"),
    ],
)
@pytest.mark.parametrize("word", ["install", "uninstall"])
def test_wrong_options_get_a_sentence(word, arguments, sentence):
    result = quill(word, *arguments)
    assert result.returncode == 2 and result.stdout == ""
    assert sentence in result.stderr and f"see quill {word} --help" in result.stderr
    assert len(result.stderr.splitlines()) == 1
