#!/usr/bin/env python3
"""How long quill takes from a key to the screen, with a cell of 300 lines in the editor.

usage: benchmarks/keys.py [QUILL]

Types into a pseudo-terminal and prints a row a key: the median, the 95th hundredth and the most, in
milliseconds, of the time to the last byte that the key has written, and of the time on a processor.
The second says how fast the keys are on a machine that does nothing else.
"""

import fcntl
import os
import pathlib
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
LINES = 300
REPEATS = 40


def cell(lines):
    """A cell of structures, functions and plain statements."""
    text = []
    while len(text) < lines:
        number = len(text)
        text += [
            f"struct Layer{number}: Hashable {{", f"  var weights = [1.0, {number}.5]  // two of them",
            "  func run(_ x: Double) -> Double {", "    weights.map { $0 * x }.reduce(0, +)", "  }", "}",
            f'let layer{number} = Layer{number}()', f'print("layer \\(layer{number}.run(2))")',
            f"let sum{number} = (1...{number + 1}).reduce(0) {{ $0 + $1 }}", "",
        ]
    return "\n".join(text[:lines])


class Program:
    def __init__(self, path):
        self.master, slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        state = tempfile.mkdtemp()
        names = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": state}
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [path], stdin=slave, stdout=slave, stderr=slave, env=names, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        seen = b""
        while b"In [1]" not in seen:
            seen += os.read(self.master, 1 << 16)
        self.start = time.perf_counter() - begun

    def spent(self):
        """Seconds that the main thread has had a processor."""
        place = f"/proc/{self.process.pid}/task/{self.process.pid}/schedstat"
        return int(pathlib.Path(place).read_text().split()[0]) / 1e9

    def settle(self, seconds):
        while select.select([self.master], [], [], seconds)[0]:
            os.read(self.master, 1 << 16)

    def press(self, keys):
        """Milliseconds to the last byte of the answer, and on a processor."""
        used, begun = self.spent(), time.perf_counter()
        os.write(self.master, keys)
        last, patience = begun, 0.5
        while select.select([self.master], [], [], patience)[0]:
            os.read(self.master, 1 << 16)
            last, patience = time.perf_counter(), 0.04
        return (last - begun) * 1e3, (self.spent() - used) * 1e3


KEYS = [
    ("a letter at the end", b"x", b"\x7f"), ("a bracket at the end", b"{", b"\x7f"),
    ("Enter at the end, going on", b"let x = (\r", b"\x1f\x1f\x15"),
    ("Up", b"\x1b[A", None), ("a letter in the middle", b"x", b"\x7f"),
    ("a quote in the middle", b'"', b"\x7f"), ("Enter in the middle", b"\r", b"\x7f"),
    ("Backspace in the middle", b"\x7f", b"x"), ("cut and undo", b"\x0b", b"\x1f"),
    ("Page up", b"\x1b[5~", b"\x1b[6~"), ("to the start and the end", b"\x1b<", b"\x1b>"),
]


def percentile(values, share):
    values = sorted(values)
    return values[min(int(len(values) * share), len(values) - 1)]


def row(name, times):
    words = "".join(f"{percentile(times, share):8.1f}" for share in (0.5, 0.95, 1))
    return f"{name:34}{words}"


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else ROOT / ".build/release/quill"
    program = Program(path)
    print(f"start to the first prompt: {program.start * 1e3:.0f} ms")
    program.settle(1)
    paste = b"\x1b[200~" + cell(LINES).encode() + b"\n\x1b[201~"
    wall, used = program.press(paste)
    print(f"a paste of {LINES} lines: {wall:.0f} ms, {used:.0f} ms on a processor")
    print(f"{'milliseconds':34}{'median':>8}{'95 %':>8}{'most':>8}{'on a processor':>24}")
    everything = []
    for name, keys, back in KEYS:
        times = []
        for _ in range(REPEATS):
            # Only the last key is timed.
            for key in split(keys)[:-1]:
                program.press(key)
            times.append(program.press(split(keys)[-1]))
            if back:
                for key in split(back):
                    program.press(key)
        everything += times
        print(row(name, [wall for wall, _ in times]) + row("", [used for _, used in times])[34:])
    print(row("all", [wall for wall, _ in everything])
          + row("", [used for _, used in everything])[34:])
    program.process.kill()


def split(keys):
    """Keys one by one; a sequence of escape is one."""
    found, place = [], 0
    while place < len(keys):
        end = place + 1
        if keys[place : place + 2] == b"\x1b[":
            end = place + 3
            while not 0x40 <= keys[end - 1] <= 0x7E:
                end += 1
        elif keys[place] == 0x1B:
            end = place + 2
        found.append(keys[place:end])
        place = end
    return found


if __name__ == "__main__":
    main()
