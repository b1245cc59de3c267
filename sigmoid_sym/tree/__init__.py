"""What is said, as immutable data: expressions, claims about them, both as JSON, and substitution.

Nothing is evaluated or reordered: 1 + x stays 1 + x, as it was typed. `expression` has the nodes, `claim`
the kinds of claims, `data` both as JSON that is held to the types of the classes, `substitution` the one
way to put a value for a letter.
"""
