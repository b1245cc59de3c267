"""Where a printed formula is evaluated: a point, and numbers for its letters."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from fractions import Fraction

from sigmoid_sym.closed_forms import FORMS, Relative
from sigmoid_sym.closed_forms.logistic import Parameter
from sigmoid_sym.closed_forms.relatives import X
from sigmoid_sym.tree.expression import Symbol


@dataclass(frozen=True, slots=True)
class Sample:
    """A point, and values for the letters.

    Attributes:
        values: exact numbers for the names of the symbols, x among them.
        z: k(x-x0) - log|C|, to about 1/1000; the function depends on it, and how fast a series converges.
        scale: |L kⁿ|, the size of the whole.
    """

    values: dict[str, Fraction]
    z: Fraction
    scale: Fraction

    @classmethod
    def drawn(cls, chance: random.Random, n: int, of: Relative, form: str) -> Sample:
        """Return a sample where the form holds, |z| from 1/2 to 2."""
        values: dict[str, Fraction] = {}
        # All of another size: a letter in the place of another shows.
        sizes = chance.sample(range(5, 25), len(of.parameters))
        for size, (name, parameter) in zip(sizes, of.parameters, strict=True):
            if isinstance(parameter, Symbol):
                sign = 1 if name == "C" else chance.choice((-1, 1))
                values[parameter.name] = Fraction(sign * size, 8)

        def number(parameter: Parameter) -> Fraction:
            return values[parameter.name] if isinstance(parameter, Symbol) else Fraction(parameter)

        y = of.terms(n)[0].y
        slope, origin, C = map(number, (y.xi.slope, y.xi.origin, y.C))
        series = FORMS[form].domain != "all x"
        z = Fraction(chance.randint(32, 128), 64) * (1 if series else chance.choice((-1, 1)))
        log = math.log(abs(C.numerator)) - math.log(C.denominator)
        values[X.name] = origin + (z + Fraction(round(log * 1024), 1024)) / slope
        L, k = (number(dict(of.parameters).get(name, 1)) for name in "Lk")
        return cls(values, z, abs(L * k**n))

    def __str__(self) -> str:
        return ", ".join(f"{name} = {value}" for name, value in self.values.items())
