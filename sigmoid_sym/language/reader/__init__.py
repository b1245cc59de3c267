r"""Read a claim or an expression from plain text, Unicode or LaTeX.

The text becomes tokens (`lexer.py`, by the white list `lexicon.py`), the tokens pieces side by side
(`grammar.lark`; `pieces.py` and `sentences.py` make its trees, out of the nodes of `raw.py`), the
statements are sorted (`sorting.py`), the pieces become expressions (`application.py`), all together one
claim (`interpretation.py`). What is not understood is an error with its place, never a guess; what can
be read in several ways is read in all of them (`choices.py`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sigmoid_sym.errors import ArgumentTypeError, ParseError, require_stack, shown
from sigmoid_sym.language.reader.brackets import DEEPEST_NESTING, Token
from sigmoid_sym.language.reader.choices import all_readings
from sigmoid_sym.language.reader.interpretation import interpreted
from sigmoid_sym.language.reader.lexer import is_latex, tokens
from sigmoid_sym.language.reader.raw import Misread, Statement
from sigmoid_sym.tree.claim import Claim
from sigmoid_sym.tree.expression import Expression

if TYPE_CHECKING:
    from lark import Lark

_FRAMES, _FRAMES_BELOW = 12, 100  # on the stack for each bracket that is open, and at the deepest


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
    statement = _statement(text)
    latex = is_latex(text)
    return tuple(all_readings(lambda choices: interpreted(statement, text, latex, choices), text))


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


@cache
def _grammar() -> Lark:
    # Here, for Lark takes longer to load than a reading takes.
    from importlib.resources import files

    from lark import Lark

    from sigmoid_sym.language.reader.sentences import Sentences

    source = files(__name__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(source, parser="lalr", lexer="basic", transformer=Sentences())


def _statement(text: str) -> Statement:
    found = tokens(text)
    if not found:
        raise ParseError("the text is empty", text, 0)
    grammar = _grammar()
    from lark import Token as Terminal
    from lark import UnexpectedToken

    parser = grammar.parse_interactive()
    token = found[0]
    try:
        for token in found:
            parser.feed_token(Terminal(token.terminal, token.value, token.start, end_pos=token.end))
        result: Any = parser.feed_eof()  # type: ignore[no-untyped-call]
    except UnexpectedToken as error:
        raise _unexpected(text, token, at_end=error.token.type == "$END") from None
    except Misread as error:
        raise ParseError(error.reason, text, error.position) from None
    return result  # type: ignore[no-any-return]


def _unexpected(text: str, token: Token, at_end: bool) -> ParseError:
    if at_end:
        return ParseError("the text ends too early", text, token.end)
    written = text[token.start : token.end].strip() or token.value
    return ParseError(f"{shown(written)} is not understood here", text, token.start)
