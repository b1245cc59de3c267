"""The checker: says whether a certificate proves its claim, without the prover.

It imports the expression tree, and Python's fractions and whole numbers, and nothing else.
"""
