"""The grammar, and what each of its rules makes of tokens; nothing is decided here.

Tokens → raw terms: in come the tokens of a text, out goes a `Statement`, which is claims with raw expressions
in them and what is said of where they hold. To import this takes longer than to read: it imports Lark.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from lark import Lark, UnexpectedToken

from sigmoid_sym.errors import ParseError, shown
from sigmoid_sym.language.reader.raw import Misread, Statement
from sigmoid_sym.language.reader.sentences import Sentences
from sigmoid_sym.language.reader.tokens import Token


@cache
def _grammar() -> Lark:
    source = files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(source, parser="lalr", lexer="basic", transformer=Sentences())


def statement(found: list[Token], text: str) -> Statement:
    """Return what the tokens of a text say.

    Raises:
        ParseError: they do not make sentences of the grammar.
    """
    parser = _grammar().parse_interactive()
    token = found[0]
    try:
        for token in found:
            parser.feed_token(token)  # type: ignore[arg-type]  # Lark asks a token for its type alone
        return parser.feed_eof()  # type: ignore[no-any-return, no-untyped-call]
    except UnexpectedToken as error:
        if error.token.type == "$END":
            raise ParseError("the text ends too early", text, token.end) from None
        written = text[token.start : token.end].strip() or token.value
        what = shown(written) if written else "the end of the line"
        raise ParseError(f"{what} is not understood here", text, token.start) from None
    except Misread as error:
        raise ParseError(error.reason, text, error.position) from None
