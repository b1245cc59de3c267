"""Is it true? The independent roads to σ^(n)."""
