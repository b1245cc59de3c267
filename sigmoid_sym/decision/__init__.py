"""Is it true? Claims are decided: proved with a certificate, refuted with a counterexample, or left open.

`decide` has `prove`. `checker` examines, and asks what it cannot see; `witnesses` answers, on `factors` and
`approximation`. `refutation` and `all_orders` look for what speaks against a claim, `repairs` for what was
meant. `verdict` is the answer, `explanation` says it in words, and `catalogue` keeps identities and
misprints.
"""
