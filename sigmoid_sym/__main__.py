"""`python -m sigmoid_sym` is the command `sigmoid-sym`."""

from sigmoid_sym.cli import main

if __name__ == "__main__":
    main()
