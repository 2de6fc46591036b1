"""What `benchmarks/peers.py` compares with: its circuits, its rows, and how it judges."""

import argparse
import json
import math
import sys

import numpy
import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from peerbench import formulas, page, rows, turns  # noqa: E402

PAULIS = {
    "rx": numpy.array([[0, 1], [1, 0]]), "ry": numpy.array([[0, -1j], [1j, 0]]),
    "rz": numpy.diag([1, -1]),
}  # fmt: skip


def matrix(gate):
    """The matrix of a gate, its first qubit the highest bit."""
    name, angle = gate.name, gate.angle
    if name in PAULIS:
        return math.cos(angle / 2) * numpy.eye(2) - 1j * math.sin(angle / 2) * PAULIS[name]
    if name == "rxx":
        pair = numpy.kron(PAULIS["rx"], PAULIS["rx"])
        return math.cos(angle / 2) * numpy.eye(4) - 1j * math.sin(angle / 2) * pair
    if name == "matrix":
        return angle
    return {
        "h": numpy.array([[1, 1], [1, -1]]) / math.sqrt(2), "s": numpy.diag([1, 1j]),
        "cx": numpy.eye(4)[[0, 1, 3, 2]], "swap": numpy.eye(4)[[0, 2, 1, 3]],
        "p": numpy.diag([1, numpy.exp(1j * (angle or 0))]),
        "cp": numpy.diag([1, 1, 1, numpy.exp(1j * (angle or 0))]),
    }[name]  # fmt: skip


def state(qubits, gates):
    """The state behind a circuit, gate by gate, an axis a qubit."""
    found = numpy.zeros((2,) * qubits, complex)
    found[(0,) * qubits] = 1
    for gate in gates:
        count = len(gate.qubits)
        tensor = matrix(gate).reshape((2,) * (2 * count))
        found = numpy.tensordot(tensor, found, (range(count, 2 * count), gate.qubits))
        found = numpy.moveaxis(found, range(count), gate.qubits)
    return found


# The values that quill-bench prints, and every simulator that was tried.
@pytest.mark.parametrize(
    "size, mean", [("4", 3.04554628660614), ("8", 2.07378228872383), ("12", 1.07238524782019)]
)
def test_the_circuits_are_those_of_quill_bench(size, mean):
    qubits, gates = formulas.state_circuit(size)
    found = numpy.abs(state(qubits, gates)) ** 2
    assert formulas.mean_of_sum(found, qubits) == pytest.approx(mean, abs=1e-10)


def test_the_feature_map_gives_the_known_kernel():
    data = formulas.kernel_data(4)
    states = [state(4, formulas.feature_map(data[row])).reshape(-1) for row in (0, 1, 17, 251)]
    kernel = numpy.abs(numpy.vdot(states[0], states[1])) ** 2
    assert kernel == pytest.approx(0.100454484321201, abs=1e-10)
    kernel = numpy.abs(numpy.vdot(states[2], states[3])) ** 2
    assert kernel == pytest.approx(0.0492969713018405, abs=1e-10)


def test_the_training_data_give_the_known_loss():
    features, labels = formulas.training_data(4)
    weights = [formulas.angle(index) for index in range(24)]
    means = []
    for row in features:
        table = numpy.abs(state(4, formulas.reuploading(4, row, weights))) ** 2
        means.append(table[0].sum() - table[1].sum())
    loss = numpy.mean((numpy.array(means) - labels) ** 2)
    assert loss == pytest.approx(0.951524625210019, abs=1e-10)


def test_every_matrix_of_a_quantum_volume_is_unitary():
    _, gates = formulas.state_circuit("qv6")
    for gate in gates:
        assert numpy.allclose(gate.angle @ gate.angle.conj().T, numpy.eye(4))


def test_a_row_has_peers_that_can_play_it():
    folder = ROOT / "benchmarks/peerbench/players"
    for row in rows.ROWS:
        assert row.goal > 0 and row.peers
        for peer in row.peers:
            assert f'"{row.workload}"' in (folder / f"{peer}.py").read_text(encoding="utf-8")


def program(folder, name, seconds, check):
    """A stand-in that prints the line of a workload."""
    line = {"median_s": seconds, "check": check, "version": f"{name} 1", "load1": 0.0}
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{json.dumps(line)}'\n")
    path.chmod(0o755)
    return str(path)


def outcome(folder, theirs):
    """A row of two stand-ins, of which the peer takes ten times as long."""
    options = argparse.Namespace(
        rounds=2, budget=0.1, program=program(folder, "own", 0.5, {"zsum": 1.0}),
        pythons={"aer": program(folder, "other", 5.0, theirs)},
    )  # fmt: skip
    return turns.measured(rows.Row("w1", "4", 8, ("aer",)), options), options


def test_the_ratio_is_the_peers_time_by_ours(tmp_path):
    found, options = outcome(tmp_path, {"zsum": 1.0})
    assert found.ratio == 10 and found.meets_goal
    text = page.page([found], options)
    assert "| w1 4, double, 1 thread | 8 | 10 | 500 ms | aer 5 s |" in text
    assert "0 of 1 do" in text and "other 1" in text


def test_another_value_counts_for_nothing(tmp_path):
    found, options = outcome(tmp_path, {"zsum": 1.1})
    assert found.ratio is None and not found.meets_goal
    assert found.problems == {"aer": "zsum is 1.1 and not 1.0"}
    assert "**–**" in page.page([found], options)
