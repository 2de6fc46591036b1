"""What Qiskit answers about gates and OpenQASM texts.

    python qiskit_oracle.py QUESTION.json ANSWER.json

The question has any of these parts, and the answer the same ones:

    gates          [{name, angles}]   the matrix of Qiskit's gate of that name, or null
    texts          [text]             the matrix of each text, as Qiskit reads it
    matrices       [matrix]           how many CX Qiskit writes each unitary matrix with
    distributions  [text]             how likely each value of the classical bits is
    circuits       {count, seed}      random circuits: their matrices, and their texts
    programs       {count, seed}      random circuits that measure: distributions and texts

A matrix is a list of its rows one after the other, real and imaginary parts by turns. Qubit 0 is
the lowest bit of an index, as everywhere in Qiskit.
"""

import json
import random
import sys
import warnings

import numpy as np
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, qasm2, qasm3, transpile
from qiskit.circuit import Clbit, Measure, Reset
from qiskit.circuit.classical import expr
from qiskit.circuit.library import get_standard_gate_name_mapping
from qiskit.quantum_info import Operator

warnings.simplefilter("ignore")
STANDARD = get_standard_gate_name_mapping()


def numbers(matrix):
    return np.asarray(matrix, dtype=complex).ravel().view(float).tolist()


def matrix_of_gate(question):
    gate = STANDARD.get(question["name"])
    angles = question["angles"]
    if gate is None or len(gate.params) != len(angles):
        return None
    return numbers(Operator(type(gate)(*angles)).data)


def read(text):
    if not text.startswith("OPENQASM 2"):
        return qasm3.loads(text)
    # The library as it is today; otherwise that of the first paper is meant, without sx or swap.
    return qasm2.loads(
        text,
        include_path=qasm2.LEGACY_INCLUDE_PATH,
        custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS,
    )


def matrix_of_text(text):
    return numbers(Operator(read(text)).data)


def controlled_x_count(flat):
    """How many CX Qiskit writes a unitary matrix with, given row after row."""
    numbers = np.asarray(flat).view(complex)
    size = int(np.sqrt(numbers.size))
    circuit = QuantumCircuit(size.bit_length() - 1)
    circuit.unitary(numbers.reshape(size, size), circuit.qubits)
    written = transpile(circuit, basis_gates=["u", "cx"], optimization_level=1, seed_transpiler=1)
    return written.count_ops().get("cx", 0)


# Circuits that measure


def value(node, bits):
    """The value of a condition."""
    if isinstance(node, tuple):
        target, wanted = node
        return value(target, bits) == int(wanted)
    if isinstance(node, Clbit):
        return bits[node]
    if isinstance(node, ClassicalRegister):
        return sum(bits[bit] << place for place, bit in enumerate(node))
    if isinstance(node, expr.Var):
        return value(node.var, bits)
    if isinstance(node, expr.Value):
        return int(node.value)
    if isinstance(node, expr.Cast):
        return value(node.operand, bits)
    if isinstance(node, expr.Unary):
        inner = value(node.operand, bits)
        return int(not inner)
    left, right = value(node.left, bits), value(node.right, bits)
    return {
        expr.Binary.Op.EQUAL: lambda: left == right,
        expr.Binary.Op.NOT_EQUAL: lambda: left != right,
        expr.Binary.Op.LOGIC_AND: lambda: left and right,
        expr.Binary.Op.LOGIC_OR: lambda: left or right,
        expr.Binary.Op.BIT_AND: lambda: left & right,
    }[node.op]()


def apply(matrix, qubits, state):
    """A matrix on some qubits of a state, the first qubit the lowest bit."""
    count = int(np.log2(len(state)))
    axes = [count - 1 - q for q in reversed(qubits)]
    tensor = np.moveaxis(state.reshape([2] * count), axes, range(len(qubits)))
    shape = tensor.shape
    tensor = (matrix @ tensor.reshape(2 ** len(qubits), -1)).reshape(shape)
    return np.moveaxis(tensor, range(len(qubits)), axes).ravel()


def walk(circuit, qubits, clbits, branches):
    """Follows each way that measurements can take: (state that is not normalised, bits)."""
    for instruction in circuit.data:
        operation = instruction.operation
        places = [qubits[q] for q in instruction.qubits]
        if operation.name == "barrier":
            continue
        following = []
        for state, bits in branches:
            if operation.name in ("measure", "reset"):
                for outcome in (0, 1):
                    projector = np.diag([1 - outcome, outcome]).astype(complex)
                    part = apply(projector, places, state)
                    if np.linalg.norm(part) < 1e-12:
                        continue
                    if operation.name == "measure":
                        bit = clbits[instruction.clbits[0]]
                        following.append((part, {**bits, bit: outcome}))
                    else:
                        flip = np.array([[0, 1], [1, 0]]) if outcome else np.eye(2)
                        following.append((apply(flip, places, part), bits))
            elif operation.name == "if_else":
                # A condition names bits of the outermost circuit.
                holds = value(operation.condition, bits)
                block = operation.blocks[0] if holds else operation.blocks[-1]
                if not holds and len(operation.blocks) < 2:
                    following.append((state, bits))
                else:
                    following += inner(block, instruction, qubits, clbits, [(state, bits)])
            elif operation.name == "for_loop":
                indices, variable, body = operation.params
                inside = [(state, bits)]
                for index in indices:
                    bound = body if variable is None else body.assign_parameters({variable: index})
                    inside = inner(bound, instruction, qubits, clbits, inside)
                following += inside
            else:
                following.append((apply(Operator(operation).data, places, state), bits))
        branches = following
    return branches


def inner(block, instruction, qubits, clbits, branches):
    inside = {b: qubits[a] for a, b in zip(instruction.qubits, block.qubits)}
    bits = {b: clbits[a] for a, b in zip(instruction.clbits, block.clbits)}
    return walk(block, inside, bits, branches)


def distribution(circuit):
    state = np.zeros(2**circuit.num_qubits, dtype=complex)
    state[0] = 1
    bits = {bit: 0 for bit in circuit.clbits}
    qubits = {qubit: place for place, qubit in enumerate(circuit.qubits)}
    likely = [0.0] * 2**circuit.num_clbits
    for part, read_bits in walk(circuit, qubits, {b: b for b in circuit.clbits}, [(state, bits)]):
        number = sum(read_bits[bit] << place for place, bit in enumerate(circuit.clbits))
        likely[number] += float(np.linalg.norm(part) ** 2)
    return likely


# Random circuits


def random_gate(chance, qubits):
    names = sorted(
        name for name, gate in STANDARD.items()
        if 0 < gate.num_qubits <= len(qubits) and name not in ("measure", "reset", "delay")
    )
    gate = STANDARD[chance.choice(names)]
    gate = type(gate)(*[chance.uniform(-7, 7) for _ in gate.params])
    if chance.random() < 0.1 and gate.num_qubits < len(qubits):
        gate = gate.control(1, ctrl_state=chance.randrange(2))
    return gate, chance.sample(qubits, gate.num_qubits)


def random_circuit(chance):
    circuit = QuantumCircuit(chance.randint(1, 4))
    for _ in range(chance.randint(3, 12)):
        gate, places = random_gate(chance, list(range(circuit.num_qubits)))
        circuit.append(gate, places)
    return circuit


def random_program(chance):
    """A circuit of two registers that measures, resets and depends on what it measured."""
    a, b = ClassicalRegister(2, "a"), ClassicalRegister(1, "b")
    circuit = QuantumCircuit(QuantumRegister(3, "q"), a, b)
    for _ in range(chance.randint(4, 8)):
        gate, places = random_gate(chance, [0, 1, 2])
        kind = chance.randrange(5)
        if kind == 0:
            circuit.append(Measure(), [chance.randrange(3)], [chance.randrange(3)])
        elif kind == 1:
            circuit.append(Reset(), [chance.randrange(3)])
        elif kind == 2:
            register = a if chance.random() < 0.6 else b
            with circuit.if_test((register, chance.randrange(2 ** len(register)))):
                circuit.append(gate, places)
        else:
            circuit.append(gate, places)
    circuit.measure([0, 1, 2], [0, 1, 2])
    return circuit


def with_else(chance, circuit):
    """The same with what OpenQASM 2 has not: another way and a loop."""
    circuit = circuit.copy()
    with circuit.if_test((circuit.clbits[chance.randrange(3)], 1)) as otherwise:
        circuit.x(chance.randrange(3))
    with otherwise:
        circuit.h(chance.randrange(3))
    with circuit.for_loop(range(1, 6, 2)) as index:
        circuit.rx(index * 0.3, 1)
    circuit.measure([0, 1, 2], [0, 1, 2])
    return circuit


def random_circuits(question):
    chance = random.Random(question["seed"])
    circuits = [random_circuit(chance) for _ in range(question["count"])]
    return [
        {"matrix": numbers(Operator(c).data), "qasm2": qasm2.dumps(c), "qasm3": qasm3.dumps(c)}
        for c in circuits
    ]


def random_programs(question):
    chance = random.Random(question["seed"])
    answers = []
    for _ in range(question["count"]):
        program = random_program(chance)
        longer = with_else(chance, program)
        answers.append({
            "qasm2": qasm2.dumps(program), "distribution2": distribution(program),
            "qasm3": qasm3.dumps(longer), "distribution3": distribution(longer),
        })
    return answers


def main():
    question = json.load(open(sys.argv[1]))
    parts = {
        "gates": lambda part: [matrix_of_gate(gate) for gate in part],
        "texts": lambda part: [matrix_of_text(text) for text in part],
        "matrices": lambda part: [controlled_x_count(flat) for flat in part],
        "distributions": lambda part: [distribution(read(text)) for text in part],
        "circuits": random_circuits,
        "programs": random_programs,
    }
    answer = {name: parts[name](part) for name, part in question.items()}
    json.dump(answer, open(sys.argv[2], "w"))


if __name__ == "__main__":
    main()
