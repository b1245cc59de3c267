"""PyTorch: values, gradients of every order, function transforms."""

from typing import Any

import pytest

pytest.importorskip("numpy")

import numpy as np
from conftest import require_module

from sigmoid_sym import SigmoidSymError
from sigmoid_sym.arrays import derivative

# PyTorch compiles parts of itself by what it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:torch.*")


@pytest.fixture(scope="module")
def torch() -> Any:
    return require_module("torch")


@pytest.fixture
def ours(torch: Any) -> Any:
    from sigmoid_sym.arrays.torch import derivative

    return derivative


def test_values(torch: Any, ours: Any) -> None:
    x = torch.linspace(-50, 50, 2001, dtype=torch.float64).reshape(3, 667)
    for n in (0, 1, 8):
        assert np.array_equal(ours(n, x).numpy(), derivative(n, x.numpy()))
        assert ours(n, x.float()).dtype == torch.float32
        assert np.array_equal(ours(n, x.T).numpy(), derivative(n, x.numpy()).T)
    assert ours(2, torch.tensor(1.0, dtype=torch.float64)).shape == ()


def test_gradients(torch: Any, ours: Any) -> None:
    x = torch.linspace(-3, 3, 9, dtype=torch.float64, requires_grad=True)
    for n in (0, 1, 4):
        assert torch.autograd.gradcheck(lambda x, n=n: ours(n, x), (x,), check_forward_ad=True)
        assert torch.autograd.gradgradcheck(lambda x, n=n: ours(n, x), (x,))
    value = ours(0, x).sum()
    for k in range(1, 6):
        (slope,) = torch.autograd.grad(value, x, create_graph=True)
        assert np.array_equal(slope.detach().numpy(), derivative(k, x.detach().numpy()))
        value = slope.sum()


def test_transforms(torch: Any, ours: Any) -> None:
    x = torch.linspace(-3, 3, 8, dtype=torch.float64).reshape(2, 4)
    every = torch.func.vmap(torch.func.vmap(torch.func.grad(lambda t: ours(2, t))))
    assert np.array_equal(every(x).numpy(), derivative(3, x.numpy()))
    twice = torch.func.vmap(torch.func.vmap(torch.func.grad(torch.func.grad(lambda t: ours(2, t) ** 2))))
    s, ds, dds = (derivative(k, x.numpy()) for k in (2, 3, 4))
    assert np.allclose(twice(x).numpy(), 2 * ds**2 + 2 * s * dds, rtol=1e-14)
    _, tangent = torch.func.jvp(lambda t: ours(1, t), (x,), (torch.ones_like(x),))
    assert np.array_equal(tangent.numpy(), derivative(2, x.numpy()))


def test_bad_input(torch: Any, ours: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SigmoidSymError, match="x must be a tensor of float64 or float32"):
        ours(1, [1.0])
    with pytest.raises(SigmoidSymError, match="x must be a tensor"):
        ours(1, torch.tensor([1]))
    monkeypatch.setattr("sigmoid_sym.arrays.torch._values", lambda n, x: x)  # a table of order 218 takes long
    last = torch.ones(1, dtype=torch.float64, requires_grad=True)
    with pytest.raises(SigmoidSymError, match="n must be at most 218"):
        ours(218, last).sum().backward()
