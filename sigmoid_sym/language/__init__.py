"""The expression tree, and how it is written: LaTeX, text, SymPy."""
