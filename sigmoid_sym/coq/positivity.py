"""Quotients in x and u = e^{x/q}, written so that Coq sees by the form that they are positive on a ray."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb

from sigmoid_sym.decision.factors import Factors
from sigmoid_sym.errors import SigmoidSymError

_MOST_ELEVATIONS = 60


@dataclass(frozen=True, slots=True)
class Ray:
    """Where x ranges: on the real line (`sign` 0), to the right of 0 or to the left, 0 included if `closed`.

    Polynomials in u are written in products of powers of two terms a and b that are positive there:
    u and 1, u - 1 and 1, u and 1 - u. What multiplies a polynomial in u when it is multiplied by a + b,
    or by 1 + u on the line, is `elevation`.
    """

    sign: int = 0
    closed: bool = False

    @property
    def bases(self) -> tuple[str, str]:
        return (("{u}", "1"), ("({u} - 1)", "1"), ("{u}", "(1 - {u})"))[self.sign]

    @property
    def elevation(self) -> str:
        return ("(1 + {u})", "{u}", "1")[self.sign]

    def facts(self, x: str, q: int) -> str:
        """Return the tactics that let Coq know that a and b are positive, u = exp (x / q)."""
        if not self.sign:
            return f"pose proof (exp_pos {unit(x, q)}). "
        relation = "<=" if self.closed else "<"
        side, size = ("right", x) if self.sign > 0 else ("left", f"- {x}")
        lemma = f"exp_{side}{'_closed' if self.closed else ''}"
        return f"assert (0 {relation} {size}) by lra. destruct ({lemma} {unit(x, q)}); [lra|]. "


def unit(x: str, q: int) -> str:
    """Return x/q as an atom of Coq."""
    return x if q == 1 else f"({x} / {q})"


def _power(base: str, k: int) -> str:
    return base if k == 1 else f"{base} ^ {k}"


def _atom(source: str) -> str:
    bare = source[1:-1] if source.startswith("(") and source.endswith(")") else source
    return bare if bare.isalnum() else f"({bare})" if "(" not in bare else f"({source})"


def _times(factors: list[str]) -> str:
    return " * ".join(f for f in factors if f != "1") or "1"


def positive_form(f: Factors, ray: Ray, x: str, strict: bool) -> str:
    """Return a term of Coq for f, made of sums, products and quotients of what is positive on the ray.

    Arguments:
        f: scale · Π p^k, with u = exp (x / q).
        ray: where.
        x: the name of x.
        strict: whether squares, which may be 0, are not enough.

    Raises:
        SigmoidSymError: no such form was found; f may yet be positive.

    >>> from sigmoid_sym.tree.expression import Symbol, call
    >>> from sigmoid_sym.decision.factors import factored
    >>> s = call("sigma", Symbol("x"))
    >>> positive_form(factored(2 * s - 1, Symbol("x")), Ray(1), "x", True)
    '(exp x - 1) / (1 + exp x)'
    """
    u = f"exp {unit(x, f.q)}"
    sign, above, below = (1 if f.scale > 0 else -1), [str(abs(f.scale.numerator))], [str(f.scale.denominator)]
    for kind, p, k in f.parts:
        own, source = _definite(p, ray, u) if kind == "e" else _definite_in_x(p, ray, x)
        if not own and k % 2 == 0 and k > 0 and not strict:
            source = _signed(p, u if kind == "e" else x)
        elif not own:
            raise SigmoidSymError("no sum of positive terms was found that shows this to Coq")
        elif k % 2:
            sign *= own
        (above if k > 0 else below).append(_power(source if source == u else _atom(source), abs(k)))
    if sign < 0:
        raise SigmoidSymError("this is not positive")
    return f"{_times(above)} / {_atom(_times(below))}"


def _definite(p: tuple[int, ...], ray: Ray, u: str) -> tuple[int, str]:
    """Return a sign and sign·p(u) in a form that is seen to be positive; (0, "") if none was found."""
    if own := _one_sign(list(p)):
        return own, _homogeneous([own * c for c in p], u, "1")
    a, b, elevation = (term.format(u=u) for term in (*ray.bases, ray.elevation))
    for m, row in enumerate(_elevated(p, ray)):
        if own := _one_sign(row):
            source = _homogeneous([own * c for c in row], a, b)
            return own, source if m == 0 or elevation == "1" else f"({source}) / {_power(elevation, m)}"
    return 0, ""


def _definite_in_x(p: tuple[int, ...], ray: Ray, x: str) -> tuple[int, str]:
    row = [c * ray.sign**j for j, c in enumerate(p)]  # in powers of |x|
    own = _one_sign(row) if ray.sign else 0
    return own, _homogeneous([own * c for c in row], x if ray.sign > 0 else f"(- {x})", "1")


def _elevated(p: tuple[int, ...], ray: Ray) -> Iterator[list[int]]:
    """Yield the coefficients of p(u)·elevation^m in a^j b^{d-j} for m = 0, 1, …

    Bernstein's form for u and 1 - u; by Pólya's theorem all get one sign if p has one up to the ends.
    """
    d = len(p) - 1
    if ray.sign > 0:  # u = 1 + a
        row = [sum(p[k] * comb(k, j) for k in range(j, d + 1)) for j in range(d + 1)]
    elif ray.sign < 0:  # u = a, 1 = a + b
        row = [sum(p[k] * comb(d - k, j - k) for k in range(j + 1)) for j in range(d + 1)]
    else:
        row = list(p)
    for _ in range(_MOST_ELEVATIONS):
        yield row
        row = [b + a for a, b in zip([0, *row], [*row, 0], strict=True)]


def _one_sign(row: list[int]) -> int:
    signs = {(c > 0) - (c < 0) for c in row} - {0}
    return signs.pop() if len(signs) == 1 else 0


def _homogeneous(row: list[int], a: str, b: str) -> str:
    def term(j: int, c: int) -> str:
        powers = [_power(base, k) for base, k in ((a, j), (b, len(row) - 1 - j)) if k and base != "1"]
        return _times([str(c), *powers])

    return " + ".join(term(j, c) for j, c in enumerate(row) if c)


def _signed(p: tuple[int, ...], u: str) -> str:
    terms = [(c, _times([str(abs(c)), _power(u, j) if j else "1"])) for j, c in enumerate(p) if c]
    (first, source), *rest = reversed(terms)
    signed = "".join(f" {'-' if c < 0 else '+'} {term}" for c, term in rest)
    return f"{'- ' if first < 0 else ''}{source}{signed}"
