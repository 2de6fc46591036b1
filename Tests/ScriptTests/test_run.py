"""quill run and quill convert: scripts, notebooks without a front end, and their exit codes."""

import json
import subprocess

import nbformat
import pytest
from conftest import QUILL, quill


@pytest.fixture
def run(tmp_path):
    """Writes a script, runs it, and returns what came of it."""

    def run(text, *arguments, input=""):
        (tmp_path / "a.swift").write_text(text)
        return subprocess.run(
            [QUILL, "run", "a.swift", *arguments],
            cwd=tmp_path, input=input, capture_output=True, text=True, timeout=60,
        )

    return run


def test_a_script_has_arguments_input_and_the_library(run):
    script = """#!/usr/bin/env quill
print(CommandLine.arguments.dropFirst().joined(separator: "|"))
if let line = readLine() { print("read", line) }
let bell = Circuit(qubits: 2) { $0.h(0); $0.cx(0, 1) }
print(bell.qubitCount)
_ = 1 + 1
"""
    result = run(script, "--help", "b c", input="some\n")
    assert result.stdout == "--help|b c\nread some\n2\n" and result.returncode == 0
    assert result.stderr == ""


def test_the_last_value_of_a_script_is_not_printed(run):
    assert run("1 + 1").stdout == ""


def test_a_script_may_wait(run):
    assert run("func f() async -> Int { 3 }\nprint(await f())").stdout == "3\n"


@pytest.mark.parametrize(
    "text, code, words",
    [
        ("import Glibc\nexit(7)", 7, ""),
        ("struct E: Error {}\nfunc f() throws { throw E() }\ntry f()", 1, "a.swift: E: E()"),
        ("let x: Int = \"a\"", 1, "a.swift, line 1, column 14: error: cannot convert"),
        ("%fly", 1, "a.swift: there is no command %fly"),
        ("let a = [1]\nprint(a[CommandLine.arguments.count])", 132, "a.swift, line 2, column 8: "),
        ("import Glibc\nkill(getpid(), SIGTERM)\nsleep(5)", 143, "was ended by signal 15"),
    ],
)
def test_exit_codes_of_scripts(run, text, code, words):
    result = run(text)
    assert result.returncode == code and words in result.stderr and result.stdout == ""


def test_a_script_may_leave_things_for_its_end(run):
    result = run('import Glibc\natexit { print("last") }\nprint("first")')
    assert result.stdout == "first\nlast\n" and result.returncode == 0


def notebook(path, *sources):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in sources])
    nbformat.write(book, path)
    return path


def test_a_notebook_is_run_and_its_outputs_are_written(tmp_path):
    path = notebook(tmp_path / "n.ipynb", "let n = 3", "", "print(n)\nn * 2", "%vars")
    book = nbformat.read(path, 4)
    book.cells[0].metadata.tags = ["parameters"]
    nbformat.write(book, path)
    result = quill("run", path, "--parameters", "n=21")
    assert result.returncode == 0, result.stderr
    assert [line.split()[:2] for line in result.stdout.splitlines()[1:-1]] == [
        [f"{number}/4", "ok"] for number in range(1, 5)
    ]
    book = nbformat.read(path, 4)
    nbformat.validate(book)
    assert path.read_text() == nbformat.writes(book) + "\n"
    assert [cell.source for cell in book.cells][1] == "// Parameters\nvar n = 21"
    stream, value = book.cells[3].outputs
    assert stream.text == "21\n" and value.data["text/plain"] == "42"
    assert value.execution_count == book.cells[3].execution_count == 3


def test_a_cell_that_fails_ends_its_notebook(tmp_path):
    path = notebook(tmp_path / "n.ipynb", "let a = [1]", "a[a.count]", "print(\"late\")")
    output = tmp_path / "out.ipynb"
    before = path.read_text()
    result = quill("run", path, "--output", output)
    assert result.returncode == 1 and "cell 2:\nCell 2, line 1, column 2: " in result.stderr
    assert "FAILED" in result.stdout and "late" not in result.stdout
    assert path.read_text() == before
    cells = nbformat.read(output, 4).cells
    assert cells[1].outputs[0].output_type == "error" and cells[2].outputs == []


@pytest.mark.parametrize(
    "arguments, code, sentence",
    [
        (["run"], 2, "give a file"),
        (["run", "no.swift"], 1, "no.swift cannot be read: No such file or directory"),
        (["run", "no.ipynb"], 1, "no.ipynb cannot be read: No such file or directory"),
        (["run", "no.ipynb", "--colour"], 2, "quill run has no option --colour"),
        (["run", "no.ipynb", "--parameters", "1=2"], 2, "parameter '1': this is no name"),
        (["run", "no.ipynb", "other.ipynb"], 2, "other.ipynb is one word too many"),
        (["convert"], 2, "give a file"),
        (["convert", "a.txt"], 2, "a.txt ends neither in .ipynb nor in .swift"),
        (["convert", "a.swift", "b.swift"], 2, "becomes a file that ends in .ipynb"),
        (["convert", "no.ipynb"], 1, "no.ipynb cannot be read"),
    ],
)
def test_words_that_make_no_sense_get_a_sentence(arguments, code, sentence):
    result = quill(*arguments)
    assert result.returncode == code and result.stdout == ""
    assert sentence in result.stderr and len(result.stderr.splitlines()) == 1


def test_a_notebook_becomes_swift_and_back(tmp_path, root):
    source = root / "notebooks/circuits.ipynb"
    script, back = tmp_path / "c.swift", tmp_path / "c.ipynb"
    assert quill("convert", source, script).returncode == 0
    assert quill("convert", script).stdout == f"Wrote {back}\n"
    books = [nbformat.read(path, 4) for path in (source, back)]
    assert [(cell.cell_type, cell.source) for cell in books[0].cells] == [
        (cell.cell_type, cell.source) for cell in books[1].cells
    ]
    again = quill("convert", script)
    assert again.returncode == 1 and "write over it with --force" in again.stderr
    assert quill("convert", script, "--force").returncode == 0
    assert quill("convert", back, "-").stdout == script.read_text()


@pytest.mark.parametrize("text", ["", "[]", '{"nbformat": 3, "cells": []}'])
def test_what_is_no_notebook_is_said(tmp_path, text):
    path = tmp_path / "n.ipynb"
    path.write_text(text)
    for word in ("run", "convert"):
        result = quill(word, path)
        assert result.returncode == 1 and "notebook" in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_a_notebook_that_may_not_be_written_is_not_run(tmp_path):
    path = tmp_path / "none/n.ipynb"
    source = notebook(tmp_path / "n.ipynb", "print(1)")
    result = quill("run", source, "--output", path)
    assert result.returncode == 1 and "cannot be written" in result.stderr
    assert json.loads(source.read_text())["cells"][0]["outputs"] == []
