"""scripts/papers.py: the table of all papers, and the verdicts that it reads."""

import json
import pathlib
import re
import subprocess
import sys

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import papers  # noqa: E402

FOLDER = ROOT / "notebooks/papers"
PAPERS = {
    "notebooks": [
        {"notebook": "NB01", "title": "First", "file": "NB01.ipynb"},
        {"notebook": "NB02", "title": "Second"},
    ],
    "papers": [
        {"paper": "P001", "title": "One", "year": 2024, "repeats": "a thing", "notebook": "NB01"},
        {"paper": "P002", "title": "Two", "year": 2023, "repeats": "a|b", "notebook": "NB02"},
        {"paper": "P003", "title": "Three", "year": 2022, "repeats": "none", "left out": "a review"},
    ],
}


def stream(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


@pytest.fixture
def folder(tmp_path):
    """Makes a folder of papers whose only notebook has printed some text."""

    def make(*printed, **changes):
        data = {**PAPERS, **changes}
        (tmp_path / "papers.json").write_text(json.dumps(data), encoding="utf-8")
        cells = [{"cell_type": "markdown", "source": "verdict P001: reproduced; as prose"}]
        cells += [{"cell_type": "code", "outputs": [stream(text)]} for text in printed]
        (tmp_path / "NB01.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
        return tmp_path

    return make


def page(folder):
    return papers.page_of(*papers.read_papers(folder), folder)


def run(*arguments):
    command = [sys.executable, ROOT / "scripts/papers.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_the_page_is_what_the_generator_makes():
    result = run("--check")
    assert result.returncode == 0, result.stderr


def test_all_papers_are_listed_with_a_state():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    table = text.split("## All papers")[1].split("## Notebooks")[0]
    rows = [line for line in table.splitlines() if line.startswith("| P")]
    assert [row[2:6] for row in rows] == [f"P{number:03}" for number in range(1, 134)]
    for row in rows:
        assert re.search(r"\| (done: \*\*[a-z ]+\*\*|planned|left out: .+) \|$", row), row


def test_every_link_leads_somewhere():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert "://" in target or (FOLDER / target).exists(), target


def test_every_notebook_is_listed_and_has_verdicts():
    notebooks, entries = papers.read_papers(FOLDER)
    files = {entry["file"] for entry in notebooks.values() if "file" in entry}
    assert files == {path.name for path in FOLDER.glob("*.ipynb")}
    verdicts = papers.read_verdicts(notebooks, entries, FOLDER)
    for name, entry in notebooks.items():
        if "file" in entry:
            assert any(entries[paper]["notebook"] == name for paper in verdicts), name


def test_a_verdict_is_read_from_what_a_cell_printed(folder):
    text = page(folder("before\n", ["verdict P001: not reproduced; 3 ± 1 %\n", "after\n"]))
    assert "| P001 *One* (2024) | **not reproduced** | 3 ± 1 % | [NB01](NB01.ipynb) |" in text
    assert "| P001 *One* (2024) | a thing | [NB01](NB01.ipynb) | done: **not reproduced** |" in text
    assert "| P002 *Two* (2023) | a\\|b | NB02 | planned |" in text
    assert "| P003 *Three* (2022) | none |  | left out: a review |" in text
    assert "3 papers" in text and "1 are done" in text


def test_prose_is_no_verdict(folder):
    assert "| P001 *One* (2024) | a thing | [NB01](NB01.ipynb) | planned |" in page(folder())


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("verdict P001: surely; 1", "a verdict is reproduced, partly, not reproduced, not surely"),
        ("verdict P002: partly; 1", "a verdict of P002, which is not its paper"),
        ("verdict P099: partly; 1", "a verdict of P099, which is not its paper"),
        ("verdict P001: partly; 1\nverdict P001: partly; 2", "two verdicts of P001"),
    ],
)
def test_verdicts_that_make_no_sense_are_refused(folder, printed, sentence):
    with pytest.raises(papers.Unusable, match=sentence):
        page(folder(printed))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"repeats": ""}, "P001 has no repeats"),
        ({"notebook": "NB07"}, "P001 is in NB07, which is not listed"),
        ({"left out": "late"}, "P001 has a notebook, or a reason why it is left out"),
    ],
)
def test_papers_that_make_no_sense_are_refused(folder, change, sentence):
    first, *others = PAPERS["papers"]
    with pytest.raises(papers.Unusable, match=sentence):
        page(folder(papers=[{**first, **change}, *others]))
    with pytest.raises(papers.Unusable, match="a paper twice"):
        page(folder(papers=[first, first]))


def test_files_that_cannot_be_read_are_named(folder, tmp_path):
    place = folder()
    (place / "NB01.ipynb").unlink()
    with pytest.raises(papers.Unusable, match="NB01.ipynb cannot be read"):
        page(place)
    (place / "papers.json").write_text("{", encoding="utf-8")
    with pytest.raises(papers.Unusable, match="papers.json cannot be read"):
        page(place)


def test_an_old_page_is_an_error_of_the_check_and_is_written_without_it(folder):
    place = folder("verdict P001: partly; 1\n")
    (place / "README.md").write_text("old", encoding="utf-8")
    checked = run("--check", "--folder", place)
    assert checked.returncode == 1
    assert "is not up to date: run scripts/papers.py" in checked.stderr
    assert pathlib.Path(place / "README.md").read_text(encoding="utf-8") == "old"
    assert run("--folder", place).returncode == 0
    assert run("--check", "--folder", place).returncode == 0
    (place / "papers.json").unlink()
    assert run("--folder", place).returncode == 2
