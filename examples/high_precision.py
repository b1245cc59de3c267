"""High precision: exact values, and σ^(100)(1) where float64 has no digit left."""

from fractions import Fraction

import mpmath

from sigmoid_sym import derivative


def main() -> None:
    # x = 0 is σ = 1/2, where every derivative is a rational number.
    print("σ^(9)(0) =", derivative(9).polynomial(Fraction(1, 2)))

    P = derivative(100).polynomial
    # At x = 1: σ(1) to 150 digits more than are printed; the value of P at it is exact.
    with mpmath.workdps(200):
        s = 1 / (1 + mpmath.exp(-1))
        value = P(s)
    print("σ^(100)(1) =", mpmath.nstr(value, 50))

    # The same in float64: every digit is wrong.
    naive = 0.0
    for c in reversed(P.coefficients):
        naive = naive * float(s) + c
    print("in float64:", naive)


if __name__ == "__main__":
    main()
