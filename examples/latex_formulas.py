"""LaTeX formulas for a paper: one derivative in several forms, notations and widths."""

from sigmoid_sym import derivative, logistic_family
from sigmoid_sym.tree.expression import Symbol


def main() -> None:
    fourth = derivative(4)
    print("% in powers of σ")
    print(fourth.latex())
    print("% factored, with the argument and another letter")
    print(fourth.latex("factored", symbol="S", variable="t", argument=True))
    print("% in hyperbolic functions, Leibniz' notation")
    print(fourth.latex("hyperbolic", notation="leibniz"))
    print("% growth to a carrying capacity K at rate r, for an align*")
    growth = logistic_family(L=Symbol("K"), k=Symbol("r"))
    print(fourth.latex(of=growth, symbol="N", variable="t", width=60, environment="align*"))


if __name__ == "__main__":
    main()
