"""quill repl on terminals that show pictures: what they get is what the values draw."""

import os
import pathlib
import shutil

import nbformat
import pytest
from pictures import distance, iterm_files, kitty_files, pixels, rasterised, sixel_pictures
from terminals import QUILL, XTERM, Terminal

CIRCUIT = "Circuit(qubits: 2) { $0.h(0); $0.cx(0, 1) }"
KITTY = {b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\": b"\x1b_Gi=31;OK\x1b\\", **XTERM}
ITERM = {**XTERM, b"\x1b[>q": b"\x1bP>|iTerm2 3.5.0\x1b\\"}
SIXEL = {**XTERM, b"\x1b[c": b"\x1b[?64;1;4;22c"}


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def started(*arguments, **options):
    terminal = Terminal(*arguments, **{"cell": (10, 20), **options})
    terminal.wait(lambda: terminal.number == 1)
    return terminal


def saved(terminal, tmp_path):
    """The drawings of the cells, as a notebook keeps them."""
    path = tmp_path / "kept.ipynb"
    terminal.send(f":save {path}\r")
    terminal.wait(path.exists)
    outputs = [output for cell in nbformat.read(path, 4).cells for output in cell.outputs]
    found = [output.get("data", {}).get("image/svg+xml") for output in outputs]
    return [drawing for drawing in found if drawing]


def size(png):
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


@pytest.mark.parametrize(
    "arguments, answers", [(["repl", "--pictures", "kitty"], XTERM), ([], KITTY)]
)
def test_kitty_gets_the_drawing(tmp_path, arguments, answers):
    with started(*arguments, answers=answers) as terminal:
        terminal.run(CIRCUIT)
        terminal.run("2 + 3")
        ((_, png),) = kitty_files(terminal.raw)
        (svg, *_) = saved(terminal, tmp_path)
        assert png == rasterised(svg, *size(png))
        # Whole rows, below the label, and the next prompt below them.
        assert size(png)[1] % 20 == 0
        place = terminal.lines.index("Out[1]:")
        rows = size(png)[1] // 20
        assert terminal.lines[place + 1 : place + rows + 3] == [""] * (rows + 1) + ["In [2]: 2 + 3"]
        assert "Out[2]: 5" in terminal.text


@pytest.mark.parametrize(
    "arguments, answers", [(["repl", "--pictures", "iterm"], XTERM), ([], ITERM)]
)
def test_iterm_gets_the_drawing(tmp_path, arguments, answers):
    with started(*arguments, answers=answers) as terminal:
        terminal.run(CIRCUIT)
        (png,) = iterm_files(terminal.raw)
        (svg,) = saved(terminal, tmp_path)
        assert png == rasterised(svg, *size(png))


@pytest.mark.parametrize(
    "arguments, answers", [(["repl", "--pictures", "sixel"], XTERM), ([], SIXEL)]
)
def test_sixels_are_the_drawing(tmp_path, arguments, answers):
    with started(*arguments, answers=answers) as terminal:
        terminal.run(CIRCUIT)
        ((width, height, drawn),) = sixel_pictures(terminal.raw)
        (svg,) = saved(terminal, tmp_path)
        mean, most = distance(drawn, pixels(rasterised(svg, width, height)))
        assert mean < 1 and most < 16


def test_a_plot_fits_on_a_small_screen(tmp_path):
    with started("repl", "--pictures", "sixel", columns=40, rows=12) as terminal:
        terminal.run("LinePlot([1, 2, 3, 2])")
        ((width, height, drawn),) = sixel_pictures(terminal.raw)
        assert width <= 390 and height <= 200 and height % 20 == 0
        (svg,) = saved(terminal, tmp_path)
        mean, most = distance(drawn, pixels(rasterised(svg, width, height)))
        assert mean < 1 and most < 40


def test_a_live_plot_is_one_picture_that_changes(tmp_path):
    with started("repl", "--pictures", "kitty", rows=40) as terminal:
        terminal.run("import Glibc")
        terminal.run(
            'let p = LivePlot("loss"); for i in 0..<6 { p.append(Double(i), to: "a"); usleep(200_000) }; '
            "p.finish()"
        )
        files = kitty_files(terminal.raw)
        assert len(files) >= 2 and len({number for number, _ in files}) == 1
        assert terminal.raw.count(b"\x1b_Ga=d,d=I") == len(files) - 1
        (svg,) = saved(terminal, tmp_path)
        png = files[-1][1]
        assert png == rasterised(svg, *size(png))


def test_the_command_chooses(tmp_path):
    with started(answers=SIXEL) as terminal:
        for words, reply in [
            (":pictures", "Pictures by sixel, as the terminal says."),
            (":pictures none", "No pictures, as you said: values are shown as text."),
            (":pictures paint", ":pictures wants one of ask, none, kitty, iterm, sixel, not paint"),
        ]:
            terminal.send(words + "\r")
            terminal.see(reply)
            terminal.wait(lambda: terminal.number == 1)
        terminal.run(CIRCUIT)
        assert "q0: ─H─●─" in terminal.text
        terminal.send(":pictures kitty\r")
        terminal.see("Pictures by kitty, as you said.")
        terminal.wait(lambda: terminal.number == 2)
        terminal.run(CIRCUIT)
        assert len(kitty_files(terminal.raw)) == 1 and not sixel_pictures(terminal.raw)


def test_a_terminal_that_shows_none_is_asked_once():
    with started() as terminal:
        for _ in range(3):
            terminal.run(CIRCUIT)
        assert terminal.raw.count(b"\x1b[c") == 1 and "q0: ─H─●─" in terminal.text


def test_keys_that_come_with_the_answers_are_kept():
    slow = {**XTERM, b"\x1b[c": b"4 + \x1b[?64;1;22c5"}
    with started(answers=slow) as terminal:
        terminal.run(CIRCUIT)
        terminal.see("In [2]: 4 + 5")
        terminal.run("")
        assert "Out[2]: 9" in terminal.text


def test_without_the_program_it_is_said_once():
    toolchain = str(pathlib.Path(os.path.realpath(shutil.which("swiftc"))).parent)
    with started("repl", "--pictures", "kitty", PATH=toolchain) as terminal:
        terminal.run(CIRCUIT)
        terminal.run(CIRCUIT)
        assert " ".join(terminal.text.split()).count("install Debian's librsvg2-bin") == 1
        assert terminal.text.count("q0: ─H─●─") == 2


def test_a_word_that_is_none_gets_a_sentence():
    import subprocess

    result = subprocess.run(
        [QUILL, "repl", "--pictures", "paint"], capture_output=True, text=True, timeout=20
    )
    assert result.returncode == 2 and len(result.stderr.splitlines()) == 1
    assert "--pictures wants one of ask, none, kitty, iterm, sixel, not paint" in result.stderr
