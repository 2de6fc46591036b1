#!/usr/bin/env python3
"""Routes random circuits to a heavy hexagonal map, with Qiskit and with us, side by side.

Usage: routing.py [--circuits N] [--qubits N] [--distance D] [--trials N] [--level L]
                  [--repetitions N] [--program FILE]

Needs Python with Qiskit. Prints a JSON line a circuit and then one for all: how many gates of two
qubits there are with each swap as three CX, those of ours through those of Qiskit's, and the time a
circuit takes. Neither side does anything but choose a layout and add swaps: of Qiskit's preset the
stages "layout" and "routing" are run. Each circuit of ours is walked through before it counts: its
gates stand on edges, come in their order, and are all there.

Ends with status 1 if we add over 5 % more.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
MOST = 1.05


def main():
    # Whoever only checks routed circuits needs no Qiskit.
    from qiskit import __version__ as version
    from qiskit.transpiler import CouplingMap

    options = arguments()
    coupling = CouplingMap.from_heavy_hex(options.distance)
    edges = sorted({tuple(sorted(edge)) for edge in coupling.get_edges()})
    tasks = [
        {
            "qubits": options.qubits, "places": coupling.size(), "edges": edges, "seed": seed,
            "gates": random_gates(seed, options.qubits),
        }
        for seed in range(options.circuits)
    ]  # fmt: skip
    command = [options.program, "--repetitions", str(options.repetitions)]
    if options.trials:
        command += ["--trials", str(options.trials)]
    ours = route_with_us(tasks, command)
    rows = []
    for task, answer in zip(tasks, ours, strict=True):
        check(task, answer)
        swaps, seconds = route_with_qiskit(task, coupling, options)
        pairs = sum(len(gate) == 2 for gate in task["gates"])
        row = {
            "seed": task["seed"], "pairs": pairs, "swaps": answer["swaps"],
            "ms": 1e3 * answer["seconds"], "qiskit_swaps": swaps, "qiskit_ms": 1e3 * seconds,
        }  # fmt: skip
        rows.append(row)
        print(json.dumps(row), flush=True)
    summary = summed(rows)
    print(json.dumps({"qiskit": version, "level": options.level} | summary))
    return 0 if summary["ratio"] <= MOST else 1


def random_gates(seed, qubits):
    """From 50 to 400 pairs of any two qubits, and a turn of one qubit after every second pair."""
    stream = random.Random(seed)
    gates = []
    for place in range(50 + 350 * (seed % 100) // 99):
        gates.append(stream.sample(range(qubits), 2))
        if place % 2:
            gates.append([stream.randrange(qubits)])
    return gates


def route_with_us(tasks, command):
    lines = "".join(json.dumps(task) + "\n" for task in tasks)
    result = subprocess.run(command, input=lines, capture_output=True, text=True)
    if result.returncode:
        sys.exit(result.stderr)
    return [json.loads(line) for line in result.stdout.splitlines()]


def route_with_qiskit(task, coupling, options):
    """The swaps and the shortest time of the layout and routing stages of Qiskit's preset."""
    from qiskit import QuantumCircuit
    from qiskit.transpiler import generate_preset_pass_manager

    circuit = QuantumCircuit(task["qubits"])
    for number, gate in enumerate(task["gates"]):
        if len(gate) == 1:
            circuit.rz(float(number), gate[0])
        else:
            circuit.rzz(float(number), *gate)
    seconds = []
    for _ in range(options.repetitions):
        manager = generate_preset_pass_manager(
            optimization_level=options.level, coupling_map=coupling,
            basis_gates=["rz", "rzz", "swap"], layout_method="sabre", routing_method="sabre",
            seed_transpiler=task["seed"],
        )  # fmt: skip
        manager.init = manager.translation = manager.optimization = None
        start = time.perf_counter()
        routed = manager.run(circuit)
        seconds.append(time.perf_counter() - start)
    counts = routed.count_ops()
    assert counts["rzz"] == sum(len(gate) == 2 for gate in task["gates"])
    return counts.get("swap", 0), min(seconds)


def check(task, answer):
    """Walks through a circuit of ours: on edges, in order, and complete."""
    edges = {frozenset(edge) for edge in task["edges"]}
    holders = {place: qubit for qubit, place in enumerate(answer["first"])}
    done = [[] for _ in range(task["places"])]
    swaps = 0
    for number, *places in answer["gates"]:
        assert len(places) == 1 or frozenset(places) in edges, f"{places} is no edge"
        if number < 0:
            holders[places[0]], holders[places[1]] = holders[places[1]], holders[places[0]]
            swaps += 1
            continue
        assert [holders[place] for place in places] == task["gates"][number], f"gate {number}"
        for place in places:
            done[holders[place]].append(number)
    assert swaps == answer["swaps"]
    for qubit in range(task["qubits"]):
        wanted = [number for number, gate in enumerate(task["gates"]) if qubit in gate]
        assert done[qubit] == wanted, f"qubit {qubit} of circuit {task['seed']}"
    assert all(holders[place] == qubit for qubit, place in enumerate(answer["last"]))


def summed(rows):
    total = {key: sum(row[key] for row in rows) for key in rows[0]}
    count = len(rows)
    ratios = [
        (row["pairs"] + 3 * row["swaps"]) / (row["pairs"] + 3 * row["qiskit_swaps"]) for row in rows
    ]
    return {
        "circuits": count,
        "two_qubit_gates": total["pairs"] + 3 * total["swaps"],
        "qiskit_two_qubit_gates": total["pairs"] + 3 * total["qiskit_swaps"],
        "ratio": (total["pairs"] + 3 * total["swaps"])
        / (total["pairs"] + 3 * total["qiskit_swaps"]),
        "mean_of_ratios": sum(ratios) / count,
        "better": sum(ratio < 1 for ratio in ratios),
        "ms": total["ms"] / count,
        "qiskit_ms": total["qiskit_ms"] / count,
    }


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("Usage: "))
    parser.add_argument("--circuits", type=int, default=100)
    parser.add_argument("--qubits", type=int, default=20)
    parser.add_argument("--distance", type=int, default=5)
    parser.add_argument("--trials", type=int)
    parser.add_argument("--level", type=int, default=1)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--program", default=HERE / ".build/release/quill-routing-bench")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
