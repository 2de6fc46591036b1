"""A step of training as one program of JAX."""

import jax
import jax.numpy
import numpy
import optax

from .. import formulas


def step(outputs, qubits):
    """The call of a step: loss, slopes and an update of Adam, always from the same weights.

    `outputs` takes the features of all samples, a row each, and the weights.
    """
    features, labels = map(jax.numpy.array, formulas.training_data(qubits))
    weights = jax.numpy.array([formulas.angle(index) for index in range(6 * qubits)])
    adam = optax.adam(0.01)
    start = adam.init(weights)

    def loss(weights):
        return jax.numpy.mean((outputs(features, weights) - labels) ** 2)

    @jax.jit
    def compiled(weights, start):
        value, slopes = jax.value_and_grad(loss)(weights)
        update, moments = adam.update(slopes, start)
        return value, slopes, optax.apply_updates(weights, update), moments

    def call():
        value, slopes, moved, _ = compiled(weights, start)
        moved.block_until_ready()
        return float(value), numpy.array(slopes)

    return call
