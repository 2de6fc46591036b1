"""Writes Tests/Goldens/Encoders/oracle-maps.json: the states of feature maps in Qiskit and PennyLane.

Run with Qiskit 2.6.2 and PennyLane 0.45.1 (the script refuses others):

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install qiskit==2.6.2 pennylane==0.45.1
    /tmp/oracle/bin/python Tests/Oracles/encoder_oracle.py

The Swift tests read the file, so no test needs Python. The lowest bit of an index is qubit 0.
"""

import json
import pathlib

import numpy as np
import pennylane as qml
import qiskit
from qiskit.circuit.library import pauli_feature_map, z_feature_map, zz_feature_map
from qiskit.quantum_info import Operator

assert (qiskit.__version__, qml.__version__) == ("2.6.2", "0.45.1"), "see the versions above"

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Goldens" / "Encoders"
rng = np.random.default_rng(20260103)


def answer(name, repetitions, entanglement, strings, features, weights, matrix):
    return {
        "name": name,
        "repetitions": repetitions,
        "map": entanglement,
        "strings": strings,
        "features": features.tolist(),
        "weights": np.ravel(weights).tolist(),
        "real": np.real(matrix).round(12).ravel().tolist(),
        "imaginary": np.imag(matrix).round(12).ravel().tolist(),
    }


def of_qiskit(name, n, repetitions, entanglement="full", strings=("Z", "ZZ")):
    if name == "z":
        circuit = z_feature_map(n, reps=repetitions)
    elif name == "zz":
        circuit = zz_feature_map(n, reps=repetitions, entanglement=entanglement)
    else:
        # Qiskit's last letter is the first qubit.
        paulis = [s[::-1] for s in strings]
        circuit = pauli_feature_map(n, repetitions, entanglement, paulis=paulis)
    features = rng.uniform(-np.pi, np.pi, n)
    order = sorted(circuit.parameters, key=lambda p: p.index)
    matrix = Operator(circuit.assign_parameters(dict(zip(order, features)))).data
    return answer(name, repetitions, entanglement, list(strings), features, [], matrix)


def of_pennylane(name, n, repetitions, template, shape=None):
    features = rng.uniform(-np.pi, np.pi, n)
    weights = rng.uniform(-np.pi, np.pi, shape) if shape else np.array([])
    # PennyLane's first wire is the highest bit.
    matrix = qml.matrix(template, wire_order=list(range(n - 1, -1, -1)))(features, weights)
    return answer(name, repetitions, "full", [], features, weights, matrix)


def iqp(repetitions):
    def template(features, _):
        qml.IQPEmbedding(features, wires=range(len(features)), n_repeats=repetitions)

    return template


def qaoa(features, weights):
    qml.QAOAEmbedding(features, weights, wires=range(len(features)))


if __name__ == "__main__":
    answers = [
        of_qiskit("z", 3, 2),
        of_qiskit("zz", 2, 1),
        of_qiskit("zz", 3, 2),
        of_qiskit("zz", 4, 1, "linear"),
        of_qiskit("pauli", 3, 2, "full", ["X", "YY"]),
        of_qiskit("pauli", 3, 1, "linear", ["Y", "XZ"]),
        of_qiskit("pauli", 3, 1, "full", ["Z", "ZYX"]),
        of_qiskit("pauli", 4, 1, "full", ["ZZ", "XYZ"]),
        of_pennylane("iqp", 1, 1, iqp(1)),
        of_pennylane("iqp", 3, 2, iqp(2)),
        of_pennylane("trainable", 1, 2, qaoa, (2, 1)),
        of_pennylane("trainable", 2, 1, qaoa, (1, 3)),
        of_pennylane("trainable", 3, 2, qaoa, (2, 6)),
    ]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "oracle-maps.json").write_text(json.dumps(answers) + "\n")
