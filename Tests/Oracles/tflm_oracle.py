"""What TensorFlow Lite for Microcontrollers computes with models that we write.

    python tflm_oracle.py QUESTION.json ANSWER.json

The question has the bytes of a model and rows of int8 inputs: {model: [byte], inputs: [[number]]}. The
answer has the row of int8 outputs for each row of inputs: {outputs: [[number]]}. The interpreter is that
of the wheel tflite-micro, which has the kernels that run on microcontrollers.
"""

import json
import sys

import numpy as np
from tflite_micro import runtime


def main(question_path, answer_path):
    with open(question_path) as file:
        question = json.load(file)
    interpreter = runtime.Interpreter.from_bytes(bytes(question["model"]))
    outputs = []
    for row in question["inputs"]:
        interpreter.set_input(np.array([row], dtype=np.int8), 0)
        interpreter.invoke()
        outputs.append(interpreter.get_output(0).astype(int).ravel().tolist())
    with open(answer_path, "w") as file:
        json.dump({"outputs": outputs}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
