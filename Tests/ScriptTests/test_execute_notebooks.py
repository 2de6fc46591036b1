"""scripts/execute_notebooks.py, tried with a kernel that is not ours."""

import os
import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

sys.path.insert(0, str(ROOT / "scripts"))
import execute_notebooks  # noqa: E402


@pytest.fixture
def execute(root, tmp_path):
    def run(*arguments, kernel="python3"):
        command = [sys.executable, root / "scripts/execute_notebooks.py", "--kernel", kernel]
        return subprocess.run(
            [*command, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=120
        )

    return run


@pytest.fixture
def notebook(tmp_path):
    def write(name, *sources):
        cells = [new_markdown_cell("# A title")] + [new_code_cell(text) for text in sources]
        path = tmp_path / name
        nbformat.write(new_notebook(cells=cells), path)
        return path

    return write


def outputs(path):
    cells = nbformat.read(path, as_version=4).cells
    return [cell.outputs for cell in cells if cell.cell_type == "code"]


def test_prints_a_line_a_cell_and_writes_the_outputs(execute, notebook):
    path = notebook("good.ipynb", "x = 6\nx", "", "x * 7")
    result = execute(path)
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[1].startswith("    1/2  ok") and lines[1].endswith("  x = 6")
    assert lines[2].startswith("    2/2  ok") and lines[2].endswith("  x * 7")
    assert "2 cells passed" in lines[3]
    assert [output[0].data["text/plain"] for output in outputs(path) if output] == ["6", "42"]
    assert nbformat.read(path, as_version=4).metadata.language_info.name == "python"
    assert "iopub" not in path.read_text(), "time stamps would change at every run"


def test_a_cell_that_fails_ends_its_notebook_and_shows_its_error(execute, notebook):
    bad = notebook("bad.ipynb", "1", "1 / 0", "2")
    good = notebook("good.ipynb", "3")
    result = execute(bad, good)
    assert result.returncode == 1
    assert "2/3  FAILED" in result.stdout and "3/3" not in result.stdout
    assert "1/1  ok" in result.stdout
    assert f"{bad}, cell 2:\n" in result.stderr
    assert "ZeroDivisionError: division by zero" in result.stderr, "without colour codes"
    written = outputs(bad)
    assert written[1][0].ename == "ZeroDivisionError" and written[2] == []


def test_old_outputs_go_when_a_run_stops_before_them(execute, notebook):
    path = notebook("old.ipynb", "1", "2")
    assert execute(path).returncode == 0
    page = nbformat.read(path, as_version=4)
    page.cells[1].source = "raise ValueError('no')"
    nbformat.write(page, path)
    assert outputs(path)[1] != []
    assert execute(path).returncode == 1
    assert outputs(path)[1] == []


def test_a_kernel_that_dies_fails_the_cell(execute, notebook):
    result = execute(notebook("dies.ipynb", "import os; os._exit(3)"))
    assert result.returncode == 1
    assert "1/1  FAILED" in result.stdout and "the kernel died" in result.stderr


def test_a_cell_that_takes_too_long_fails(execute, notebook):
    result = execute("--timeout", "1", notebook("slow.ipynb", "import time; time.sleep(30)"))
    assert result.returncode == 1
    assert "longer than 1 s" in result.stderr


@pytest.mark.parametrize(
    "text, sentence",
    [
        (None, "there is no notebook"),
        (b"not json", "is not a notebook"),
        (b'{"cells": 3}', "is not a notebook"),
        (b"[]", "is not a notebook"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_file_that_is_no_notebook_is_refused_in_a_sentence(tmp_path, text, sentence):
    path = tmp_path / "it.ipynb"
    if text is not None:
        path.write_bytes(text)
    with pytest.raises(execute_notebooks.Unusable, match=sentence) as problem:
        execute_notebooks.read_notebook(path)
    assert len(str(problem.value).splitlines()) == 1


def test_a_folder_is_refused(execute, tmp_path):
    result = execute(tmp_path)
    assert result.returncode == 2 and "cannot be read" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_without_rights_is_refused(notebook, monkeypatch):
    path = notebook("locked.ipynb", "1")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(execute_notebooks.Unusable, match="no rights to write"):
        execute_notebooks.read_notebook(path)


def test_a_kernel_that_is_not_installed_is_named(execute, notebook):
    result = execute(notebook("any.ipynb", "1"), kernel="no-such")
    assert result.returncode == 2
    assert "there is no kernel 'no-such'" in result.stderr
    assert len(result.stderr.splitlines()) == 1
