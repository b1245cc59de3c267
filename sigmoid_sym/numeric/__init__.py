"""What is it worth? Enclosures by Arb, and numbers rounded from them.

`values`, `enclosures`, `jets` and `zeros` are the public functions; `points` says what a number is that a
person gives, `balls` raises the precision, `logistic` and `relatives` compute, `ranges` and `roots` reason
about intervals, and `quantities` and `rounding` round, correctly or not at all. `programs` has the
constants of generated code.
"""
