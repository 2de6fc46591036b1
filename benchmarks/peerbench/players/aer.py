"""Qiskit Aer."""

import numpy
from qiskit import QuantumCircuit
from qiskit.circuit import ParameterVector
from qiskit.circuit.library import UnitaryGate
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.noise import NoiseModel, depolarizing_error

from .. import checks, formulas

PACKAGES, COMPILES = ["qiskit", "qiskit-aer"], False


def circuit(qubits, gates, parameters=None):
    made = QuantumCircuit(qubits)
    for name, places, angle, number in gates:
        if parameters is not None and number is not None:
            angle = parameters[number]
        if name == "matrix":
            made.append(UnitaryGate(angle), [places[1], places[0]])
        elif angle is None:
            getattr(made, name)(*places)
        else:
            getattr(made, name)(angle, *places)
    return made


def z(total, qubits):
    return SparsePauliOp.from_sparse_list([("Z", [qubit], 1.0) for qubit in qubits], total)


def simulator(options, method, **more):
    return AerSimulator(
        method=method, precision=options.precision, max_parallel_threads=options.threads,
        seed_simulator=7, **more,
    )  # fmt: skip


def state(options):
    qubits, gates = formulas.state_circuit(options.size)
    angles = [gate.angle for gate in gates if gate.number is not None]
    parameters = ParameterVector("t", len(angles)) if angles else None
    made = circuit(qubits, gates, parameters)
    made.save_expectation_value(z(qubits, range(qubits)), range(qubits))
    bound = [{p: [angle] for p, angle in zip(parameters, angles)}] if angles else None
    aer = simulator(options, "statevector")

    def call():
        result = aer.run(made, parameter_binds=bound, shots=1).result()
        return result.data(0)["expectation_value"]

    return call, checks.mean


def noise(options):
    qubits = int(options.size.lstrip("t"))
    model = NoiseModel()
    model.add_all_qubit_quantum_error(depolarizing_error(4 * checks.ERROR / 3, 1), ["ry", "rz"])
    model.add_all_qubit_quantum_error(depolarizing_error(16 * checks.PAIR_ERROR / 15, 2), ["cx"])
    made = circuit(qubits, formulas.layered(qubits, 10))
    if options.size.startswith("t"):
        made.measure_all()
        aer = simulator(options, "statevector", noise_model=model)
        run = lambda: aer.run(made, shots=checks.RUNS).result().get_counts()  # noqa: E731
        return run, checks.counts(qubits)
    made.save_expectation_value(z(qubits, range(qubits)), range(qubits))
    aer = simulator(options, "density_matrix", noise_model=model)
    return lambda: aer.run(made, shots=1).result().data(0)["expectation_value"], checks.mean


def sampling(options):
    qubits = int(options.size)
    made = circuit(qubits, formulas.chain(qubits))
    made.measure_all()
    aer = simulator(options, "statevector")
    run = lambda: aer.run(made, shots=checks.SHOTS).result().get_counts()  # noqa: E731
    return run, checks.counts(qubits)


def bonds(options):
    made = circuit(50, formulas.bricks())
    # An observable on some of the qubits gives wrong values in Aer 0.18, so it is on all.
    made.save_expectation_value(z(50, [25]), range(50))
    aer = simulator(
        options, "matrix_product_state", matrix_product_state_truncation_threshold=1e-16,
        matrix_product_state_max_bond_dimension=int(options.size), mps_lapack=True,
        mps_omp_threads=options.threads, max_memory_mb=-1,
    )  # fmt: skip
    call = lambda: aer.run(made, shots=1).result().data(0)["expectation_value"]  # noqa: E731
    return call, lambda value: {"z25": float(value)}


def stabilizers(options):
    qubits = int(options.size) ** 2
    made = circuit(qubits, formulas.cliffords(int(options.size)))
    made.measure_all()
    aer = simulator(options, "stabilizer")

    def check(counted):
        total = numpy.zeros(qubits)
        for outcome, count in counted.items():
            total += count * (numpy.frombuffer(outcome.encode(), numpy.uint8)[::-1] - 48)
        return checks.fixed_bits(total / checks.CLIFFORD_SHOTS)

    return lambda: aer.run(made, shots=checks.CLIFFORD_SHOTS).result().get_counts(), check


PLAYS = {"w1": state, "w5": noise, "w6": sampling, "w7": bonds, "w9": stabilizers}
