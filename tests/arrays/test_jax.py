"""JAX: values, gradients, jit and vmap; in a process of its own, since it warns of every fork after it."""

import subprocess
import sys

import pytest
from conftest import require_module

SCRIPT = """
import jax, numpy as np
from jax import numpy as jnp
jax.config.update("jax_enable_x64", True)
from sigmoid_sym import SigmoidSymError
from sigmoid_sym.arrays import derivative
from sigmoid_sym.arrays.jax import derivative as ours

x = jnp.linspace(-50.0, 50.0, 2001)
for n in (0, 1, 8):
    assert np.array_equal(ours(n, x), derivative(n, np.asarray(x)))
    assert np.array_equal(jax.jit(lambda x, n=n: ours(n, x))(x), derivative(n, np.asarray(x)))
    assert ours(n, x.astype(jnp.float32)).dtype == jnp.float32
assert np.array_equal(jax.vmap(jax.grad(lambda t: ours(2, t)))(x), derivative(3, np.asarray(x)))
third = jax.jit(jax.vmap(jax.grad(jax.grad(jax.grad(lambda t: ours(0, t))))))
assert np.array_equal(third(x), derivative(3, np.asarray(x)))
rows = x[:2000].reshape(40, 50)
assert np.array_equal(jax.vmap(lambda row: ours(4, row))(rows), derivative(4, np.asarray(rows)))
_, tangent = jax.jvp(lambda x: ours(1, x), (x,), (jnp.ones_like(x),))
assert np.array_equal(tangent, derivative(2, np.asarray(x)))
last = jax.grad(lambda t: ours(218, t))
for bad in (lambda: ours(1, jnp.array([1])), lambda: ours(219, x), lambda: jax.eval_shape(last, 1.0)):
    try:
        bad()
    except SigmoidSymError:
        continue
    raise AssertionError("accepted")
print("fine")
"""


def test_values_gradients_and_transforms() -> None:
    if subprocess.run([sys.executable, "-c", "import jax"], capture_output=True).returncode:
        require_module("jax")
        pytest.fail("JAX is installed but cannot be imported")
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert run.stdout == "fine\n", run.stderr[-2000:]
