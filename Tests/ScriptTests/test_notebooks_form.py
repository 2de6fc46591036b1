"""The form of the notebooks: what a reader can rely on in each of them."""

import re

import nbformat
import pytest
from conftest import ROOT

NOTEBOOKS = ROOT / "notebooks"
PAGES = sorted(
    path for path in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
)
COURSE = [path for path in PAGES if path.parent.name == "course"]
# Widgets are alive only while their kernel is: these pages store no outputs.
WITHOUT_OUTPUTS = [NOTEBOOKS / "widgets.ipynb"]


def name(path):
    return str(path.relative_to(NOTEBOOKS))


def code_cells(page):
    return [cell for cell in page.cells if cell.cell_type == "code"]


@pytest.fixture(params=PAGES, ids=name)
def path(request):
    return request.param


@pytest.fixture
def page(path):
    return nbformat.read(path, as_version=4)


def test_is_a_valid_notebook_of_this_kernel(page):
    nbformat.validate(page)
    assert page.metadata.kernelspec.name == "quill"
    assert page.metadata.kernelspec.language == "swift"


def test_begins_with_a_title(page):
    first = page.cells[0]
    assert first.cell_type == "markdown" and first.source.startswith("# ")


def test_cells_are_short(page):
    long = [cell.source for cell in code_cells(page) if len(cell.source.splitlines()) > 40]
    assert long == []


def test_is_small(path):
    assert path.stat().st_size < 1_000_000


def test_is_shown_with_its_outputs_and_none_is_an_error(path, page):
    outputs = [output for cell in code_cells(page) for output in cell.outputs]
    assert [output.evalue for output in outputs if output.output_type == "error"] == []
    assert (outputs == []) == (path in WITHOUT_OUTPUTS)


def test_was_run_from_top_to_bottom(path, page):
    counts = [cell.execution_count for cell in code_cells(page) if cell.source.strip()]
    expected = [None] if path in WITHOUT_OUTPUTS else range(1, len(counts) + 1)
    assert counts == list(expected) * (len(counts) if path in WITHOUT_OUTPUTS else 1)


def test_is_on_the_map(path):
    links = re.findall(r"\]\(([^)]+\.ipynb)\)", (NOTEBOOKS / "README.md").read_text())
    assert links.count(name(path)) == 1


@pytest.mark.parametrize("path", COURSE, ids=name)
def test_a_lesson_has_exercises_with_answers(path):
    cells = nbformat.read(path, as_version=4).cells
    answers = [at for at, cell in enumerate(cells) if "answer" in cell.metadata.get("tags", [])]
    assert len(answers) >= 2
    for at in answers:
        assert cells[at].cell_type == "code"
        # An answer may go on in another cell.
        task = next(cell for place, cell in reversed([*enumerate(cells[:at])]) if place not in answers)
        assert task.cell_type == "markdown" and "Exercise" in task.source


def test_the_map_leads_only_to_what_is_there():
    links = re.findall(r"\]\(([^)]+)\)", (NOTEBOOKS / "README.md").read_text())
    assert [link for link in links if "://" not in link and not (NOTEBOOKS / link).exists()] == []
