"""σ^(n) and its relatives of whole arrays (NumPy); `arrays.torch` and `arrays.jax` know their gradients."""

try:
    import numpy as _numpy  # noqa: F401
except ModuleNotFoundError as _error:
    raise ModuleNotFoundError("sigmoid_sym.arrays needs NumPy: pip install 'sigmoid-sym[arrays]'") from _error

from sigmoid_sym.arrays.derivatives import derivative, tower

__all__ = ["derivative", "tower"]
