#!/usr/bin/env python3
"""Measures quill-bench in turn with other simulators, and compares the ratios with their goals.

Usage: peers.py [--rows w1,w3] [--sizes 4,8] [--rounds N] [--budget SECONDS] [--report FILE]
                [--python PEER=PROGRAM]...

Prints a JSON line a row. The peers are Python packages, named in requirements-peers.txt; `--python`
says which Python has a peer, where it is not the one that runs this. Ends with status 1 if a goal
is missed.
"""

import argparse
import json
import pathlib
import sys

from peerbench.page import page
from peerbench.rows import ROWS
from peerbench.turns import measured

HERE = pathlib.Path(__file__).resolve().parent


def main():
    options = arguments()
    rows = [row for row in ROWS if wanted(row, options)]
    if not rows:
        sys.exit("peers.py: there is no such row; the workloads are w1 to w7 and w9")
    outcomes = []
    for row in rows:
        outcome = measured(row, options)
        outcomes.append(outcome)
        print(json.dumps(summary(outcome)), flush=True)
    if options.report:
        pathlib.Path(options.report).write_text(page(outcomes, options), encoding="utf-8")
    sys.exit(0 if all(outcome.meets_goal for outcome in outcomes) else 1)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rows", default="", help="workloads, all without it")
    parser.add_argument("--sizes", default="", help="sizes, all without it")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--budget", type=float, default=2.0)
    parser.add_argument("--report", help="a page of Markdown to be written")
    parser.add_argument("--program", default=str(HERE / ".build/release/quill-bench"))
    parser.add_argument("--python", action="append", default=[], metavar="PEER=PROGRAM")
    options = parser.parse_args()
    options.pythons = dict(pair.split("=", 1) for pair in options.python)
    return options


def wanted(row, options):
    return (not options.rows or row.workload in options.rows.split(",")) and (
        not options.sizes or row.size in options.sizes.split(",")
    )


def summary(outcome):
    return {
        "row": outcome.row.name, "goal": outcome.row.goal, "ratio": outcome.ratio,
        "ratios": outcome.ratios, "ours_s": outcome.median(outcome.ours),
        "meets_goal": outcome.meets_goal, "problems": outcome.problems,
        "load": max(line["load1"] for line in outcome.ours),
    }  # fmt: skip


if __name__ == "__main__":
    main()
