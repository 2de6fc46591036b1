#!/usr/bin/env python3
"""Measures a kernel from outside, each figure against its goal.

Usage: kernel.py [--kernels quill,python3] [--parts start,cells,output,session,loops]
                 [--build FOLDER] [--smallest] [--report FILE]

Prints a JSON line a figure; with --report also writes a page in Markdown. Any kernel of Swift or
Python that Jupyter knows can be measured beside the one that was built here. The part `session` runs
a thousand cells twice and takes minutes; --smallest runs a few of everything.
"""

import argparse
import os
import pathlib
import sys
import tempfile

from kernelbench import cells, client, drawing, loops, output, report, sessions, starts

HERE = pathlib.Path(__file__).resolve().parent
PARTS = {part.PART: part for part in (starts, cells, output, sessions, loops)}


class Bench:
    """What is to be measured, and what has been."""

    def __init__(self, options, home):
        self.kernels = options.kernels.split(",")
        self.is_smallest = options.smallest
        self.program = HERE / ".build/release/quill-cell-bench"
        self.cache = f"{home}/cache/quill"
        self.temporary = f"{home}/tmp"
        self.figures, self.loops, self.curves, self.drawings = [], [], {}, []
        self.loads = [os.getloadavg()[0]]

    def choose(self, full, smallest):
        return smallest if self.is_smallest else full

    def note(self, words):
        """Tells whoever waits how far it is."""
        print(words, file=sys.stderr, flush=True)

    def measure(self, parts):
        for part in parts:
            for kernel in self.kernels:
                self.note(f"{part} of {kernel}")
                for figure in PARTS[part].measure(self, kernel):
                    self.figures.append(figure)
                    print(figure.line, flush=True)
        self.loads.append(os.getloadavg()[0])


def main():
    options = arguments()
    parts = options.parts.split(",")
    if unknown := set(parts) - set(PARTS):
        sys.exit(f"kernel.py: there is no part {', '.join(unknown)}, only {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory(prefix="quill-bench-") as home:
        settle(home)
        client.installed(pathlib.Path(options.build) / "quill", f"{home}/prefix")
        bench = Bench(options, home)
        bench.measure(parts)
        if options.report:
            if bench.curves:
                bench.drawings = drawing.drawings(bench.curves)
            pathlib.Path(options.report).write_text(report.page(bench))


def settle(home):
    """Keeps everything that is written in a folder of our own: what earlier kernels compiled would
    be found in the user's."""
    for name, folder in (("TMPDIR", "tmp"), ("XDG_CACHE_HOME", "cache"), ("IPYTHONDIR", "ipython")):
        os.environ[name] = f"{home}/{folder}"
        os.mkdir(f"{home}/{folder}")
    os.environ["JUPYTER_RUNTIME_DIR"] = f"{home}/runtime"


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("Usage: "))
    parser.add_argument("--kernels", default="quill")
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--build", default=HERE.parent / ".build/release")
    parser.add_argument("--smallest", action="store_true")
    parser.add_argument("--report")
    return parser.parse_args()


if __name__ == "__main__":
    main()
