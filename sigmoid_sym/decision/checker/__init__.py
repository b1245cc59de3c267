"""The arithmetic of the search: what holds, seen without steps; nothing is called proved because of it.

`numbers` (enclosures, Sturm's count), `polynomials` (sums and derivatives of products), `rewriting` and
`algebra` (trees as products), `conditions`, `limits`, `recurrence`, then `statements`, `places`, `facts` and
`claims`. `budget` counts what all of it costs.
"""
