"""σ^(n) for PyTorch, with the gradient rule σ^(n) → σ^(n+1) of every order."""

from __future__ import annotations

from typing import Any

import numpy as np

try:
    import torch
except ModuleNotFoundError as error:
    advice = "sigmoid_sym.arrays.torch needs PyTorch: pip install torch"
    raise ModuleNotFoundError(advice, name=error.name) from error

from sigmoid_sym.arrays.derivatives import derivative as _values
from sigmoid_sym.arrays.derivatives import order
from sigmoid_sym.errors import ArgumentTypeError, shown


def derivative(n: int, x: Any) -> Any:
    """Return σ^(n) of a tensor of float64 or float32, on the processor, as `arrays.derivative` computes it.

    Gradients of any order, `torch.func.grad`, `jvp` and `vmap` go through σ^(n+1), σ^(n+2), …, up to 218.

    Raises:
        ArgumentTypeError: `x` is not such a tensor; `n` is not a whole number.
        SigmoidSymError: n is over 218.
    """
    if not isinstance(x, torch.Tensor) or x.dtype not in (torch.float64, torch.float32):
        raise ArgumentTypeError(f"x must be a tensor of float64 or float32, not {shown(x)}")
    return _Derivative.apply(x, order(n))


class _Derivative(torch.autograd.Function):  # type: ignore[misc]
    @staticmethod
    def forward(x: Any, n: int) -> Any:
        values = x.detach().cpu().contiguous().numpy()
        return torch.from_numpy(np.asarray(_values(n, values))).to(x.device)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, int], output: Any) -> None:
        x, ctx.n = inputs
        ctx.save_for_backward(x)
        ctx.save_for_forward(x)

    @staticmethod
    def backward(ctx: Any, gradient: Any) -> tuple[Any, None]:
        (x,) = ctx.saved_tensors
        return gradient * _Derivative.apply(x, order(ctx.n + 1)), None

    @staticmethod
    def jvp(ctx: Any, tangent: Any, _: None) -> Any:
        (x,) = ctx.saved_tensors
        return tangent * _Derivative.apply(x, order(ctx.n + 1))

    @staticmethod
    def vmap(info: Any, in_dims: tuple[Any, None], x: Any, n: int) -> tuple[Any, Any]:
        return _Derivative.apply(x, n), in_dims[0]
