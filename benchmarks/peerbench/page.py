"""The ratios of a run as a page."""

import datetime
import os

from kernelbench.report import memory, processor


def page(outcomes, options):
    missed = [outcome.row.name for outcome in outcomes if not outcome.meets_goal]
    versions = {}
    for outcome in outcomes:
        versions.update(outcome.versions)
    lines = [
        "# Beside the peers", "",
        f"{datetime.date.today()}, {os.cpu_count()} processors ({processor()}), {memory()} GB of "
        "memory.", "",
        "Made by `benchmarks/peers.py`: every row runs in turn with its peers, "
        f"{options.rounds} rounds, each program in a process of its own; the values are compared "
        "before a time counts. Times are medians; a ratio is the middle of the rounds' ratios of the "
        "peer's time to ours, and the row's is that of its best peer. A ratio in **bold** misses its "
        f"goal: {len(missed)} of {len(outcomes)} do.", "",
        "| row | goal | ratio | ours | peers |", "|---|---|---|---|---|",
    ]  # fmt: skip
    lines += [row(outcome) for outcome in outcomes]
    lines += ["", "Versions: " + "; ".join(sorted(set(versions.values()))) + "."]
    return "\n".join(lines) + "\n"


def row(outcome):
    ratio = "–" if outcome.ratio is None else f"{outcome.ratio:.3g}"
    ratio = ratio if outcome.meets_goal else f"**{ratio}**"
    peers = [
        f"{peer} {duration(outcome.median(lines))}"
        for peer, lines in outcome.theirs.items()
        if lines
    ] + [f"{peer}: {problem}" for peer, problem in outcome.problems.items()]
    return (
        f"| {outcome.row.name} | {outcome.row.goal:g} | {ratio} |"
        f" {duration(outcome.median(outcome.ours))} | {', '.join(peers)} |"
    )


def duration(seconds):
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1 or unit == "µs":
            return f"{seconds * factor:.3g} {unit}"
