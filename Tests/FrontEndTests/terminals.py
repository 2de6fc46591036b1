"""A terminal that a test types into and looks at: a pseudo-terminal with a screen behind it."""

import fcntl
import os
import pathlib
import pty
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
    "alt-enter": "\x1b\r", "escape": "\x1b", "backspace": "\x7f",
}


class Terminal:
    """A program in a terminal of so many columns and rows."""

    def __init__(self, *arguments, columns=80, rows=24, **environment):
        self.screen = pyte.HistoryScreen(columns, rows, history=5000)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        master, slave = pty.openpty()
        self.master = master
        self.resize(columns, rows)
        names = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "", **environment}
        variables = {**os.environ, **names}
        self.process = subprocess.Popen(
            [QUILL, *arguments],
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

    def resize(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
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
            self.send(KEYS.get(name) or chr(ord(name[1].upper()) - 64))

    def paste(self, text):
        self.send("\x1b[200~" + text + "\x1b[201~")

    def run(self, cell, wanted=None):
        """Types a cell, runs it, and waits for the next prompt."""
        number = self.number
        self.send(cell)
        self.press("enter")
        self.wait(lambda: self.number > number if wanted is None else wanted in self.text)

    def read(self, seconds):
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            try:
                data = os.read(self.master, 1 << 16)
            except OSError:
                return
            self.raw += data
            self.stream.feed(data)

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
