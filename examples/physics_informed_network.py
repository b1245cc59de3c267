"""A clamped beam under an even load, u'''' = 384, u = u' = 0 at both ends, by a physics-informed network.

The network is u(x) = Σ c_j σ(w_j x + b_j), so that u^(k) = Σ c_j w_j^k σ^(k)(w_j x + b_j), without nested
automatic differentiation. Needs PyTorch; with Matplotlib it also draws
physics_informed_network.png.

Run: python examples/physics_informed_network.py [steps, 300 if left out]
"""

import importlib.util
import sys
import time

import torch

from sigmoid_sym.arrays.torch import derivative

LOAD = 384.0  # then the largest deflection is 1, in the middle
WIDTH, POINTS = 20, 64


def network() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(0)
    centres = torch.linspace(-0.2, 1.2, WIDTH, dtype=torch.float64)
    w = (5 + 2 * torch.rand(WIDTH, dtype=torch.float64)).requires_grad_()
    b = (-w.detach() * centres).requires_grad_()
    return w, b, torch.zeros(WIDTH, dtype=torch.float64, requires_grad=True)


def u(k: int, x: torch.Tensor, w: torch.Tensor, b: torch.Tensor, c: torch.Tensor) -> torch.Tensor:
    """The k-th derivative of the network."""
    return (c * w**k * derivative(k, x[:, None] * w + b)).sum(1)


def loss(x: torch.Tensor, *net: torch.Tensor) -> torch.Tensor:
    ends = torch.tensor([0.0, 1.0], dtype=torch.float64)
    equation = ((u(4, x, *net) / LOAD - 1) ** 2).mean()
    clamped = (u(0, ends, *net) ** 2).sum() + (u(1, ends, *net) ** 2).sum()
    return equation + 10 * clamped


def nested(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor, c: torch.Tensor) -> torch.Tensor:
    """The residual of the equation by nested automatic differentiation."""
    at = x.clone().requires_grad_()
    y = (c * torch.sigmoid(at[:, None] * w + b)).sum(1)
    for _ in range(4):
        (y,) = torch.autograd.grad(y.sum(), at, create_graph=True)
    return ((y / LOAD - 1) ** 2).mean()


def seconds_a_step(residual: object, *net: torch.Tensor) -> float:
    best = 1.0
    for _ in range(20):
        start = time.perf_counter()
        torch.autograd.grad(residual(), net)  # type: ignore[operator]
        best = min(best, time.perf_counter() - start)
    return best


def main(steps: int) -> None:
    x = torch.linspace(0, 1, POINTS, dtype=torch.float64)
    net = network()
    optimiser = torch.optim.LBFGS(net, max_iter=steps, history_size=60, line_search_fn="strong_wolfe",
                                  tolerance_grad=1e-14, tolerance_change=1e-16)  # fmt: skip
    losses: list[float] = []

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        value = loss(x, *net)
        value.backward()  # type: ignore[no-untyped-call]
        losses.append(float(value.detach()))
        return value

    start = time.perf_counter()
    optimiser.step(closure)  # type: ignore[no-untyped-call, arg-type]
    taken = time.perf_counter() - start
    found = u(0, x, *net).detach()
    exact = 16 * x**2 * (1 - x) ** 2
    print(f"loss {losses[0]:.1e} -> {losses[-1]:.1e} in {len(losses)} evaluations, {taken:.1f} s")
    print(f"largest error of the deflection: {float((found - exact).abs().max()):.1e}")
    ours = seconds_a_step(lambda: ((u(4, x, *net) / LOAD - 1) ** 2).mean(), *net)
    theirs = seconds_a_step(lambda: nested(x, *net), *net)
    print(f"residual and gradient: {ours * 1e6:.0f} µs; by nested autograd {theirs / ours:.1f} times that")
    if importlib.util.find_spec("matplotlib"):
        draw(losses, x, found, exact)


def draw(losses: list[float], x: torch.Tensor, found: torch.Tensor, exact: torch.Tensor) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.5), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.semilogy(losses)
    left.set(xlabel="evaluation", ylabel="loss", title="training")
    right.plot(x, exact, label="exact")
    right.plot(x, found, "--", label="network")
    right.set(xlabel="x", ylabel="u", title="deflection of the beam")
    right.legend()
    figure.savefig("physics_informed_network.png", dpi=120)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
