"""The checker: plain arithmetic in Python's fractions that accepts or rejects certificates.

It imports the tree of expressions and claims and the standard library, nothing of the prover. To read it:
`numbers` (enclosures, Sturm's count), `polynomials` (sums and derivatives of products), `rewriting` and
`algebra` (trees as products), `conditions`, `limits`, `recurrence`, then `statements`, `facts` and `claims`.

The prover runs the same examination and answers its questions; a certificate is the claim and the answers.
"""
