"""One workload in this process: `python -m peerbench.playing PEER WORKLOAD SIZE`, a JSON line.

Threads and the processor are set by whoever starts it.
"""

import argparse
import importlib
import json
import os
import resource
import statistics
import time
from importlib.metadata import version

REPETITIONS = 50
LONG_FIRST_CALL, LONGEST = 6.0, 12.0


def main():
    options = arguments()
    player = importlib.import_module(f".players.{options.peer}", __package__)
    call, check = player.PLAYS[options.workload](options)
    value, first, seconds = timed(call, options.budget, compiles=player.COMPILES)
    line = {
        "workload": options.workload, "peer": options.peer, "size": options.size,
        "version": ", ".join(f"{name} {version(name)}" for name in player.PACKAGES),
        "median_s": statistics.median(seconds), "min_s": min(seconds), "reps": len(seconds),
        "first_s": first, "threads": options.threads, "precision": options.precision,
        "check": check(value), "load1": os.getloadavg()[0],
        "maxrss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip
    print(json.dumps(line), flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("peer", "workload", "size"):
        parser.add_argument(name)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--precision", choices=("double", "single"), default="double")
    parser.add_argument("--budget", type=float, default=2.0)
    return parser.parse_args()


def timed(call, budget, compiles):
    """The value, the seconds of the first call, and those of the calls after it.

    A long first call is the only one, unless the peer compiles in it.
    """
    value, first = once(call)
    if first > LONG_FIRST_CALL and not compiles:
        return value, first, [first]
    seconds = []
    while len(seconds) < 3 or (sum(seconds) < budget and len(seconds) < REPETITIONS):
        value, took = once(call)
        seconds.append(took)
        if sum(seconds) > LONGEST:
            break
    return value, first, seconds


def once(call):
    began = time.perf_counter()
    value = call()
    return value, time.perf_counter() - began


if __name__ == "__main__":
    main()
