"""quill repl in a terminal: every key and command, and what the screen shows."""

import os
import signal
import time

import pytest
from terminals import Terminal

PROMPT = "In [1]:"


@pytest.fixture
def state(tmp_path, monkeypatch):
    """A history of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state/quill/history.jsonl"


@pytest.fixture
def terminal(state):
    with Terminal() as terminal:
        terminal.wait(lambda: terminal.number == 1)
        yield terminal


def tail(terminal, count):
    return terminal.lines[-count:]


def test_values_are_numbered(terminal):
    terminal.run("1 + 1")
    terminal.run("let a = 3")
    terminal.run('"é🎈" + "\\(a)"')
    assert terminal.lines[1:] == [
        "In [1]: 1 + 1", "Out[1]: 2", "", "In [2]: let a = 3", 'In [3]: "é🎈" + "\\(a)"',
        'Out[3]: "é🎈3"', "", "In [4]:",
    ]


def test_what_is_not_whole_goes_on_with_indentation(terminal):
    terminal.send("func f(_ x: Int) -> Int {\rif x > 0 {\rreturn 2 * x\r}\rreturn 0\r}\r")
    terminal.wait(lambda: terminal.number == 2)
    terminal.run("f(21)")
    assert terminal.lines[1:] == [
        "In [1]: func f(_ x: Int) -> Int {", "   ...:   if x > 0 {", "   ...:     return 2 * x",
        "   ...:   }", "   ...:   return 0", "   ...: }", "In [2]: f(21)", "Out[2]: 42", "", "In [3]:",
    ]


def test_two_enters_run_whatever_there_is(terminal):
    terminal.send("[1, 2\r\r")
    terminal.wait(lambda: terminal.number == 2)
    assert "error: expected ']' in container literal expression" in terminal.text


def test_circuits_are_drawn(terminal):
    terminal.run("Circuit(qubits: 2) { $0.h(0); $0.cx(0, 1) }")
    assert terminal.lines[2:6] == ["Out[1]:", "q0: ─H─●─", "       │", "q1: ───X─"]


def test_colours_and_brackets(terminal):
    terminal.send("let x = f(1)")
    terminal.settle()
    row = terminal.screen.cursor.y
    assert terminal.style(row, 8).fg == "magenta" and terminal.style(row, 18).fg == "cyan"
    for column in (17, 19):
        assert terminal.style(row, column).bold and terminal.style(row, column).underscore


def test_no_color(state):
    with Terminal(NO_COLOR="1") as terminal:
        terminal.wait(lambda: terminal.number == 1)
        terminal.run('let x: Int = "a"')
        assert "CompileError" not in terminal.text and "error: cannot convert" in terminal.text
        codes = terminal.raw.decode()
        assert not any(f"\x1b[{code}m" in codes for code in ("31", "0;35", "31;1", "0;32"))


def test_editing_keys(terminal):
    terminal.send("et x = 12")
    terminal.press("home")
    terminal.send("l")
    terminal.press("end", "backspace")
    terminal.send("3")
    terminal.press("^w")
    terminal.press("^y", "^y", "^_")
    terminal.press("left", "delete")
    terminal.send("4")
    terminal.settle()
    assert terminal.lines[-1] == "In [1]: let x = 14"
    terminal.press("^a", "^k")
    terminal.settle()
    assert terminal.lines[-1] == PROMPT


def test_alt_enter_and_moving_between_lines(terminal):
    terminal.send("let a = 1")
    terminal.press("alt-enter")
    terminal.send("a + 1")
    terminal.press("up", "end", "backspace")
    terminal.send("5")
    terminal.press("down", "end")
    terminal.run("")
    assert tail(terminal, 5) == ["In [1]: let a = 5", "   ...: a + 1", "Out[1]: 6", "", "In [2]:"]


def test_history_by_prefix_and_search(terminal, state):
    for cell in ("let a = 1", "print(a)", "let b = 2"):
        terminal.run(cell)
    terminal.press("up", "up", "up", "down")
    terminal.settle()
    assert terminal.lines[-1] == "In [4]: print(a)"
    terminal.press("^c")
    terminal.send("le")
    terminal.press("up", "up")
    terminal.settle()
    assert terminal.lines[-1] == "In [4]: let a = 1"
    terminal.press("^c", "^r")
    terminal.send("rint")
    terminal.see("search: rint")
    assert tail(terminal, 2) == ["In [4]: print(a)", "search: rint"]
    terminal.press("enter")
    terminal.settle()
    terminal.run("")
    assert tail(terminal, 4) == ["In [4]: print(a)", "1", "", "In [5]:"]
    terminal.press("^d")
    assert terminal.ended() == 0
    with Terminal() as again:
        again.wait(lambda: again.number == 1)
        again.press("up")
        again.see("In [1]: print(a)")


@pytest.mark.parametrize("damage", ["damaged", "readonly", "folder"])
def test_a_history_that_cannot_be_used(state, damage):
    state.parent.mkdir(parents=True)
    if damage == "damaged":
        state.write_bytes(b'{"session": 1\n\xff\x00\x01\n{"session":1,"number":1,"input":"kept"}\n')
    elif damage == "readonly":
        state.write_text("")
        os.chmod(state, 0o400)
    else:
        state.mkdir()
    with Terminal() as terminal:
        terminal.wait(lambda: terminal.number == 1)
        terminal.run("1 + 1")
        terminal.press("up", "up")
        terminal.settle()
        assert terminal.lines[-1] == ("In [2]: kept" if damage == "damaged" else "In [2]: 1 + 1")


def test_a_paste_of_200_lines(terminal):
    lines = ["var total = 0"] + [f"total += {number}" for number in range(198)] + ["total"]
    terminal.paste("\n".join(lines))
    terminal.wait(lambda: terminal.lines[-1] == "   ...: total")
    assert len(terminal.lines) == 24
    assert terminal.lines[0] == "   ...: total += 175"
    terminal.run("")
    assert tail(terminal, 4) == ["   ...: total", "Out[1]: 19503", "", "In [2]:"]


def test_prompts_of_a_pasted_transcript_go(terminal):
    terminal.paste("In [1]: let a = [1,\n   ...:   2]\nOut[1]: 7\n\nIn [2]: a.count")
    terminal.settle()
    assert tail(terminal, 3) == ["In [1]: let a = [1,", "   ...:   2]", "   ...: a.count"]
    terminal.run("")
    assert "Out[1]: 2" in terminal.text


def test_names_are_completed(terminal):
    terminal.run("struct Moon { var height = 1, width = 2; func wane() -> Int { 3 } }; let moon = Moon()")
    terminal.send("moon.")
    terminal.press("tab")
    terminal.see("wane")
    terminal.see("1/")
    menu = [line for line in terminal.lines if "height" in line or "wane" in line][-2:]
    assert any("property" in line and "Int" in line for line in menu), menu
    assert any("method" in line and "() -> Int" in line for line in menu), menu
    terminal.send("wa")
    terminal.settle(0.5)
    assert not any("height" in line for line in terminal.lines[-3:])
    terminal.press("enter")
    terminal.send("()")
    terminal.settle()
    assert terminal.lines[-1] == "In [2]: moon.wane()"
    terminal.run("")
    assert "Out[2]: 3" in terminal.text
    terminal.send("moon.he")
    terminal.press("tab")
    terminal.see("In [3]: moon.height")


def test_an_interrupt_keeps_what_was_done(terminal):
    terminal.send("var n = 0\x1b\rwhile true { n += 1 }\r")
    time.sleep(1.5)
    terminal.press("^c")
    terminal.wait(lambda: terminal.number == 2)
    assert "stopped" in terminal.text and "What the cell did until then stays." in terminal.text
    terminal.run("n > 1000")
    assert "Out[2]: true" in terminal.text


def test_a_trap_keeps_what_was_before(terminal):
    terminal.run("var list = [1, 2, 3]")
    terminal.run("list[list.count + 4]")
    place = terminal.lines.index("Cell 2, line 1, column 5: Index out of range")
    assert terminal.lines[place + 1 : place + 3] == ["  list[list.count + 4]", "      ^"]
    terminal.run("list.count")
    assert "Out[3]: 3" in terminal.text


def test_commands(terminal, tmp_path):
    terminal.run("let answer = 6 * 7")
    for command, words in [
        (":type [answer: 1.5]", "Dictionary<Int, Double>"), (":time answer", "Time: "),
        (":timeit answer * 2", " a run (least "), (":vars", "answer  Int"), ("!echo a shell", "\na shell"),
        (":stats", "cells compiled"), ("?Circuit", "struct Circuit"), (":doc Circuit", "struct Circuit"),
        (":fly", "there is no command :fly; :help lists"), (":type", ":type CODE: the type"),
        (":hist", "1  let answer = 6 * 7"), (":hist zebra", "nothing that was typed holds zebra"),
        (":load /no/such", "there is no such file"), (":save a.txt", "ends in .ipynb or .swift"),
    ]:
        terminal.send(command + "\r")
        terminal.see(words)
        terminal.wait(lambda: terminal.number > 0)
        terminal.press("^l")
        terminal.settle()
    terminal.send(":help\r")
    terminal.wait(lambda: len(terminal.lines) > 3 and "^D" in terminal.lines[-3])
    notebook, script = tmp_path / "kept.ipynb", tmp_path / "in.swift"
    terminal.send(f":save {notebook}\r")
    terminal.wait(notebook.exists)
    import nbformat

    book = nbformat.read(notebook, 4)
    nbformat.validate(book)
    assert book.cells[0].source == "let answer = 6 * 7"
    script.write_text("let loaded = 5\nloaded + 1\n")
    terminal.send(f":load {script}\r")
    terminal.see("...: loaded + 1")
    terminal.run("")
    assert ": 6" in terminal.text
    terminal.send(":reset\r")
    terminal.settle(0.5)
    terminal.run("answer")
    assert "cannot find 'answer' in scope" in terminal.text
    terminal.send(":quit\r")
    assert terminal.ended() == 0


def test_a_cell_asks(terminal):
    terminal.send('let name = readLine(); print("hello", name ?? "nobody")\r')
    terminal.settle(1)
    terminal.send("yóu\x7f\x7fou\r")
    terminal.see("hello you")


def test_a_live_plot_is_drawn_in_its_place(terminal):
    terminal.run("import Glibc")
    terminal.run(
        'let bar = ProgressBar("work", total: 5); for _ in 0..<5 { bar.advance(); usleep(150_000) }; '
        "bar.finish()"
    )
    assert len([line for line in terminal.lines if line.startswith("work")]) == 1
    assert "5/5" in terminal.text
    terminal.press("^l")
    terminal.run(
        'let p = LivePlot("loss"); for i in 0..<8 { p.append(Double(i), to: "a"); usleep(120_000) }; p.finish()'
    )
    titles = [line for line in terminal.lines if line.strip() == "loss"]
    assert len(titles) == 1 and "┤" in terminal.text


def test_a_resize_draws_anew(terminal):
    terminal.send("let first = [1, 2, 3]\x1b\rfirst.count")
    terminal.settle()
    terminal.resize(40, 20)
    terminal.settle(0.5)
    assert tail(terminal, 2) == ["In [1]: let first = [1, 2, 3]", "   ...: first.count"]
    terminal.resize(100, 30)
    terminal.settle(0.5)
    terminal.run("")
    assert tail(terminal, 3) == ["Out[1]: 3", "", "In [2]:"]


def test_a_narrower_terminal_keeps_what_is_above(terminal):
    terminal.run('for n in 1...6 { print("line", n) }')
    terminal.send("let text = \"" + "abc " * 14)
    terminal.settle()
    terminal.resize(40, 24)
    terminal.settle(0.5)
    for number in range(1, 7):
        assert f"line {number}" in terminal.lines
    assert terminal.text.count("In [2]: let text = ") == 1
    terminal.send('"\r')
    terminal.wait(lambda: terminal.number == 3)
    assert terminal.text.count("In [2]") == 1


def test_comments_do_not_end_a_cell(terminal):
    terminal.send("func f() -> Int {\r// a word\rreturn 3 // another\r}\r")
    terminal.wait(lambda: terminal.number == 2)
    terminal.send("f() + // and one\r2\r")
    terminal.see("Out[2]: 5")


def test_forty_columns(state):
    with Terminal(columns=40, rows=12) as terminal:
        terminal.wait(lambda: terminal.number == 1)
        terminal.send("let text = \"" + "abcdefghij" * 5 + "\"")
        terminal.settle()
        assert all(len(line) < 40 for line in terminal.lines)
        terminal.run("")
        terminal.run("text.count")
        assert "Out[2]: 50" in terminal.text
        terminal.run("let a = [1]; a[text.count]")
        terminal.press("^l")
        for plot in ("LinePlot([1, 2, 3], title: \"t\")", "Histogram([1, 2, 2, 3])"):
            terminal.run(plot)
            assert all(len(line) < 40 for line in terminal.lines) and "…" not in terminal.text
        terminal.run("Circuit(qubits: 1) { for _ in 0..<30 { $0.h(0) } }")
        assert all(len(line) < 40 for line in terminal.lines) and "…" not in terminal.text
        terminal.resize(70, 30)
        terminal.press("^l")
        terminal.run("LinePlot([1, 2, 3])")
        assert 60 < max(len(line) for line in terminal.lines) < 70


@pytest.mark.parametrize("size", [(1, 1), (5, 2), (3000, 3)])
def test_a_terminal_that_lies(state, size):
    with Terminal() as terminal:
        terminal.wait(lambda: terminal.number == 1)
        terminal.resize(*size)
        terminal.send("\x1b[999;999R\x1b[?62;4c\x1b_Gi=31;OK\x1b\\\x1b]0;x\x07\x1b[1;1;1;1~")
        terminal.send("1 + 1\r")
        terminal.settle(1)
        terminal.resize(80, 24)
        terminal.settle(0.5)
        terminal.send("20 + 22\r")
        terminal.see("Out[2]: 42")


def test_a_terminal_of_ascii(state):
    with Terminal(LC_ALL="C", LANG="C", LC_CTYPE="C") as terminal:
        terminal.wait(lambda: terminal.number == 1)
        terminal.run("Circuit(qubits: 2) { $0.h(0); $0.cx(0, 1) }")
        assert terminal.lines[2:6] == ["Out[1]:", "q0: -H-*-", "       |", "q1: ---X-"]
        assert terminal.raw.isascii()


def test_bad_input(terminal):
    terminal.paste("let é = \x00\x01\x02\xff\x1b[A\t1")
    terminal.settle()
    terminal.press("^c")
    terminal.send(b"\xff\xfe\xc3")
    terminal.settle()
    terminal.press("^c")
    terminal.run("1 + 1")
    assert "Out[1]: 2" in terminal.text


def test_a_line_of_ten_megabytes(terminal):
    terminal.send("\x1b[200~let text = \"" + "x" * 10_000_000 + "\"\x1b[201~")
    terminal.settle(2)
    terminal.press("^c")
    terminal.wait(lambda: terminal.number == 1)
    terminal.run("1 + 1")
    assert "Out[1]: 2" in terminal.text


def test_control_d_and_signals_leave(state):
    for end in ("^d", signal.SIGTERM, signal.SIGHUP):
        with Terminal() as terminal:
            terminal.wait(lambda: terminal.number == 1)
            if end == "^d":
                terminal.press("^d")
            else:
                terminal.process.send_signal(end)
            assert terminal.ended() == 0
            assert terminal.raw.endswith(b"\x1b[?2004l") or b"\x1b[?2004l" in terminal.raw[-40:]


def test_a_dumb_terminal_is_talked_to_line_by_line(state):
    with Terminal(TERM="dumb") as terminal:
        terminal.see(PROMPT)
        terminal.send("func f() -> Int {\n3\n}\nf()\n")
        terminal.see("Out[2]: 3")
        assert b"\x1b" not in terminal.raw
        terminal.send("\x04")
        assert terminal.ended() == 0


def test_a_running_kernel_is_joined(state):
    from kernels import Kernel

    with Kernel() as kernel:
        kernel.execute("var shared = 41")
        with Terminal("repl", "--existing", kernel.manager.connection_file) as terminal:
            # The numbers are the kernel's, with the cells of everybody.
            terminal.wait(lambda: terminal.number == 2)
            terminal.run("shared += 1; print(shared)")
            assert "\n42\n" in terminal.text and terminal.number == 3
            kernel.execute("let other = 5")
            terminal.run("other")
            assert "Out[4]: 5" in terminal.text and terminal.number == 5
            terminal.send("share")
            for _ in range(5):
                # A kernel that has just started may not know names in time.
                terminal.press("tab")
                terminal.settle(2.5)
                if terminal.lines[-1] == "In [5]: shared":
                    break
            terminal.see("In [5]: shared")
            terminal.run("")
            terminal.run("let list = [shared]; list[shared]")
            assert "Index out of range" in terminal.text
            terminal.send('print("hello", readLine() ?? "nobody")\r')
            terminal.settle(1)
            terminal.send("you\r")
            terminal.see("hello you")
            terminal.send("while true {}\r")
            time.sleep(1.5)
            terminal.press("^c")
            terminal.see("stopped")
            terminal.press("^d")
            assert terminal.ended() == 0
        assert kernel.value("shared") == "42"


def test_a_kernel_that_is_gone_is_said(tmp_path, state):
    from kernels import Kernel

    with Kernel() as kernel:
        text = open(kernel.manager.connection_file).read()
    path = tmp_path / "gone.json"
    path.write_text(text)
    with Terminal("repl", "--existing", path) as terminal:
        terminal.see("no kernel answers at")
        assert terminal.ended() == 1
