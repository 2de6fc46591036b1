"""A terminal that a test types into and looks at: a pseudo-terminal with a screen behind it."""

import fcntl
import os
import pathlib
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

import pyte

ROOT = pathlib.Path(__file__).resolve().parents[2]
QUILL = ROOT / ".build/release/quill"
PATIENCE = 20

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H",
    "end": "\x1b[F", "delete": "\x1b[3~", "enter": "\r", "tab": "\t", "backtab": "\x1b[Z",
    "alt-enter": "\x1b\r", "shift-enter": "\x1b[13;2u", "escape": "\x1b", "backspace": "\x7f",
    "alt-backspace": "\x1b\x7f", "ctrl-delete": "\x1b[3;5~", "ctrl-left": "\x1b[1;5D",
    "ctrl-right": "\x1b[1;5C", "ctrl-home": "\x1b[1;5H", "ctrl-end": "\x1b[1;5F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "alt-b": "\x1bb", "alt-f": "\x1bf",
    "alt-d": "\x1bd", "alt-<": "\x1b<", "alt->": "\x1b>", "alt-_": "\x1b_", "alt-/": "\x1b/",
}


# What a terminal is asked, and what xterm answers; pyte does as xterm when it becomes narrower.
XTERM = {b"\x1b[>q": b"\x1bP>|XTerm(379)\x1b\\", b"\x1b[c": b"\x1b[?64;1;22c"}

# Texts in codes that pyte would print: graphics of kitty, sixels.
GRAPHICS = re.compile(rb"\x1b[_P].*?\x1b\\", re.DOTALL)
GRAPHICS_BEGUN = re.compile(rb"\x1b[_P]|\x1b(\[[0-9>]*)?$")


class Terminal:
    """A program in a terminal of so many columns and rows, which answers what it is asked."""

    def __init__(
        self, *arguments, columns=80, rows=24, answers=XTERM, cell=(0, 0), program=(), **environment
    ):
        self.answers = answers
        self.cell = cell
        self.unseen = b""
        self.screen = pyte.HistoryScreen(columns, rows, history=5000)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        master, slave = pty.openpty()
        self.master = master
        self.resize(columns, rows)
        names = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "", **environment}
        variables = {**os.environ, **names}
        self.process = subprocess.Popen(
            [*(program or [QUILL]), *arguments],
            stdin=slave, stdout=slave, stderr=slave, env=variables, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
        os.close(self.master)

    def winsize(self, columns, rows):
        pixels = (min(columns * self.cell[0], 65535), min(rows * self.cell[1], 65535))
        return struct.pack("HHHH", rows, columns, *pixels)

    def resize(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, self.winsize(columns, rows))
        if (columns, rows) != (self.screen.columns, self.screen.lines):
            self.screen.resize(rows, columns)

    def send(self, data):
        """Types bytes; what comes meanwhile is read, so that neither end waits for the other."""
        data = data if isinstance(data, bytes) else data.encode()
        while data:
            self.read(0)
            _, writable, _ = select.select([], [self.master], [], 1)
            if writable:
                data = data[os.write(self.master, data[:1000]):]

    def press(self, *names):
        for name in names:
            control = len(name) == 2 and name[0] == "^"
            self.send(KEYS.get(name) or (chr(ord(name[1].upper()) - 64) if control else name))

    def paste(self, text):
        self.send("\x1b[200~" + text + "\x1b[201~")

    def run(self, cell, wanted=None):
        """Types a cell, runs it, and waits for the next prompt."""
        number = self.number
        self.send(cell)
        self.press("enter")
        self.wait(lambda: self.number > number if wanted is None else wanted in self.text)

    def run_line(self, line):
        """Types a line that counts as no cell, and waits for the same prompt below it."""
        rows = len(self.lines)
        self.send(line)
        self.press("enter")
        self.wait(lambda: self.number > 0 and len(self.lines) > rows)

    def read(self, seconds):
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            try:
                data = os.read(self.master, 1 << 16)
            except OSError:
                return
            self.raw += data
            self.show(data)

    def show(self, data):
        """Answers what is asked, and gives the screen what it knows to show."""
        self.unseen += data
        for question, answer in self.answers.items():
            if question in self.unseen:
                os.write(self.master, answer)
                self.unseen = self.unseen.replace(question, b"")
        self.unseen = GRAPHICS.sub(b"", self.unseen)
        if GRAPHICS_BEGUN.search(self.unseen):
            return
        self.stream.feed(self.unseen)
        self.unseen = b""

    def wait(self, condition):
        """Waits until something is seen."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, "not seen in time:\n" + "\n".join(self.lines)
            self.read(0.05)

    def see(self, text):
        self.wait(lambda: text in self.text)

    def settle(self, seconds=0.15):
        """Reads until nothing comes for a moment."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            before = len(self.raw)
            self.read(0.02)
            if len(self.raw) > before:
                end = time.monotonic() + seconds

    @property
    def lines(self):
        """The screen, without blanks at the ends of lines and of all."""
        lines = [line.rstrip() for line in self.screen.display]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    @property
    def text(self):
        return "\n".join(self.lines)

    @property
    def number(self):
        """The number in the last prompt, 0 where the screen does not end with one."""
        found = [line for line in self.lines if line.startswith("In [")]
        at_end = bool(self.lines) and self.lines[-1] in found
        return int(found[-1][4:].split("]")[0]) if at_end else 0

    def style(self, row, column):
        """How a character looks."""
        return self.screen.buffer[row][column]

    def ended(self):
        self.wait(lambda: self.process.poll() is not None)
        self.settle(0.05)
        return self.process.returncode
