"""Runs a row in turn with its peers, each in a process of its own, and judges by the middle ratio."""

import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
POOLS = ("OMP", "OPENBLAS", "MKL", "NUMBA")
# Aer asks for each matrix of a chain anew and the C library gives it back at once; kept, it is faster.
KEEPING = {
    "MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "1073741824",
    "MALLOC_TOP_PAD_": "67108864",
}  # fmt: skip
# Random outcomes differ: these checks agree within their standard errors.
LOOSE = {"zmean": 0.1, "z25": 1e-4}


class Outcome:
    """What the rounds of a row gave."""

    def __init__(self, row):
        self.row = row
        self.ours = []
        self.theirs = {peer: [] for peer in row.peers}
        self.versions = {}
        self.problems = {}

    @property
    def ratios(self):
        """The middle of the rounds' ratios to each peer."""
        pairs = {peer: list(zip(lines, self.ours)) for peer, lines in self.theirs.items()}
        return {
            peer: statistics.median(one["median_s"] / own["median_s"] for one, own in lines)
            for peer, lines in pairs.items()
            if lines
        }

    @property
    def ratio(self):
        """The best peer's time divided by ours."""
        return min(self.ratios.values(), default=None)

    @property
    def meets_goal(self):
        return self.ratio is not None and self.ratio >= self.row.goal

    def median(self, lines):
        return statistics.median(line["median_s"] for line in lines)


def measured(row, options):
    """The row with each of its peers, some rounds in turn."""
    outcome = Outcome(row)
    for _ in range(options.rounds):
        own = run(ours(row, options), row, {})
        outcome.ours.append(own)
        for peer in row.peers:
            if peer in outcome.problems:
                continue
            try:
                line = run(theirs(peer, row, options), row, KEEPING if row.workload == "w7" else {})
                agree(own["check"], line["check"])
            except (subprocess.SubprocessError, ValueError) as problem:
                outcome.problems[peer] = str(problem)
                continue
            outcome.theirs[peer].append(line)
            outcome.versions[peer] = line["version"]
    return outcome


def ours(row, options):
    return [
        options.program, row.workload, "--sizes", row.size, "--threads", str(row.threads),
        "--precision", row.precision, "--budget", str(options.budget),
    ]  # fmt: skip


def theirs(peer, row, options):
    python = options.pythons.get(peer, sys.executable)
    return [
        python, "-m", "peerbench.playing", peer, row.workload, row.size, "--threads",
        str(row.threads), "--precision", row.precision, "--budget", str(options.budget),
    ]  # fmt: skip


def run(command, row, environment):
    """The line that a program prints; one thread runs on one processor."""
    threads = {f"{pool}_NUM_THREADS": str(row.threads) for pool in POOLS}
    processors = sorted(os.sched_getaffinity(0))[-row.threads :]
    finished = subprocess.run(
        command, cwd=HERE, env=os.environ | threads | {"JAX_PLATFORMS": "cpu"} | environment,
        preexec_fn=lambda: os.sched_setaffinity(0, processors), capture_output=True, text=True,
        timeout=600,
    )  # fmt: skip
    if finished.returncode != 0:
        last = (finished.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise ValueError(f"{pathlib.Path(command[0]).name} failed: {last}")
    return json.loads(finished.stdout.strip().splitlines()[-1])


def agree(own, other):
    """Times count only where the values are the same."""
    for key in own.keys() & other.keys():
        tolerance = LOOSE.get(key, 1e-4 if "single" in own else 1e-6)
        if abs(own[key] - other[key]) > tolerance * max(1, abs(own[key])):
            raise ValueError(f"{key} is {other[key]} and not {own[key]}")
