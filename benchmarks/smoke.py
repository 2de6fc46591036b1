#!/usr/bin/env python3
"""Runs every workload of quill-bench at its smallest size and reads the line that it prints; then
measures the kernel with a few of everything.

Usage: smoke.py PROGRAM. Ends with "N passed, N failed", and with status 1 if any failed.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

import routing

KEYS = {
    "workload": str,
    "peer": str,
    "version": str,
    "params": dict,
    "median_s": float,
    "min_s": float,
    "reps": int,
    "threads": int,
    "precision": str,
    "first_s": float,
    "check": dict,
    "maxrss_mb": int,
}


def main(program):
    failed = 0
    listing = run(program, "list").stdout.splitlines()
    checks = [(f"{name}/{size}", check_workload, name, size) for name, size in map(smallest, listing)]
    checks += [("timer's generator", check_generator), ("wrong arguments", check_wrong_arguments)]
    checks += [("the router", check_router), ("the limits", check_limits)]
    checks += [("the kernel's figures", check_kernel)]
    assert listing, "the list of workloads is empty"
    for title, check, *arguments in checks:
        try:
            check(program, *arguments)
            print(f"ok      {title}", flush=True)
        except Exception as problem:
            failed += 1
            print(f"FAILED  {title}: {type(problem).__name__}: {problem}", flush=True)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


def smallest(line):
    """The name and the first size in a line of `quill-bench list`."""
    name, sizes, _ = line.split("\t")
    return name, sizes.split(",")[0]


def run(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=300)


def line_of(program, name, size):
    # The arguments that the scripts of the peers give to any program.
    result = run(
        program, name, "--sizes", size, "--threads", "1", "--precision", "double",
        "--variant", "", "--budget", "0.2",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert len(lines) == 1, f"{len(lines)} lines"
    return json.loads(lines[0])


def check_workload(program, name, size):
    line = line_of(program, name, size)
    for key, kind in KEYS.items():
        assert isinstance(line.get(key), kind), f"{key} is {line.get(key)!r}"
    assert line["workload"] == name and line["peer"] == "ours"
    assert line["threads"] == 1 and line["precision"] == "double"
    assert 0 < line["min_s"] <= line["median_s"] < math.inf
    assert 1 <= line["reps"] <= 50
    assert line["check"], "there is no value to check"
    assert all(math.isfinite(value) for value in line["check"].values()), line["check"]


def check_generator(program):
    state = 12345
    for _ in range(1000):
        state = (1664525 * state + 1013904223) % 2**32
    assert line_of(program, "timer", "1000")["check"] == {"last": state}


def check_wrong_arguments(program):
    for arguments in ([], ["w99"], ["timer", "--sizes", "x"], ["timer", "--colour", "red"]):
        result = run(program, *arguments)
        assert result.returncode == 2, f"{arguments} ended with {result.returncode}"
        assert result.stdout == "" and len(result.stderr.splitlines()) == 1, result.stderr


def check_router(program):
    router = pathlib.Path(program).with_name("quill-routing-bench")
    ring = [[place, (place + 1) % 12] for place in range(12)]
    tasks = [
        {"qubits": 10, "places": 12, "edges": ring, "seed": seed, "gates": routing.random_gates(seed, 10)}
        for seed in range(3)
    ]  # fmt: skip
    answers = routing.route_with_us(tasks, [router, "--trials", "2"])
    for task, answer in zip(tasks, answers, strict=True):
        routing.check(task, answer)
        assert answer["swaps"] > 0 and answer["seconds"] > 0, answer
    for arguments in (["--trials"], ["--trials", "0"], ["--colour", "red"]):
        assert run(router, *arguments).returncode == 2, arguments


def check_limits(program):
    script = pathlib.Path(__file__).with_name("limits.py")
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "limits.md"
        result = run(sys.executable, script, "--most", "12", "--program", program, "--report", page)
        assert result.returncode == 0, result.stderr
        figures = [json.loads(line) for line in result.stdout.splitlines()]
        assert "## The cost of a gate" in page.read_text(encoding="utf-8")
    assert figures[0]["arithmetic"] > 0 and figures[0]["memory"] > 0, figures[0]
    loops, costs = figures[1:11], figures[11:]
    assert len({figure["loop"] for figure in loops}) == 5, loops
    assert all(figure["share"] > 0 for figure in loops), loops
    assert [figure["n"] for figure in costs] == list(range(2, 13)), costs


def check_kernel(program):
    script = pathlib.Path(__file__).with_name("kernel.py")
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "kernel.md"
        result = run(sys.executable, script, "--smallest", "--report", page)
        assert result.returncode == 0, result.stderr
        figures = [json.loads(line) for line in result.stdout.splitlines()]
        assert page.read_text().count("```") == 6, "there is a drawing for each of the three curves"
    assert {figure["part"] for figure in figures} == {"start", "cells", "output", "session", "loops"}
    for figure in figures:
        assert 0 < figure["min"] <= figure["median"] <= figure["max"] < math.inf, figure
        assert figure["goal"] > 0 and figure["count"] >= 1, figure
    assert run(sys.executable, script, "--parts", "wheels").returncode == 1
    loops = pathlib.Path(program).with_name("quill-cell-bench")
    for arguments in (["--rounds"], ["--rounds", "0"], ["--colour", "red"]):
        assert run(loops, *arguments).returncode == 2, arguments


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: smoke.py PROGRAM")
    sys.exit(main(sys.argv[1]))
