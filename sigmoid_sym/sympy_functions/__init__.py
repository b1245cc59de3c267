"""`sigmoid`, its inverse `logit` and its antiderivative `softplus` as SymPy functions."""

from sigmoid_sym.sympy_functions.functions import logit, sigmoid, softplus

__all__ = ["logit", "sigmoid", "softplus"]
