"""Writes Tests/Goldens/Training/gradients.json: derivatives of random circuits, by PennyLane's backpropagation.

PennyLane is not in the environment of scripts/test, and the test only reads the file. To write it anew:

    pip install pennylane==0.45.1 autograd
    python Tests/Oracles/gradient_oracle.py

Each angle of each gate is a weight of its own. Gates that PennyLane does not have are written with those
that it has. Gates that turn by a Hamiltonian have no part in it: they have a test of their own.
"""

import json
import math
import pathlib

import pennylane as qml
from pennylane import numpy as np

assert qml.__version__ == "0.45.1", "see the version above"

FILE = pathlib.Path(__file__).resolve().parent.parent / "Goldens" / "Training" / "gradients.json"
QUBITS = 4
AXIS = (0.48, -0.6, 0.64)


def about_axis(angle, wire):
    tilt, turn = math.acos(AXIS[2]), math.atan2(AXIS[1], AXIS[0])
    qml.RZ(-turn, wire)
    qml.RY(-tilt, wire)
    qml.RZ(angle, wire)
    qml.RY(tilt, wire)
    qml.RZ(turn, wire)


def in_plane(angle, turn, wire):
    qml.RZ(-turn, wire)
    qml.RX(angle, wire)
    qml.RZ(turn, wire)


def xx_plus_yy(angle, turn, wires):
    qml.RZ(-turn, wires[1])
    qml.IsingXY(-angle, wires)
    qml.RZ(turn, wires[1])


def chosen(turn, angles, wires):
    """A turn of the last qubit by the angle whose number the others are, the first of them the lowest bit."""
    controls = wires[:-1]
    for number, angle in enumerate(angles):
        states = [(number >> bit) & 1 for bit in range(len(controls))]
        qml.ctrl(turn, controls, control_values=states)(angle, wires[-1])


# Name, number of qubits, number of angles, and what it is.
GATES = [
    ("rx", 1, 1, lambda a, w: qml.RX(a[0], w[0])),
    ("ry", 1, 1, lambda a, w: qml.RY(a[0], w[0])),
    ("rz", 1, 1, lambda a, w: qml.RZ(a[0], w[0])),
    ("p", 1, 1, lambda a, w: qml.PhaseShift(a[0], w[0])),
    ("u1", 1, 1, lambda a, w: qml.U1(a[0], w[0])),
    ("u2", 1, 2, lambda a, w: qml.U2(a[0], a[1], w[0])),
    ("u3", 1, 3, lambda a, w: qml.U3(a[0], a[1], a[2], w[0])),
    ("r", 1, 2, lambda a, w: in_plane(a[0], a[1], w[0])),
    ("rn", 1, 1, lambda a, w: about_axis(a[0], w[0])),
    ("rxx", 2, 1, lambda a, w: qml.IsingXX(a[0], w)),
    ("ryy", 2, 1, lambda a, w: qml.IsingYY(a[0], w)),
    ("rzz", 2, 1, lambda a, w: qml.IsingZZ(a[0], w)),
    ("rzx", 2, 1, lambda a, w: qml.PauliRot(a[0], "ZX", w)),
    ("xx_plus_yy", 2, 2, lambda a, w: xx_plus_yy(a[0], a[1], w)),
    ("cp", 2, 1, lambda a, w: qml.ControlledPhaseShift(a[0], w)),
    ("crx", 2, 1, lambda a, w: qml.CRX(a[0], w)),
    ("cry", 2, 1, lambda a, w: qml.CRY(a[0], w)),
    ("crz", 2, 1, lambda a, w: qml.CRZ(a[0], w)),
    ("cu1", 2, 1, lambda a, w: qml.ControlledPhaseShift(a[0], w)),
    ("cu3", 2, 3, lambda a, w: qml.ctrl(qml.U3, w[0])(a[0], a[1], a[2], w[1])),
    ("ocry", 3, 1, lambda a, w: qml.ctrl(qml.RY, w[:2], control_values=[0, 1])(a[0], w[2])),
    ("crzz", 3, 1, lambda a, w: qml.ctrl(qml.IsingZZ, w[0])(a[0], w[1:])),
    ("cgphase", 1, 1, lambda a, w: qml.PhaseShift(a[0], w[0])),
    ("rpauli", 1, 1, lambda a, w: qml.PauliRot(a[0], "Y", w)),
    ("rpauli", 3, 1, lambda a, w: qml.PauliRot(a[0], "XZY", w)),
    ("rpauli", 4, 1, lambda a, w: qml.PauliRot(a[0], "ZZZZ", w)),
    ("ucrx", 2, 2, lambda a, w: chosen(qml.RX, a, w)),
    ("ucry", 3, 4, lambda a, w: chosen(qml.RY, a, w)),
    ("ucrz", 4, 8, lambda a, w: chosen(qml.RZ, a, w)),
]


def random_circuit(number, random):
    """Six gates, of which the number of the circuit chooses the first, behind turns that mix all states."""
    chosen_gates = [GATES[number % len(GATES)]] + [GATES[random.integers(len(GATES))] for _ in range(5)]
    random.shuffle(chosen_gates)
    gates = [next(g for g in GATES if g[0] == "ry") for _ in range(QUBITS)] + list(chosen_gates)
    gates += [next(g for g in GATES if g[0] == "rx") for _ in range(QUBITS)]
    operations = []
    for place, (name, qubits, angles, _) in enumerate(gates):
        if place < QUBITS:
            wires = [place]
        elif place >= len(gates) - QUBITS:
            wires = [place - len(gates) + QUBITS]
        else:
            wires = [int(q) for q in random.permutation(QUBITS)[:qubits]]
        operations.append({"gate": name, "qubits": wires, "angles": angles})
    return operations


def energy(operations):
    actions = {(name, qubits): action for name, qubits, _, action in GATES}

    @qml.qnode(qml.device("default.qubit", wires=QUBITS), diff_method="backprop", interface="autograd")
    def run(weights):
        place = 0
        for row in operations:
            actions[row["gate"], len(row["qubits"])](weights[place : place + row["angles"]], row["qubits"])
            place += row["angles"]
        return qml.expval(qml.Z(0) @ qml.X(2) + 0.7 * qml.Y(1) @ qml.Z(3) - 0.4 * qml.X(0) + 0.3 * qml.Z(1))

    return run


def main():
    random = np.random.default_rng(5)
    answers = []
    for number in range(2 * len(GATES)):
        operations = random_circuit(number, random)
        weights = np.array(random.uniform(-3, 3, sum(row["angles"] for row in operations)), requires_grad=True)
        run = energy(operations)
        answers.append({
            "operations": operations, "weights": [float(w) for w in weights], "value": float(run(weights)),
            "gradient": [float(g) for g in qml.grad(run)(weights)],
        })
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text("[" + ",\n".join(json.dumps(answer) for answer in answers) + "]\n")


if __name__ == "__main__":
    main()
