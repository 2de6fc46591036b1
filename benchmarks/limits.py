#!/usr/bin/env python3
"""Measures how near the simulators come to what the machine can do, and how the cost of a gate grows.

Usage: limits.py [--most QUBITS] [--program FILE] [--report FILE]

Prints a JSON line a figure. First what one core can do: bytes read and written in place, operations on
numbers. Then each kind of loop with its share of that. Then the time of w1 for each gate and amplitude,
from 2 qubits on.
"""

import argparse
import datetime
import json
import os
import pathlib
import subprocess

from kernelbench.report import memory, processor

HERE = pathlib.Path(__file__).resolve().parent
KINDS = ("real-turns", "turns", "phases", "moves", "pairs")
LAYERS, GATES = 10, 3


def main():
    options = arguments()
    limits = {
        size: measured(options, "limit", size)["per_s"] for size in ("arithmetic", "memory")
    }
    print(json.dumps(limits), flush=True)
    loops = [
        share(measured(options, "loop", size, kind, precision), limits)
        for size in ("12", "24")
        if int(size) <= options.most
        for kind in KINDS
        for precision in ("double", "single")
    ]
    costs = [cost(options, qubits) for qubits in range(2, options.most + 1)]
    if options.report:
        pathlib.Path(options.report).write_text(page(limits, loops, costs), encoding="utf-8")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--most", type=int, default=26, help="the most qubits (default: 26)")
    parser.add_argument("--program", default=str(HERE / ".build/release/quill-bench"))
    parser.add_argument("--report", help="a page of Markdown to be written")
    return parser.parse_args()


def measured(options, workload, size, variant="", precision="double"):
    """The line of one size, on one processor."""
    command = [
        options.program, workload, "--sizes", size, "--variant", variant, "--precision", precision,
        "--budget", "1",
    ]  # fmt: skip
    last = max(os.sched_getaffinity(0))
    finished = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {last}),
    )  # fmt: skip
    return json.loads(finished.stdout)


def share(line, limits):
    """A loop beside the time that the machine would need at least, for the slower of its two limits."""
    # Twice as many numbers of single precision fit into a vector.
    width = 2 if line["precision"] == "single" else 1
    arithmetic = line["operations"] / (width * limits["arithmetic"])
    moved = 0 if line["params"]["n"] <= 16 else line["bytes"] / limits["memory"]
    figure = {
        "loop": line["params"]["variant"], "n": line["params"]["n"],
        "precision": line["precision"], "passes": line["passes"], "seconds": line["min_s"],
        "limit": "memory" if moved > arithmetic else "arithmetic",
        "share": max(arithmetic, moved) / line["min_s"],
    }  # fmt: skip
    print(json.dumps(figure), flush=True)
    return figure


def cost(options, qubits):
    """The least time of w1 for each gate and amplitude."""
    figure = {"n": qubits}
    for precision in ("double", "single"):
        line = measured(options, "w1", str(qubits), precision=precision)
        gates = GATES * LAYERS * qubits
        figure[precision] = line["min_s"] / gates / 2**qubits
        figure[f"{precision}_s"] = line["min_s"]
    print(json.dumps(figure), flush=True)
    return figure


def page(limits, loops, costs):
    lines = [
        "# Near the limit", "",
        f"{datetime.date.today()}, one of {os.cpu_count()} processors ({processor()}), {memory()} GB.",
        "Made by `benchmarks/limits.py`; times are the least of their calls.", "",
        f"One core does {limits['arithmetic'] / 1e9:.1f} billion operations a second in double",
        f"precision, and reads and writes {limits['memory'] / 1e9:.1f} GB a second in place.", "",
        "## Kinds of loops", "",
        "A state of 12 qubits lies in the cache, so arithmetic limits it; for one of 24 the slower of",
        "both. The time includes all around a loop: the numbers made of angles, the memory of a new",
        "state. A share is the time that the machine needs at least, divided by ours.", "",
        "| loop | qubits | precision | passes | time | limit | share |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    lines += [
        f"| {row['loop']} | {row['n']} | {row['precision']} | {row['passes']} |"
        f" {1e3 * row['seconds']:.3g} ms | {row['limit']} | {100 * row['share']:.0f} % |"
        for row in loops
    ]
    lines += [
        "", "## The cost of a gate", "",
        f"w1: {LAYERS} layers of two turns and one CX a qubit; time divided by gates and amplitudes.",
        "", "| qubits | double, ns | single, ns | time, double | single |", "|---|---|---|---|---|",
    ]  # fmt: skip
    lines += [
        f"| {row['n']} | {1e9 * row['double']:.3g} | {1e9 * row['single']:.3g} |"
        f" {1e3 * row['double_s']:.3g} ms | {1e3 * row['single_s']:.3g} ms |"
        for row in costs
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
