"""Is a claim true?  Proofs are searched for, and what refutes it; the kernel checks what is found.

`decide` has `prove`. `steps` searches for the steps of a proof, piece by piece (`pieces`) or for all n
(`induction`) where it must, with `factoring` and `signs`; `refutation` for what speaks against a claim, at
`points`. `verdict` is what comes of it, `explanation` and `repairs` say it to a reader, `catalogue` keeps
identities and misprints. `budget` counts the work.
"""
