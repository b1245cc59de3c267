"""High precision: digits that are right at any order, intervals, zeros, and what float64 makes of it."""

from fractions import Fraction

import mpmath

from sigmoid_sym import derivative, enclose, evaluate, zeros


def main() -> None:
    print("σ^(500)(1/3) =", mpmath.nstr(evaluate(500, "1/3", digits=100), 100))

    # x = 0 is σ = 1/2, where every derivative is a rational number.
    print("σ^(9)(0) =", derivative(9).polynomial(Fraction(1, 2)))

    # The polynomial in float64: every digit is wrong.
    s = 1 / (1 + mpmath.exp(-1))
    naive = 0.0
    for c in reversed(derivative(100).coefficients):
        naive = (naive + c) * float(s)
    print("σ^(100)(1) =", mpmath.nstr(evaluate(100, 1, digits=30), 30), "and in float64:", naive)

    # Where the third derivative changes its sign, and its range between -1 and 3.
    print("zeros of σ^(3):", *(mpmath.nstr(x, 30) for x in zeros(3, digits=30)))
    print("range over [-1, 3]:", enclose(3, mpmath.iv.mpf([-1, 3])))


if __name__ == "__main__":
    main()
