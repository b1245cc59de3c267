"""A formal theory of σ in Coq with Coquelicot (`theory/`), and certificates that rest on it.

The files of the theory, each on those before it: `Logistic` (y' = k y (1-y) on an open set), `Rows` (the
derivative polynomials by their recurrence), `Stirling`, `Eulerian`, `Factored` (their three forms),
`Sigmoid`, `Derivatives`, `Shape`, `Relatives` (σ itself), `Growth`, `Certificate`, `Claims` (tactics);
`Chain`, `Enclosures`, `Ends`, `Signs` (signs of polynomials in x and e^x), `Units` (equations in
exponentials), `Limits`.
"""
