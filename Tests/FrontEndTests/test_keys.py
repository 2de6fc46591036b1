"""Every key of quill repl, and what it makes of the text on the screen."""

import shlex

import pytest
from terminals import QUILL, Terminal


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A terminal that all of these tests type into: each leaves with an empty prompt."""
    state = str(tmp_path_factory.mktemp("state"))
    with Terminal(XDG_STATE_HOME=state) as terminal:
        terminal.wait(lambda: terminal.number == 1)
        yield terminal


@pytest.fixture
def terminal(shared):
    shared.press("^c", "^l")
    shared.settle(0.05)
    return shared


TWO = "let a = 12\x1b\rprint(a)"
THREE = "ab\x1b\rc\x1b\rdef"

CASES = [
    ("abc", ["left", "X"], ["abXc"]),
    ("abc", ["left", "right", "X"], ["abcX"]),
    ("abc", ["home", "X"], ["Xabc"]),
    ("abc", ["^a", "X", "^e", "Y"], ["XabcY"]),
    ("abc", ["home", "end", "X"], ["abcX"]),
    ("abc", ["^b", "^b", "^f", "X"], ["abXc"]),
    ("  abc", ["home", "X", "home", "home", "Y"], ["Y  Xabc"]),
    ("abc", ["backspace"], ["ab"]),
    ("abc", ["home", "delete"], ["bc"]),
    ("abc", ["home", "^d"], ["bc"]),
    ("one two", ["ctrl-left", "X"], ["one Xtwo"]),
    ("one two", ["home", "ctrl-right", "X"], ["oneX two"]),
    ("one two", ["alt-b", "alt-b", "alt-f", "X"], ["oneX two"]),
    ("one two", ["^w"], ["one"]),
    ("one a.b", ["alt-backspace"], ["one a."]),
    ("one two", ["home", "alt-d"], [" two"]),
    ("one two", ["home", "ctrl-delete"], [" two"]),
    ("one two", ["alt-b", "^k"], ["one"]),
    ("one two", ["alt-b", "^u"], ["two"]),
    ("one two", ["^w", "^w", "^y", "X", "^y"], ["one twoXone two"]),
    ("one", ["X", "home", "Y", "^_", "^_"], []),
    ("one", ["home", "Y", "^_", "alt-_"], ["Yone"]),
    ("one", ["home", "Y", "^_", "alt-/"], ["Yone"]),
    (TWO, ["up", "X"], ["let a = X12", "print(a)"]),
    (TWO, ["^p", "^n", "X"], ["let a = 12", "print(a)X"]),
    (TWO, ["up", "end", "down", "X"], ["let a = 12", "print(a)X"]),
    (THREE, ["up", "up", "end", "X", "down", "Y", "down", "Z"], ["abX", "cY", "deZf"]),
    (THREE, ["ctrl-home", "X"], ["Xab", "c", "def"]),
    (THREE, ["alt-<", "X", "alt->", "Y"], ["Xab", "c", "defY"]),
    (THREE, ["ctrl-home", "ctrl-end", "X"], ["ab", "c", "defX"]),
    (THREE, ["pageup", "X", "pagedown", "Y"], ["abX", "c", "defY"]),
    (THREE, ["ctrl-home", "^k", "^k"], ["c", "def"]),
    (THREE, ["home", "backspace"], ["ab", "cdef"]),
    ("a", ["alt-enter", "b"], ["a", "b"]),
    ("a", ["shift-enter", "b"], ["a", "b"]),
    ("f(1", ["enter", "2"], ["f(1", "  2"]),
    ("f {", ["enter", "2", "enter", "}"], ["f {", "  2", "}"]),
    ("f([], 2", ["left", "left", "left", "left", "enter", "1"], ["f([", "  1", "], 2"]),
    ("x", ["home", "tab", "X"], ["  Xx"]),
    ("    x", ["left", "backspace"], ["  x"]),
    ("é🎈", ["backspace", "X"], ["éX"]),
    ("a", ["escape", "b"], ["ab"]),
    ("a", ["^g", "b"], ["ab"]),
    ("a", ["^l", "b"], ["ab"]),
    ("ab", ["\x1b[24~", "\x1b[99;99;99X", "c"], ["abc"]),
]


@pytest.mark.parametrize("text, keys, lines", CASES)
def test_keys(terminal, text, keys, lines):
    terminal.send(text)
    for key in keys:
        terminal.press(key)
        if key in ("escape", "^l"):
            terminal.settle(0.1)
    terminal.settle(0.1)
    shown = [line[8:] for line in terminal.lines]
    assert shown == (lines or [""])


def test_a_search_goes_on_and_is_left(terminal):
    number = terminal.number
    for cell in ("let needle = 1", "let hay = 2", "let needles = 3"):
        terminal.run(cell)
    terminal.press("^l", "^r")
    terminal.send("needle")
    terminal.see("search: needle")
    assert f"In [{number + 3}]: let needles = 3" in terminal.text
    terminal.press("^r")
    terminal.see(f"In [{number + 3}]: let needle = 1")
    terminal.press("^r")
    terminal.see("nothing older has: needle")
    terminal.press("backspace", "^g")
    terminal.settle(0.1)
    assert terminal.lines == [f"In [{number + 3}]:"]
    terminal.press("^r")
    terminal.send("hay")
    terminal.see("let hay = 2")
    # A key that moves takes what was found.
    terminal.press("home")
    terminal.send("X")
    terminal.settle(0.1)
    assert terminal.lines == [f"In [{number + 3}]: Xlet hay = 2"]


def test_the_rest_of_an_earlier_cell_is_suggested(terminal):
    terminal.run("let suggested = [1,\x1b\r2]")
    number = terminal.number
    terminal.press("^l")
    terminal.send("let sugg")
    terminal.see("let suggested = [1, …")
    row = terminal.screen.cursor.y
    assert terminal.style(row, 16).fg in ("brightblack", "black")
    assert terminal.style(row, 9).fg != terminal.style(row, 16).fg
    assert terminal.screen.cursor.x == 16
    terminal.press("right")
    terminal.settle(0.1)
    assert terminal.lines == [f"In [{number}]: let suggested = [1,", "   ...: 2]"]
    terminal.press("^c", "^l")
    terminal.send("let sugg")
    terminal.settle(0.1)
    terminal.press("left", "right")
    terminal.settle(0.1)
    # Within the text the arrow moves; what is run is what was typed.
    assert terminal.lines[0].startswith(f"In [{number}]: let suggested")
    terminal.press("enter")
    terminal.wait(lambda: terminal.number == number + 1)
    assert f"In [{number}]: let sugg\n" in terminal.text


def test_the_menu_moves_both_ways_and_is_left(terminal):
    terminal.run("struct Pair { var first = 1, second = 2 }; let pair = Pair()")
    number = terminal.number
    terminal.press("^l")
    terminal.send("pair.")
    terminal.press("tab")
    terminal.see("1/")
    for key, place in (("tab", "2/"), ("down", "3/"), ("up", "2/"), ("backtab", "1/"), ("^n", "2/"), ("^p", "1/")):
        terminal.press(key)
        terminal.see(place)
    terminal.press("escape")
    terminal.settle(0.2)
    assert terminal.lines == [f"In [{number}]: pair."]
    terminal.press("tab")
    terminal.see("1/")
    terminal.send("sec")
    terminal.see("1/1")
    terminal.press("right")
    terminal.settle(0.2)
    assert terminal.lines == [f"In [{number}]: pair.second"]


def test_a_name_is_asked_for_before_and_behind(terminal):
    number = terminal.number
    for words in ("?Circuit", "Circuit?"):
        for _ in range(5):
            # A session that has just begun may not know names in time.
            terminal.press("^l")
            terminal.settle()
            terminal.run_line(words)
            if "struct Circuit" in terminal.text:
                break
        assert "struct Circuit" in terminal.text and terminal.number == number


def test_z_goes_back_to_the_shell(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with Terminal("--norc", "-i", program=["bash"], PS1="shell> ") as terminal:
        terminal.see("shell>")
        terminal.send(shlex.quote(str(QUILL)) + "\r")
        terminal.wait(lambda: terminal.number == 1)
        terminal.send("let kept")
        terminal.press("^z")
        terminal.see("Stopped")
        terminal.send("echo in the $((1 + 1))nd shell\r")
        terminal.see("in the 2nd shell")
        terminal.send("fg\r")
        terminal.wait(lambda: terminal.lines[-1] == "In [1]: let kept")
        terminal.send(" = 4\r")
        terminal.wait(lambda: terminal.number == 2)
        terminal.run("kept")
        assert "Out[2]: 4" in terminal.text
        terminal.press("^d")
        terminal.wait(lambda: terminal.lines[-1] == "shell>")
        terminal.send("exit\r")
        assert terminal.ended() == 0
