"""quill new, completions and manual; and a package from outside that uses Quill as a library."""

import os
import re
import shutil
import subprocess

import nbformat
import pytest
from conftest import quill
from test_quill import WORDS


def test_a_new_notebook_runs(tmp_path):
    path = tmp_path / "first.ipynb"
    assert quill("new", path).returncode == 0
    nbformat.validate(nbformat.read(path, 4))
    result = quill("run", path)
    assert result.returncode == 0, result.stderr
    again = quill("new", path)
    assert again.returncode == 1 and "is there already; choose another name" in again.stderr


@pytest.mark.parametrize("name", ["1a", "a b", "é", ".", ""])
def test_names_that_are_none(name):
    result = quill("new", name)
    assert result.returncode == 2 and len(result.stderr.splitlines()) == 1


def build_and_run(folder, target):
    variables = {**os.environ, "SWIFT_BACKTRACE": "enable=no"}
    return subprocess.run(
        ["swift", "run", "-c", "release", "--disable-sandbox", target],
        cwd=folder, capture_output=True, text=True, timeout=1500, env=variables,
    )


def readme_blocks(root):
    """The manifest and the program under "Use it as a library"."""
    section = (root / "README.md").read_text().split("## Use it as a library")[1].split("\n## ")[0]
    return re.findall(r"```swift\n(.*?)```", section, re.S)


def test_the_readmes_example_builds_in_a_package_from_outside(tmp_path, root):
    manifest, program = readme_blocks(root)
    folder = tmp_path / "example"
    (folder / "Sources/Example").mkdir(parents=True)
    manifest = manifest.replace("// Package.swift", "").replace("../quill", str(root))
    (folder / "Package.swift").write_text(
        "// swift-tools-version: 6.2\nimport PackageDescription\n"
        f'let package = Package(name: "Example", {manifest.strip()})\n'
    )
    (folder / "Sources/Example/main.swift").write_text(program)
    result = build_and_run(folder, "Example")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Level spacings" in result.stdout and "█" in result.stdout


def test_a_new_package_names_this_clone(tmp_path, root):
    folder = tmp_path / "moons"
    assert quill("new", folder).returncode == 0
    manifest = (folder / "Package.swift").read_text()
    assert f'path: "{root}"' in manifest and 'name: "moons"' in manifest
    dump = subprocess.run(
        ["swift", "package", "dump-package"], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert dump.returncode == 0, dump.stderr
    # Its program is a script, too.
    program = folder / "Sources/moons/main.swift"
    shutil.copy(program, tmp_path / "moons.swift")
    result = quill("run", tmp_path / "moons.swift")
    assert result.returncode == 0 and "q0: ─H─●─" in result.stdout, result.stderr


def test_bash_completes_words_and_options():
    script = quill("completions", "bash").stdout
    ask = "{script}\nCOMP_WORDS=({words}); COMP_CWORD={at}; _quill; echo ${{COMPREPLY[*]}}"

    def complete(words, at):
        lines = ask.format(script=script, words=words, at=at)
        return subprocess.run(
            ["bash", "-c", lines], capture_output=True, text=True, check=True
        ).stdout.split()

    assert complete("quill ''", 1) == WORDS
    assert complete("quill ru", 1) == ["run"]
    assert complete("quill run --p", 2) == ["--parameters"]
    assert complete("quill completions ''", 2) == ["bash", "zsh", "fish"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_given_every_word(shell):
    script = quill("completions", shell).stdout
    assert all(word in script for word in WORDS) and "parameters" in script
    if shutil.which(shell):
        check = subprocess.run([shell, "-n"], input=script, text=True, capture_output=True)
        assert check.returncode == 0, check.stderr


def test_the_manual_has_every_command():
    page = quill("manual").stdout
    assert page.startswith(".TH QUILL 1")
    for word in WORDS:
        assert f".SS quill {word}\n" in page
    assert not [line for line in page.splitlines() if re.match(r"\.(?![A-Z]|nf|fi|B)", line)]
