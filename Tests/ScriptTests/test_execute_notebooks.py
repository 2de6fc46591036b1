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
import notebook_outputs  # noqa: E402


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


def test_several_notebooks_run_side_by_side_and_the_last_line_counts_them(execute, notebook):
    pages = [notebook("one.ipynb", "1"), notebook("bad.ipynb", "1 / 0"), notebook("two.ipynb", "2")]
    result = execute("--jobs", "2", *pages)
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert [line for line in lines if line.endswith(".ipynb")] == [str(page) for page in pages]
    assert "  one.ipynb: 1 cell passed in" in result.stdout
    assert "  bad.ipynb: 1 cell did not pass in" in result.stdout
    assert lines[-1].startswith("2 of 3 notebooks passed in")
    assert "ZeroDivisionError" in result.stderr
    assert outputs(pages[2])[0][0].data["text/plain"] == "2"


def test_a_number_of_jobs_that_makes_no_sense_is_refused(execute, notebook):
    result = execute("--jobs", "0", notebook("any.ipynb", "1"))
    assert result.returncode == 2 and "from 1 on, not 0" in result.stderr


def test_a_notebook_that_takes_too_long_fails(execute, notebook):
    slow = notebook("slow.ipynb", *["import time; time.sleep(0.8)"] * 2)
    result = execute("--limit", "1", slow)
    assert result.returncode == 1
    assert f"{slow}, which may take 1 s, took" in result.stderr
    endless = execute("--limit", "1", notebook("endless.ipynb", "while True: pass"))
    assert endless.returncode == 1 and "longer than 1 s" in endless.stderr


def test_a_check_passes_where_the_text_comes_again_and_writes_nothing(execute, notebook):
    path = notebook("same.ipynb", "print('a'); print(1 / 3)\n[0.5, 2]", "1 + 1")
    assert execute(path).returncode == 0
    stored = path.read_text()
    path.write_text(stored.replace("0.333333333333333", "0.333333333333111"))
    changed = path.read_text()
    assert changed != stored
    result = execute("--check", path)
    assert result.returncode == 0, result.stderr
    assert path.read_text() == changed


def test_a_check_fails_with_the_cells_and_both_texts(execute, notebook):
    path = notebook("other.ipynb", "print('same'); print('heads')", "41", "7")
    assert execute(path).returncode == 0
    page = nbformat.read(path, as_version=4)
    page.cells[1].outputs[0].text = "same\ntails\n"
    page.cells[2].outputs[0].data["text/plain"] = "40"
    nbformat.write(page, path)
    result = execute("--check", path)
    assert result.returncode == 1
    assert f"{path}, cell 1: its text is not the one that is stored\n" in result.stderr
    assert "    stored:\n      tails\n    now:\n      heads\n" in result.stderr
    assert "cell 2: its text" in result.stderr and "      40\n" in result.stderr
    assert "cell 3" not in result.stderr and "same" not in result.stderr
    assert "3 cells did not pass" in result.stdout


def test_a_check_leaves_out_what_varies_and_what_was_never_stored(execute, notebook):
    path = notebook("varies.ipynb", "import time; time.time_ns()", "2")
    page = nbformat.read(path, as_version=4)
    page.cells[1].metadata["tags"] = ["varies"]
    nbformat.write(page, path)
    assert execute("--check", path).returncode == 0, "no cell stores an output"
    assert execute(path).returncode == 0
    assert execute("--check", path).returncode == 0, "the time has the tag"
    page = nbformat.read(path, as_version=4)
    page.cells[2].outputs = []
    nbformat.write(page, path)
    result = execute("--check", path)
    assert result.returncode == 1
    assert "stored:\n      (nothing)\n    now:\n      2\n" in result.stderr


@pytest.mark.parametrize(
    "old, new, same",
    [
        ("mean 0.12345678", "mean 0.12345679", True),
        ("mean 1.0", "mean 0.9999999999999998", True),
        ("-0.0 and 1e-17", "0.0 and -3e-9", True),
        ("[1, 2.5e+3]", "[1.0, 2500.1]", True),
        ("count 509", "count 510", False),
        ("mean 0.1234", "mean 0.1235", False),
        ("1 true", "1 false", False),
        ("a\nb", "a", False),
        ("", "a", False),
        ("nan", "nan", True),
        ("q2", "q20", False),
    ],
)
def test_numbers_are_the_same_within_bounds_and_words_to_the_letter(old, new, same):
    assert (notebook_outputs.difference(old, new) is None) == same
    assert (notebook_outputs.difference(new, old) is None) == same


def test_a_difference_shows_a_part_of_a_long_text():
    old, new = ["\n".join(["same", word, *["more"] * 20]) for word in ["old", "new"]]
    text = notebook_outputs.difference(old, new)
    assert text.startswith("    stored:\n      old\n      more\n")
    assert text.count("… 9 lines more") == 2 and "same" not in text


def test_what_another_processor_stored_may_differ_but_not_two_runs(execute, notebook):
    path = notebook("far.ipynb", "print('heads')")
    assert execute(path).returncode == 0
    page = nbformat.read(path, as_version=4)
    assert page.metadata["quill"]["processor"].split()
    page.metadata["quill"]["processor"] = "abacus"
    page.cells[1].outputs[0].text = "tails\n"
    nbformat.write(page, path)
    result = execute("--check", path)
    assert result.returncode == 0, result.stderr
    assert "far.ipynb: stored on abacus, run twice on" in result.stdout
    page.cells[1].source = "import uuid; print(uuid.uuid4())"
    nbformat.write(page, path)
    result = execute("--check", path)
    assert result.returncode == 1
    assert f"{path}, cell 1: its text is not that of the run before\n" in result.stderr
