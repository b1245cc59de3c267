"""Signs of p(x, e^{x/q}) between two ends as steps of Coq: each polynomial of a chain from the one below it.

What Coq is told is what the kernel's `signs` checks: zeros between brackets, or at rational numbers, and the
signs between them. In Coq a zero is a real number that exists, with what is known of it as hypotheses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.decision.signs import Chain
from sigmoid_sym.kernel.signs import Bracket, Place, Setting, Terms, following, sign_at
from sigmoid_sym.language.coq import coq
from sigmoid_sym.tree.expression import Expression

_LONGEST = 40  # pieces of a chain


@dataclass(frozen=True, slots=True)
class Knot:
    """A zero or an end, in Coq.

    Attributes:
        name: a real number, or m_infty or p_infty.
        place: where it is.
        near: a proof that it is between two rational numbers; none of what is infinite.
        exact: the tactic that shows that a polynomial is 0 there, where it is known to be.
    """

    name: str
    place: Place
    near: str = ""
    exact: str = "exact_zero"

    @property
    def bracket(self) -> Bracket:
        """Two rational numbers around it."""
        return self.place.x(64)


@dataclass(frozen=True, slots=True)
class Known:
    """A polynomial between two ends.

    Attributes:
        p: its name.
        knots: the ends, and between them the zeros.
        facts: the names of what is known between each two.
        signs: the signs there.
    """

    p: str
    q: int
    terms: Terms
    knots: list[Knot]
    facts: list[str]
    signs: list[int]

    def vanishes(self, place: Knot) -> bool:
        """Return whether the polynomial is 0 at a place."""
        if any(knot.name == place.name for knot in (self.knots[0], self.knots[-1])):
            return sign_at(self.terms, place.place, Setting(self.q)) == 0
        return any(knot.name == place.name for knot in self.knots)

    def sign(self, place: Knot) -> int:
        """Return the sign of the polynomial at a place."""
        return 0 if self.vanishes(place) else sign_at(self.terms, place.place, Setting(self.q))


@dataclass(slots=True)
class Script:
    """Tactics, and the names that are taken."""

    lines: list[str] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)

    def name(self, stem: str) -> str:
        """Return a new name."""
        self.taken[stem] = self.taken.get(stem, 0) + 1
        return f"{stem}_{self.taken[stem]}"

    def add(self, line: str) -> None:
        """Add a line."""
        self.lines.append(line)

    def end(self, end: Expression, place: Place, q: int) -> Knot:
        """Return an end as a knot.

        Raises:
            NotExported: it is neither infinite nor a rational number.
        """
        if place.infinite:
            return Knot("p_infty" if place.infinite > 0 else "m_infty", place)
        if place.exact_x is not None:
            return rational(place.exact_x, q)
        raise NotExported(f"an interval that ends at {coq(end)} is not exported to Coq")

    def known(self, chain: Chain, q: int, low: Knot, high: Knot) -> Known:
        """Add the steps to the signs of a polynomial between two ends.

        Raises:
            NotExported: they are too many.
        """
        polynomials, shifts = [chain.p], list[int]()
        for (j, *_), _ in chain.levels:
            if _one_sign(polynomials[-1]):
                break
            shifts.append(j - sum(shifts))
            next_one = following(polynomials[-1], (shifts[-1],), Setting(q))
            polynomials.append({(i, k - shifts[-1]): c for (i, k), c in next_one.items()})
        stem = self.name("poly")
        names = [stem, *(f"{stem}_{k}" for k in range(1, len(polynomials)))]
        self.add(f"pose ({stem} := {written(chain.p)}).")
        for k, shift in enumerate(shifts):
            self.add(f"pose ({names[k + 1]} := step {q} {whole(shift)} {names[k]}).")
        sign, fact = _one_sign(polynomials[-1]), self.name("fact")
        self.add(
            f"assert ({_signed(sign, low.name, high.name, q, names[-1])}) as {fact} by "
            f"exact (ended {q} {names[-1]} {whole(sign)} _ _ eq_refl)."
        )
        found = Known(names[-1], q, polynomials[-1], [low, high], [fact], [sign])
        for k in range(len(shifts) - 1, -1, -1):
            brackets = [root.bracket for root in chain.levels[k][1]]
            found = _Level(self, names[k], polynomials[k], shifts[k], found, brackets).above()
            if len(found.facts) > _LONGEST:
                raise NotExported("a function with so many changes of sign is not exported to Coq")
        return found


@dataclass(slots=True)
class _Level:
    """From the signs of the next polynomial of a chain to those of one."""

    script: Script
    p: str
    terms: Terms
    shift: int
    slope: Known
    brackets: list[Bracket]

    def above(self) -> Known:
        """Return what is known of the polynomial."""
        slope, remaining = self.slope, list(self.brackets)
        values = [sign_at(self.terms, knot.place, Setting(slope.q)) for knot in slope.knots]
        found = Known(self.p, slope.q, self.terms, [slope.knots[0]], [], [])
        for i, up in enumerate(slope.signs):
            right = slope.knots[i + 1]
            before, after = values[i] or up, values[i + 1] or -up
            if before == after:
                self.extend(found, self.monotone(i, up, before), right, before)
            else:
                middle, facts = self.crossing(i, up, remaining.pop(0))
                self.extend(found, facts[0], middle, before)
                self.extend(found, facts[1], right, after, zero=True)
            if i + 1 < len(slope.signs) and values[i + 1] == 0 and remaining[:1] == [right.bracket]:
                remaining.pop(0)
        return found

    def extend(self, found: Known, fact: str, right: Knot, sign: int, zero: bool = False) -> None:
        """Add a piece, joined to the one before it where the polynomial is not 0 between them."""
        edge = found.knots[-1]
        if found.facts and not zero and sign_at(self.terms, edge.place, Setting(self.slope.q)) != 0:
            left = found.knots[-2]
            name = self.script.name("fact")
            at_edge = _positive(edge)
            self.script.add(
                f"assert ({_signed(sign, left.name, right.name, found.q, self.p)}) as {name}. "
                f"{{ apply (joined _ _ {edge.name}); [exact {found.facts[-1]} | {at_edge} | exact {fact}]. }}"
            )
            found.facts[-1], found.knots[-1] = name, right
        else:
            found.facts.append(fact)
            found.signs.append(sign)
            found.knots.append(right)

    def monotone(self, i: int, up: int, sign: int) -> str:
        """A piece without a zero."""
        left, right = self.slope.knots[i], self.slope.knots[i + 1]
        lemma, edge = ("from_left", left) if sign == up else ("from_right", right)
        name = self.script.name("fact")
        self.script.add(
            f"assert ({_signed(sign, left.name, right.name, self.slope.q, self.p)}) as {name}. "
            f"{{ apply ({lemma} {self.slope.q} {whole(self.shift)} {self.p} {whole(up)}); "
            f"[exact {self.slope.facts[i]} | {self.begins(sign, edge)}]. }}"
        )
        return name

    def crossing(self, i: int, up: int, bracket: Bracket) -> tuple[Knot, tuple[str, str]]:
        """A piece with a zero."""
        script, q = self.script, self.slope.q
        left, right = self.slope.knots[i], self.slope.knots[i + 1]
        facts = script.name("fact"), script.name("fact")
        arguments = f"{q} {whole(self.shift)} {self.p} {whole(up)} {left.name} {right.name}"
        low, high = bracket
        if low == high:
            knot = rational(low, q)
            script.add(
                f"destruct (parted {arguments} {knot.name}) as [{facts[0]} {facts[1]}]; "
                f"[exact {self.slope.facts[i]} | in_order | in_order | exact_zero |]."
            )
            return knot, facts
        z, near = script.name("root"), script.name("near")
        a, b = rational(low, q), rational(high, q)
        script.add(
            f"destruct (crossing {arguments} {a.name} {b.name}) as ({z} & {near} & strict_{z} & zero_{z} & "
            f"{facts[0]} & {facts[1]}); [exact {self.slope.facts[i]} | in_order | in_order | in_order | "
            f"{_positive(a)} | {_positive(b)} |]."
        )
        exact = f"exact zero_{z}"
        return Knot(z, Setting(q).place(bracket), near, exact), facts

    def begins(self, sign: int, edge: Knot) -> str:
        """The tactic that shows the sign at an end."""
        if edge.place.infinite:
            side = "right" if edge.place.infinite > 0 else "left"
            way = edge.place.infinite
            i, j = max(self.terms, key=lambda term: (way * term[1], term[0]))
            return (
                f"exact (begins_{side} {self.slope.q} {i} {whole(way * j)} {self.p} {whole(sign)} "
                "eq_refl eq_refl)"
            )
        if sign_at(self.terms, edge.place, Setting(self.slope.q)) == 0:
            return f"apply begins_at_zero; {edge.exact}"
        return f"apply begins_at; {_positive(edge)}"


def _positive(edge: Knot) -> str:
    """The tactic that shows the sign at a point."""
    return f"by_enclosure {edge.near}"


def _one_sign(p: Terms) -> int:
    """Return the sign of all coefficients of a polynomial in e^{x/q} alone, 0 if they have two."""
    signs = {1 if c > 0 else -1 for c in p.values()}
    return min(signs) if len(signs) == 1 and not any(i for i, _ in p) else 0


def rational(value: Fraction, q: int) -> Knot:
    """Return a rational number as a knot."""
    n, d = value.as_integer_ratio()
    name = f"(ratio {whole(n)} {d})"
    return Knot(name, Setting(q).place((value, value)), f"(at_ratio {whole(n)} {d})")


def written(p: Terms) -> str:
    """Return a polynomial as a list of terms."""
    return f"[{'; '.join(f'Term {i} {whole(j)} {whole(c)}' for (i, j), c in sorted(p.items()))}]"


def whole(value: int) -> str:
    """Return a whole number as an atom."""
    return str(value) if value >= 0 else f"({value})"


def _signed(sign: int, low: str, high: str, q: int, p: str) -> str:
    return f"signed {whole(sign)} {low} {high} (value {q} {p})"
