"""The independent roads to σ^(n), what is printed of them, and the report on their agreement."""
