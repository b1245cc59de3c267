"""The kernel: what is called proved, or refuted, it checks without searching.

It imports trees, the table of functions and errors, and nothing of those who find the steps.
"""

from sigmoid_sym.kernel.check import check, check_refutation, given, judged
from sigmoid_sym.kernel.numbers import CertificateError

__all__ = ["CertificateError", "check", "check_refutation", "given", "judged"]
