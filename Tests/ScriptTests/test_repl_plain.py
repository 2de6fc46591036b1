"""quill repl through a pipe."""

import subprocess

import pytest
from conftest import QUILL


@pytest.fixture
def talk(tmp_path):
    def talk(text, *arguments):
        return subprocess.run(
            [QUILL, "repl", *arguments], input=text, capture_output=True, timeout=60, cwd=tmp_path,
        )

    return talk


@pytest.mark.parametrize("arguments", [["--plain"], []])
def test_cells_in_and_values_out(talk, arguments):
    text = "let a = [1,\n2]\na\nprint(1)\nfunc f() -> Int {\n  3\n}\nf()\n:type a\n"
    result = talk(text.encode(), *arguments)
    assert result.stdout.decode() == "Out[2]: [1, 2]\n1\nOut[5]: 3\nArray<Int>\n"
    assert result.stderr == b"" and result.returncode == 0


def test_a_cell_that_fails_is_told_and_others_go_on(talk):
    result = talk(b"let a = [1]\na[a.count]\na.count\n:fly\n")
    assert result.stdout == b"Out[3]: 1\n" and result.returncode == 1
    assert b"Cell 2, line 1, column 2: Index out of range" in result.stderr
    assert b"there is no command :fly" in result.stderr


def test_bytes_that_are_no_text_do_no_harm(talk):
    result = talk(b"\xff\xfe\x00\n1 + 1\n[1,")
    assert b"2\n" in result.stdout and result.returncode == 1


def test_a_progress_bar_is_written_once(talk):
    result = talk(b'let b = ProgressBar("x", total: 3); for _ in 0..<3 { b.advance() }; b.finish()\n')
    assert result.stdout.decode().count("3/3") == 1


def test_nothing_is_nothing(talk):
    assert talk(b"").returncode == 0
