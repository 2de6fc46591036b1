"""Writes Tests/Goldens/Circuits/oracle-ansatze.json: the matrices of circuits in Qiskit and PennyLane.

Run with Qiskit 2.6.2 and PennyLane 0.45.1 (the script refuses others):

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install qiskit==2.6.2 pennylane==0.45.1
    /tmp/oracle/bin/python Tests/Oracles/ansatz_oracle.py

The Swift tests read the file, so no test needs Python. The lowest bit of an index is qubit 0.
"""

import json
import pathlib

import numpy as np
import pennylane as qml
import qiskit
from qiskit.circuit.library import efficient_su2, n_local, real_amplitudes
from qiskit.quantum_info import Operator

assert (qiskit.__version__, qml.__version__) == ("2.6.2", "0.45.1"), "see the versions above"

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Goldens" / "Circuits"
rng = np.random.default_rng(20260102)


def answer(name, qubits, layers, weights, matrix):
    return {
        "name": name,
        "qubits": qubits,
        "layers": layers,
        "weights": np.ravel(weights).tolist(),
        "real": np.real(matrix).round(12).ravel().tolist(),
        "imaginary": np.imag(matrix).round(12).ravel().tolist(),
    }


def of_qiskit(name, layers, circuit):
    weights = rng.uniform(-np.pi, np.pi, circuit.num_parameters)
    matrix = Operator(circuit.assign_parameters(weights)).data
    return answer(name, circuit.num_qubits, layers, weights, matrix)


def of_pennylane(name, qubits, layers, template, shape):
    weights = rng.uniform(-np.pi, np.pi, shape)
    # PennyLane's first wire is the highest bit.
    order = list(range(qubits - 1, -1, -1))
    matrix = qml.matrix(template, wire_order=order)(weights, wires=range(qubits))
    return answer(name, qubits, layers, weights, matrix)


def strongly(weights, wires):
    qml.StronglyEntanglingLayers(weights, wires=wires)


def basic(weights, wires):
    qml.BasicEntanglerLayers(weights, wires=wires)


if __name__ == "__main__":
    answers = [
        of_qiskit("realAmplitudes", 2, real_amplitudes(3, reps=2)),
        of_qiskit("efficientSU2", 1, efficient_su2(3, reps=1)),
        of_qiskit("twoLocal", 1, n_local(3, ["rx", "rz"], "crx", "full", 1)),
        *[of_pennylane("stronglyEntangling", n, 3, strongly, (3, n, 3)) for n in (1, 2, 3, 4)],
        *[of_pennylane("basicEntangler", n, 2, basic, (2, n)) for n in (1, 2, 3)],
    ]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "oracle-ansatze.json").write_text(json.dumps(answers) + "\n")
