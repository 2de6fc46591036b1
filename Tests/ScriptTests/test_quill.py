"""The command quill itself: its help, its version, and words that make no sense."""

import pytest
from conftest import quill

WORDS = [
    "repl", "run", "convert", "new", "install", "uninstall", "doctor", "kernel", "completions", "manual",
]


def test_help_has_a_line_for_every_word():
    for arguments in (["--help"], ["-h"], ["help"]):
        result = quill(*arguments)
        assert result.returncode == 0 and result.stderr == ""
        listed = [line.split()[1] for line in result.stdout.splitlines() if line[:2] == "  "]
        assert listed == WORDS


@pytest.mark.parametrize("word", WORDS)
def test_every_word_has_its_own_help(word):
    for flag in ("--help", "-h"):
        result = quill(word, flag)
        assert result.returncode == 0 and result.stdout.startswith(f"usage: quill {word}")
        assert max(map(len, result.stdout.splitlines())) <= 100


def test_the_version_is_told():
    assert quill("--version").stdout == quill("version").stdout == "quill 0.1\n"


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ([], "what should quill do?"),
        (["fly"], "there is no command fly"),
        (["kernel"], "--connection-file is missing; see quill kernel --help"),
        (["doctor", "--user"], "quill doctor has no option --user"),
    ],
)
def test_words_that_make_no_sense_get_a_sentence(arguments, sentence):
    result = quill(*arguments)
    assert result.returncode == 2 and result.stdout == ""
    assert sentence in result.stderr and len(result.stderr.splitlines()) == 1


def test_a_kernel_passes_over_what_its_front_end_was_told():
    result = quill("kernel", "a.swift", "--kernel", "quill", "--connection-file=/no/such", "--debug")
    assert result.returncode == 1 and "/no/such cannot be read" in result.stderr


@pytest.mark.parametrize("text", [None, "", "not json", "{}", '{"key": 3}'])
def test_a_kernel_without_a_useful_connection_file_says_why(tmp_path, text):
    path = tmp_path / "connection.json"
    if text is not None:
        path.write_text(text)
    result = quill("kernel", "--connection-file", path)
    assert result.returncode == 1 and result.stdout == ""
    assert result.stderr.startswith("quill: ") and len(result.stderr.splitlines()) == 1
    assert text is not None or f"{path} cannot be read: No such file" in result.stderr
