"""The checker: plain arithmetic in Python's fractions that accepts or rejects certificates.

It imports the tree of expressions and claims and the standard library, nothing of the prover. To read it:
`numbers` (enclosures, Sturm's count), `polynomials` (sums and derivatives of products), `rewriting` and
`algebra` (trees as products), `conditions`, `limits`, `recurrence`, then `statements`, `places`, `facts` and
`claims`. Before a claim is examined, `certificates` holds it and its witnesses to their types, `clarity` sees
to it that each letter has one meaning, `extent` that it is not too large, and `budget` counts what it costs.

The prover runs the same examination and answers its questions; a certificate is the claim and the answers.
"""
