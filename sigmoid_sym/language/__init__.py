"""How expressions and claims are read and written.

`reader` takes text, Unicode and LaTeX; `text`, `latex`, `mathml`, `sympy`, `coq` and `code` write.
`statement` writes claims, `notation` says how derivatives and functions look, `letters` which letters are
free in a formula, and `numerals` writes whole numbers of any length.
"""
