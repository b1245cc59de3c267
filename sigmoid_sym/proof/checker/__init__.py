"""The checker: plain arithmetic over Python's fractions that accepts or rejects a certificate, without the prover."""
