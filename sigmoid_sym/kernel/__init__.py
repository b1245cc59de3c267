"""The kernel: what is called proved is a list of steps that it checks without searching.

It imports trees, the table of functions and errors, and nothing of those who find the steps.
"""

from sigmoid_sym.kernel.check import check, check_refutation, given
from sigmoid_sym.kernel.numbers import CertificateError

__all__ = ["CertificateError", "check", "check_refutation", "given"]
