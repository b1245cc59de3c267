"""σ^(n) and its relatives of whole arrays (NumPy); `arrays.torch` and `arrays.jax` know their gradients."""

try:
    import numpy as _numpy  # noqa: F401
except ModuleNotFoundError as _error:
    _advice = "sigmoid_sym.arrays needs NumPy: pip install 'sigmoid-sym[arrays]'"
    raise ModuleNotFoundError(_advice, name=_error.name) from _error

from sigmoid_sym.arrays.derivatives import derivative, tower
from sigmoid_sym.arrays.relatives import family, silu, softplus, tanh

__all__ = ["derivative", "family", "silu", "softplus", "tanh", "tower"]
