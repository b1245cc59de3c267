r"""Read a claim or an expression from plain text, Unicode or LaTeX, in four stages.

text → tokens: `lexicon.py` is the white list, with the words of `phrases.py`; `lexer.py`, `words.py` and
    `typeset.py` read by it, `tokens.py` sees to brackets and the ends of statements.
tokens → raw terms: `grammar.lark` has the rules, by which `parser.py` builds the nodes of `raw.py`, with
    `formulas.py` and `sentences.py`.
raw terms → meaning in a scope: `sorting.py` sorts what is said, `undeclared.py` and `survey.py` look at how
    it is written, `scope.py` knows the letters; `pieces.py` prepares each term, and `terms.py`,
    `derivatives.py` and `application.py` decide it, by the table of `operations.py` too.
meaning → claims: `claims.py`, within the limits of `sizes.py`.

What is not understood is an error with its place, never a guess; what can be read in several ways is read in
all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from sigmoid_sym.errors import ArgumentTypeError, ParseError, require_stack, shown
from sigmoid_sym.language.reader.claims import interpreted
from sigmoid_sym.language.reader.lexer import is_latex, tokens
from sigmoid_sym.language.reader.scope import Choices
from sigmoid_sym.language.reader.tokens import DEEPEST_NESTING
from sigmoid_sym.tree.claim import Chain, Claim
from sigmoid_sym.tree.expression import Call, Expression, Symbol

MOST_READINGS = 16
_FRAMES, _FRAMES_BELOW = 12, 100  # on the stack for each bracket that is open, and at the deepest


# What only defines.
_DEFINING = (":=", "≔", "≜", r"\coloneqq", r"\triangleq")


def readings(text: str) -> tuple[Claim | Expression, ...]:
    """Return every reading of the text, most often one.

    Raises:
        ArgumentTypeError: `text` is no string.
        ParseError: it cannot be read.
        SigmoidSymError: little of Python's stack is left to the caller.

    >>> len(readings("σ' = σ(1-σ)")), len(readings("1-σ = σ(1-x)"))
    (1, 2)
    """
    if not isinstance(text, str):
        raise ArgumentTypeError(f"a claim is read from a string, not from {shown(text)}")
    opened = min(sum(map(text.count, "([{|\\")), DEEPEST_NESTING)
    require_stack("so many brackets", _FRAMES * opened + _FRAMES_BELOW)
    found = tokens(text)
    if not found:
        raise ParseError("the text is empty", text, 0)
    # Here, for it imports Lark, which takes longer to load than a reading takes.
    from sigmoid_sym.language.reader.parser import statement

    said, latex = statement(found, text), is_latex(text)
    result = tuple(_all_readings(lambda choices: interpreted(said, text, latex, choices), text))
    defining = next((sign for sign in _DEFINING if sign in text), None)
    if defining and any(map(_gives_another_meaning, result)):
        reason = (
            "a definition of what has a meaning: write = to claim it, or “let” to define it for what follows"
        )
        raise ParseError(reason, text, text.index(defining))
    return result


def _gives_another_meaning(reading: Claim | Expression) -> bool:
    """Return whether a text says what f(x) is of an f that has a meaning; of f' it says what follows."""
    match reading:
        case Chain(sides=(Call(_, (Symbol(),)), *_), definitions=()):
            return True
    return False


def parse(text: str) -> Claim | Expression:
    """Return the claim that the text makes, or the expression if it claims nothing of it.

    Raises:
        ArgumentTypeError: `text` is no string.
        ParseError: it is not understood, or can be read in more than one way.

    >>> parse("σ(x)^2") == parse(r"\\sigma^{2}(x)")
    True
    >>> parse("sigma'(x) <= 1/q")
    Traceback (most recent call last):
    sigmoid_sym.errors.ParseError: line 1, column 16: unknown letter q; say what it is, as in “let q = …”
      sigma'(x) <= 1/q
                     ^
    """
    found = readings(text)
    if len(found) > 1:
        raise ParseError(f"it can be read in {len(found)} ways; write brackets and ·, or arguments", text, 0)
    return found[0]


def parse_expression(text: str) -> Expression:
    """Return the expression that the text writes; see `parse`.

    >>> parse_expression("2x")
    Mul(factors=(Integer(value=2), Symbol(name='x')))
    """
    found = parse(text)
    if not isinstance(found, Expression):
        raise ParseError("an expression is wanted, and this is a claim", text, 0)
    return found


def parse_claim(text: str) -> Claim:
    """Return the claim that the text makes; see `parse`.

    >>> parse_claim("σ is increasing").trend
    <Trend.INCREASING: 'increasing'>
    """
    found = parse(text)
    if not isinstance(found, Claim):
        raise ParseError("nothing is claimed: a relation (= < ≤ …) or a property is wanted", text, 0)
    return found


def _all_readings(read: Callable[[Choices], Claim | Expression], text: str) -> list[Claim | Expression]:
    """Return what `read` returns for every combination of decisions, without repetitions.

    A combination that cannot be read is no reading, unless what it means is unclear.

    Raises:
        ParseError: no combination can be read (the error of the first), one is unclear, or they are too many.

    >>> from sigmoid_sym.tree.expression import Integer
    >>> _all_readings(lambda choices: Integer(1) if choices.first("σ(1-x)") else Integer(2), "")
    [Integer(value=1), Integer(value=2)]
    """
    found: list[Claim | Expression] = []
    first_error: ParseError | None = None
    pending: list[dict[Hashable, bool]] = [{}]
    tried = 0
    while pending:
        fixed = pending.pop(0)
        choices = Choices(dict(fixed))
        tried += 1
        try:
            reading = read(choices)
            if reading not in found:
                found.append(reading)
        except ParseError as error:
            if choices.unclear:
                raise
            first_error = first_error or error
        earlier = dict(fixed)
        for about in choices.opened:
            pending.append({**earlier, about: False})
            earlier[about] = True
        if tried + len(pending) > MOST_READINGS:
            raise ParseError(f"the text can be read in more than {MOST_READINGS} ways", text, 0)
    if not found and first_error:
        raise first_error
    return found
