"""What is said, as immutable data: expressions, claims about them, both as JSON, and substitution."""
