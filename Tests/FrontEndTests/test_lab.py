"""A notebook in JupyterLab, as a user sees it. The screenshots are in .quill/screenshots.

Each test has a notebook of its own; a test of widgets finds its place behind the others.
"""

import pytest
from kernels import children, is_alive, wait_until
from lab import PATIENCE, Page, Server, browser
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("lab"))
    try:
        server.wait()
        yield server
        processes = children(server.process.pid)
    finally:
        server.stop()
    assert wait_until(lambda: not any(map(is_alive, processes))), "the kernels end with the server"


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture
def notebook(server, chromium):
    pages = []

    def open_notebook(name, *sources):
        server.write(name, sources)
        pages.append(Page(chromium, server, name))
        return pages[-1]

    yield open_notebook
    for page in pages:
        assert page.errors == []
        page.page.close()


COUNTING = """
for step in progress(0..<40, "counting") {
  if step % 4 == 0 { try await Task.sleep(for: .milliseconds(250)) }
}
"""


def test_drawings_are_shown_and_live_displays_change_where_they_are(notebook):
    page = notebook(
        "drawings.ipynb",
        'LinePlot([1, 4, 9, 16], title: "Squares")',
        COUNTING.strip(),
        'print("done")',
    )
    page.choose("Run", "Run All Cells")
    seen = set()
    expect(page.outputs(2).first).to_be_visible(timeout=PATIENCE)
    while not page.shown(3).count():
        seen.add(page.outputs(2).first.inner_text())
        assert page.outputs(2).count() == 1, "a live display has one place"
    page.wait_ran(3)
    page.wait_idle()
    drawing = page.outputs(1).locator("[data-mime-type='image/svg+xml'] img")
    expect(drawing).to_be_visible()
    assert drawing.evaluate("image => image.complete && image.naturalWidth > 100")
    assert len(seen) > 2, seen
    assert "40/40" in page.outputs(2).first.inner_text()
    assert page.shown(3).inner_text().strip() == "done"
    page.screenshot("ran")


def test_errors_are_coloured_and_the_button_interrupts(notebook):
    page = notebook(
        "failures.ipynb",
        "var kept = 7",
        "let list = [1, 2, 3]\nlist[kept]",
        "undefinedName",
        "kept = 8\nwhile true {}",
        "kept",
    )
    page.run(1)
    page.wait_ran(1, count=1)
    page.run(2)
    page.wait_ran(2, count=2)
    trap = page.shown(2).locator("pre")
    expect(trap).to_contain_text("line 2")
    assert trap.locator(".ansi-red-fg, .ansi-red-intense-fg").count() > 0
    assert "\x1b" not in trap.inner_text() and "[31" not in trap.inner_text()
    page.run(3)
    page.wait_ran(3, count=3)
    expect(page.shown(3)).to_contain_text("cannot find 'undefinedName' in scope")
    page.run(4)
    expect(page.cell(4).locator(".jp-InputPrompt")).to_have_text("[*]:")
    # Time for the cell to be compiled; one that is stopped before that has done nothing.
    page.page.wait_for_timeout(1000)
    page.screenshot("busy")
    page.press("notebook:interrupt-kernel")
    page.wait_ran(4, count=4)
    expect(page.shown(4)).to_contain_text("What the cell did until then stays.")
    page.run(5)
    page.wait_ran(5, count=5)
    expect(page.shown(5)).to_have_text("8")
    page.screenshot("ran")


def test_restart_and_run_all_begins_anew(notebook):
    page = notebook("restart.ipynb", "var count = 0", "count += 1\ncount")
    page.run(1)
    page.wait_ran(1, count=1)
    for number in (2, 3):
        page.run(2)
        page.wait_ran(2, count=number)
    expect(page.shown(2)).to_have_text("2")
    page.press("notebook:restart-run-all")
    page.page.locator(".jp-Dialog button.jp-mod-accept").click()
    page.wait_ran(2, count=2)
    expect(page.outputs(2)).to_have_count(1)
    expect(page.shown(2)).to_have_text("1")
    page.wait_idle()
    page.screenshot("ran")


def test_a_slider_draws_while_it_is_moved_and_is_read_by_a_cell_that_runs(notebook):
    page = notebook(
        "sliders.ipynb",
        'Slider(0...10, label: "count") { n in LinePlot(Array(0...n).map { Double($0 * $0) }) }',
        'let speed = Slider(0...100, label: "speed")\nspeed',
        "import Glibc\nvar seen: Set<Int> = []\n"
        "for _ in 0..<400 { seen.insert(speed.value); usleep(10_000) }\nseen.count > 2",
    )
    page.run(1)
    page.wait_ran(1, count=1)
    drawing = page.outputs(1).locator("img")
    expect(drawing).to_be_visible(timeout=PATIENCE * 1000)
    before = drawing.get_attribute("src")
    handle = page.cell(1).locator(".noUi-handle")
    for _ in range(4):
        handle.press("ArrowRight")
    expect(drawing).not_to_have_attribute("src", before)
    expect(page.cell(1).locator(".widget-readout")).to_have_text("4")
    page.screenshot("moved")
    page.run(2)
    page.wait_ran(2, count=2)
    page.run(3)
    expect(page.cell(3).locator(".jp-InputPrompt")).to_have_text("[*]:")
    page.page.wait_for_timeout(1000)
    for _ in range(8):
        page.cell(2).locator(".noUi-handle").press("ArrowRight")
        page.page.wait_for_timeout(150)
    page.wait_ran(3, count=3)
    expect(page.shown(3)).to_have_text("true")
    page.screenshot("ran")
