"""The checker: plain arithmetic in Python's fractions that accepts or rejects certificates."""
