"""The independent roads to σ^(n), what is printed of them, and the report on their agreement.

`roads` has `verify` and the table of roads; `printed` checks one formula as it is written, by enclosures
(`series`, on `enclosure` and `taylor`) and exactly (`normal_form`); `direct` is SymPy's own
differentiation; `report` is the outcome.
"""
