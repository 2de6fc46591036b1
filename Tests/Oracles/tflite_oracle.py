"""What stands in a model for TensorFlow Lite that we write, read by another reader, and what it computes.

    python tflite_oracle.py QUESTION.json ANSWER.json

The question has the bytes of a model and rows of int8 inputs: {model: [byte], inputs: [[number]]}. The
answer has what was read: {identifier, version, operators: [name], kinds: [name], shapes:
[[number]], aligned, parameters}, and the row of int8 outputs for each row of inputs: {outputs: [[number]]}.

The reader is Google's: the FlatBuffers library for Python, with the classes that flatc makes of TensorFlow
Lite's schema; the wheel tflite-micro has them. The arithmetic is our own, on whole numbers of Python: dense
layers with a scale for each output, sums rounded twice as TensorFlow Lite for Microcontrollers does, and
tanh and logistic as rounded functions of real numbers.
"""

import json
import math
import sys

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

NAMES = {value: name for name, value in vars(schema.BuiltinOperator).items() if name.isupper()}
KINDS = {schema.TensorType.INT8: np.int8, schema.TensorType.INT32: np.int32}


def main(question_path, answer_path):
    with open(question_path) as file:
        question = json.load(file)
    data = bytes(question["model"])
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(data, 0))
    graph = model.subgraphs[0]
    answer = description(data, model, graph)
    answer["outputs"] = [computed(model, graph, row) for row in question["inputs"]]
    with open(answer_path, "w") as file:
        json.dump(answer, file)


def description(data, model, graph):
    """What the file says of itself; every length in it was checked against its bytes by reading it."""
    constants = [tensor for tensor in graph.tensors if model.buffers[tensor.buffer].data is not None]
    return {
        "identifier": schema.Model.ModelBufferHasIdentifier(data, 0),
        "version": model.version,
        "operators": [NAMES[code_of(model, operator)] for operator in graph.operators],
        "kinds": [KINDS[tensor.type].__name__ for tensor in graph.tensors],
        "shapes": [list(map(int, tensor.shape)) for tensor in graph.tensors],
        "aligned": all(place % 16 == 0 for place in places(data)),
        "parameters": sum(constant(model, tensor).size for tensor in constants),
    }


def places(data):
    """Where the contents of the buffers begin in the file."""
    root = schema.Model.GetRootAs(data, 0)
    for number in range(root.BuffersLength()):
        buffer = root.Buffers(number)
        if buffer.DataLength():
            field = buffer._tab.Offset(4)
            yield buffer._tab.Vector(field)


def code_of(model, operator):
    code = model.operatorCodes[operator.opcodeIndex]
    assert code.builtinCode == code.deprecatedBuiltinCode, "the two codes of an operator differ"
    return code.builtinCode


def constant(model, tensor):
    data = bytes(bytearray(model.buffers[tensor.buffer].data))
    values = np.frombuffer(data, dtype=KINDS[tensor.type]).reshape(tensor.shape)
    return values.astype(object)


def computed(model, graph, row):
    values = {graph.inputs[0]: np.array(row, dtype=object)}
    for operator in graph.operators:
        code = code_of(model, operator)
        inputs = [graph.tensors[place] for place in operator.inputs]
        output = graph.tensors[operator.outputs[0]]
        first = values[operator.inputs[0]]
        if code == schema.BuiltinOperator.FULLY_CONNECTED:
            result = dense(model, operator, inputs, output, first)
        elif code == schema.BuiltinOperator.TANH:
            result = function(math.tanh, inputs[0], output, first)
        elif code == schema.BuiltinOperator.LOGISTIC:
            result = function(lambda x: 1 / (1 + math.exp(-x)), inputs[0], output, first)
        else:
            raise ValueError(f"the oracle knows no {NAMES[code]}")
        values[operator.outputs[0]] = result
    return [int(value) for value in values[graph.outputs[0]]]


def dense(model, operator, inputs, output, values):
    source, weights, biases = inputs
    scale, zero = grid(source)
    output_scale, output_zero = grid(output)
    sums = constant(model, weights) @ (values - zero) + constant(model, biases)
    lowest = output_zero if operator.builtinOptions.fusedActivationFunction else -128
    result = []
    for total, weight_scale in zip(sums, weights.quantization.scale, strict=True):
        scaled = rescaled(int(total), scale * float(weight_scale) / output_scale)
        result.append(min(127, max(lowest, scaled + output_zero)))
    return np.array(result, dtype=object)


def grid(tensor):
    return float(tensor.quantization.scale[0]), int(tensor.quantization.zeroPoint[0])


def rescaled(total, factor):
    """A sum times a factor of 31 bits and a power of 2, rounded after each of the two."""
    fraction, exponent = math.frexp(factor)
    multiplier = int(math.floor(fraction * 2**31 + 0.5))
    if multiplier == 2**31:
        multiplier, exponent = 2**30, exponent + 1
    high = (total * 2 ** max(0, exponent) * multiplier + 2**30) // 2**31
    shift = max(0, -exponent)
    return half_away(high, 2**shift)


def half_away(number, divisor):
    """A quotient rounded, halves away from 0."""
    size = (2 * abs(number) + divisor) // (2 * divisor)
    return size if number >= 0 else -size


def function(real, source, output, values):
    (scale, zero), (output_scale, output_zero) = grid(source), grid(output)
    rounded = [math.floor(real(scale * (int(v) - zero)) / output_scale + 0.5) for v in values]
    return np.array([min(127, max(-128, r + output_zero)) for r in rounded], dtype=object)


if __name__ == "__main__":
    main(*sys.argv[1:])
