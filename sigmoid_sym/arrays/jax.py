"""σ^(n) for JAX, with the gradient rule σ^(n) → σ^(n+1) of every order."""

from __future__ import annotations

import functools
from typing import Any

try:
    import jax
except ModuleNotFoundError as error:
    advice = "sigmoid_sym.arrays.jax needs JAX: pip install jax"
    raise ModuleNotFoundError(advice, name=error.name) from error

import numpy as np
from jax import numpy as jnp

from sigmoid_sym.arrays.derivatives import derivative as _values
from sigmoid_sym.arrays.derivatives import order
from sigmoid_sym.errors import ArgumentTypeError, shown


def derivative(n: int, x: Any) -> Any:
    """Return σ^(n) of an array of float64 or float32, as `arrays.derivative` computes it, on the processor.

    `jit`, `vmap`, `grad`, `jvp` of any order go through σ^(n+1), σ^(n+2), …, up to 218. Python floats are
    float32 unless `jax_enable_x64` is set.

    Raises:
        ArgumentTypeError: `x` has another kind of elements; `n` is not a whole number.
        SigmoidSymError: n is over 218.
    """
    try:
        values = jnp.asarray(x)
    except (TypeError, ValueError):
        raise ArgumentTypeError(f"x must be an array of float64 or float32, not {shown(x)}") from None
    if values.dtype not in (np.float64, np.float32):
        raise ArgumentTypeError(f"x must be float64 or float32, not {values.dtype}")
    return _derivative(order(n), values)


@functools.partial(jax.custom_jvp, nondiff_argnums=(0,))
def _derivative(n: int, x: Any) -> Any:
    def values(x: Any) -> Any:
        array = np.asarray(x)
        return np.asarray(_values(n, array), array.dtype)

    return jax.pure_callback(values, jax.ShapeDtypeStruct(x.shape, x.dtype), x, vmap_method="expand_dims")


@_derivative.defjvp  # type: ignore[untyped-decorator]
def _slope(n: int, primals: tuple[Any], tangents: tuple[Any]) -> tuple[Any, Any]:
    (x,), (tangent,) = primals, tangents
    return _derivative(n, x), _derivative(order(n + 1), x) * tangent
