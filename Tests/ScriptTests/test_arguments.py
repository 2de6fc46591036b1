"""What scripts/lab and scripts/test make of their arguments, before anything is set up."""

import socket
import subprocess

import pytest
from conftest import ROOT


def run(script, *arguments):
    return subprocess.run(
        [ROOT / "scripts" / script, *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.mark.parametrize(
    "script, arguments, sentence",
    [
        ("lab", ["--colour"], "there is no option --colour"),
        ("lab", ["--port"], "--port wants a number from 1 to 65535, not ''"),
        ("lab", ["--port", "0"], "--port wants a number from 1 to 65535, not '0'"),
        ("lab", ["--port", "99999"], "--port wants a number from 1 to 65535, not '99999'"),
        ("lab", ["--port", "08x"], "--port wants a number from 1 to 65535, not '08x'"),
        ("lab", ["--execute"], "--execute wants at least one notebook"),
        ("lab", ["--execute", "no.ipynb"], "there is no notebook no.ipynb"),
        ("lab", ["some.ipynb"], "a notebook, 'some.ipynb', comes after --execute"),
        ("test", ["--colour"], "there is no option --colour"),
        ("test", ["--only"], "--only wants one of format shell build tests scripts"),
        ("test", ["--only", "x y"], "not 'x y'"),
    ],
)
def test_wrong_arguments_get_a_sentence(script, arguments, sentence):
    result = run(script, *arguments)
    assert result.returncode == 2
    assert sentence in result.stderr and len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


@pytest.mark.parametrize("script", ["lab", "test"])
def test_help_names_every_option(script):
    result = run(script, "--help")
    assert result.returncode == 0 and result.stdout.startswith(f"usage: scripts/{script}")


def test_the_list_has_a_line_a_step():
    lines = run("test", "--list").stdout.splitlines()
    assert len(lines) == 9 and lines[0].startswith("format ")


def test_a_port_in_use_is_said_at_once():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        result = run("lab", "--port", str(port))
    assert result.returncode == 1
    assert f"port {port} is in use: choose another one with scripts/lab --port" in result.stderr
    assert result.stdout == ""
