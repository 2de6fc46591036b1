"""Gates in PennyLane's words."""

import pennylane as qml

WITH_ANGLE = {
    "rx": qml.RX, "ry": qml.RY, "rz": qml.RZ, "p": qml.PhaseShift, "cp": qml.ControlledPhaseShift,
    "rxx": qml.IsingXX, "matrix": qml.QubitUnitary,
}  # fmt: skip
PLAIN = {"h": qml.Hadamard, "s": qml.S, "cx": qml.CNOT, "swap": qml.SWAP}


def apply(gates, parameters=None):
    for name, qubits, angle, number in gates:
        if parameters is not None and number is not None:
            angle = parameters[number]
        if name in PLAIN:
            PLAIN[name](wires=qubits)
        else:
            WITH_ANGLE[name](angle, wires=qubits)


def z(qubits):
    return qml.Hamiltonian([1.0] * len(qubits), [qml.PauliZ(qubit) for qubit in qubits])
