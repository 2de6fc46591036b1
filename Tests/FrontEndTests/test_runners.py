"""Programs that run notebooks and cells without a page: each is a front end of its own."""

import html
import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

CELLS = [
    "let six = 6",
    'print("six is \\(six)")',
    "six * 7",
    'LinePlot([1, 2, 4], title: "Growth")',
]


def page(*sources):
    metadata = {"kernelspec": {"name": "quill", "display_name": "Quill", "language": "swift"}}
    cells = [new_markdown_cell("# A title"), *map(new_code_cell, sources)]
    return new_notebook(cells=cells, metadata=metadata)


@pytest.fixture
def notebook(tmp_path):
    """A notebook with text, a value and a drawing."""
    nbformat.write(page(*CELLS), tmp_path / "page.ipynb")
    return tmp_path / "page.ipynb"


def outputs(notebook):
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def check_outputs(notebook):
    nothing, text, value, drawing = outputs(notebook)
    assert nothing == [] and text[0].text == "six is 6\n"
    assert value[0].data["text/plain"] == "42"
    assert drawing[0].data["image/svg+xml"].startswith("<svg")
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == [1, 2, 3, 4]


def test_nbclient_runs_every_cell():
    notebook = page(*CELLS)
    NotebookClient(notebook, kernel_name="quill", timeout=60).execute()
    check_outputs(notebook)


def test_nbclient_stops_at_a_cell_that_fails_and_keeps_its_words():
    notebook = page("let list = [1]", "list[9]", "1")
    with pytest.raises(CellExecutionError, match="(?i)index out of range"):
        NotebookClient(notebook, kernel_name="quill", timeout=60).execute()
    _, failed, after = outputs(notebook)
    assert [output.output_type for output in failed] == ["error"] and after == []


def test_nbclient_goes_on_behind_a_cell_that_may_fail():
    notebook = page("var kept = 1", "kept = 2; fatalError()", "kept")
    notebook.cells[2].metadata["tags"] = ["raises-exception"]
    NotebookClient(notebook, kernel_name="quill", timeout=60).execute()
    assert outputs(notebook)[2][0].data["text/plain"] == "1", "the cell that failed is undone"


def test_nbconvert_makes_a_page(notebook, run):
    coloured = nbformat.read(notebook, as_version=4)
    # nbconvert looks for the language before it runs anything.
    coloured.metadata.language_info = {"name": "swift", "pygments_lexer": "swift"}
    nbformat.write(coloured, notebook)
    run("nbconvert", "--execute", "--to", "html", notebook)
    text = notebook.with_suffix(".html").read_text()
    assert "six is 6" in text and "Growth" in text
    assert "<svg" in text or "data:image/svg+xml" in text
    assert "hl-swift" in text and '<span class="kd">let</span>' in text


def test_nbconvert_writes_the_outputs_into_a_notebook(notebook, run):
    run("nbconvert", "--execute", "--to", "notebook", "--output", "done.ipynb", notebook)
    done = nbformat.read(notebook.with_name("done.ipynb"), as_version=4)
    check_outputs(done)
    assert done.metadata.language_info.name == "swift"


def test_nbconvert_makes_a_swift_file_of_a_notebook_that_ran(notebook, run):
    run("nbconvert", "--execute", "--inplace", notebook)
    run("nbconvert", "--to", "script", notebook)
    assert not notebook.with_suffix(".txt").exists()
    text = notebook.with_suffix(".swift").read_text()
    assert all(cell in text for cell in CELLS)


def test_nbval_finds_what_changed_and_nothing_else(notebook, run):
    good, bad = page(*CELLS[:3]), page(*CELLS[:3])
    for notebook_, value in ((good, "42"), (bad, "41")):
        code = [cell for cell in notebook_.cells if cell.cell_type == "code"]
        for count, cell in enumerate(code, 1):
            cell.execution_count = count
        code[1].outputs = [new_output("stream", name="stdout", text="six is 6\n")]
        code[2].outputs = [
            new_output("execute_result", data={"text/plain": value}, execution_count=3)
        ]
    nbformat.write(good, notebook.with_name("good.ipynb"))
    nbformat.write(bad, notebook.with_name("bad.ipynb"))
    options = ["--nbval", "-q", "-p", "no:cacheprovider"]
    assert "3 passed" in run(*options, "good.ipynb", module="pytest").stdout
    result = run(*options, "bad.ipynb", module="pytest", wanted=1)
    assert "1 failed, 2 passed" in result.stdout


def without_colours(text):
    return html.unescape(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text))


def test_the_console_takes_cells_from_a_pipe(run):
    lines = ["let six = 6", "six * 7", "six +", "[six][6]", "six + 1"]
    result = run("console", "--kernel", "quill", "--simple-prompt", input="\n".join(lines) + "\n")
    said = without_colours(result.stdout)
    assert "Quill: quantum machine learning in Swift" in said
    assert "Out[2]: 42" in said and "Out[5]: 7" in said
    errors = without_colours(result.stderr)
    assert "Cell 3, line 1" in errors and "Cell 4, line 1" in errors, "errors name their cells"


def test_jupyter_run_runs_a_file(run, tmp_path):
    (tmp_path / "cell.swift").write_text('let six = 6\nprint("six times seven is \\(six * 7)")\n')
    result = run("run", "--kernel", "quill", "cell.swift")
    assert "six times seven is 42" in result.stdout
