"""What SymPy's printers print for sigmoid, logit and softplus: one template for each language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sympy import N
from sympy.printing.pycode import SymPyPrinter

from sigmoid_sym.errors import SigmoidSymError

# The code for each function of @, with brackets around it or a call, so that it may be raised to a power.
# Nothing overflows and no digit is lost. For x < 0 the sigmoid is e^x/(1+e^x), for x ≥ 0 it is 1/(1+e^-x);
# in NumPy the real part decides, so that complex arrays work. Where e^-x may become infinite without
# an error, SIGMOID's one formula will do: only results below 2.3e-308 become 0.
# Near 1/2, where its zero is, logit is the logarithm of 1 + (2p-1)/(1-p), whose numerator is exact.
# softplus is max(x, 0) + log(1 + e^-|x|).
DEFINITION = "the definition, as the language's printer writes it"
_CODE = {
    "sigmoid": {
        "numpy": "({np.exp}({np.where}({np.real}(@) < 0, @, 0))"
        "/(1 + {np.exp}({np.where}({np.real}(@) < 0, @, -@))))",
        "scipy": "{scipy.special.expit}(@)",
        "jax": "{jax.nn.sigmoid}(@)",
        "torch": "{torch.sigmoid}(@)",
        "tensorflow": "{tensorflow.math.sigmoid}(@)",
        "numexpr": "(1/(1 + exp(-@)))",
        "mpmath": "(1/(1 + {mpmath.exp}(-@)))",
        "python": "(1/(1 + {math.exp}(-@)) if @ >= 0 else {math.exp}(@)/(1 + {math.exp}(@)))",
        "cmath": "(1/(1 + {cmath.exp}(-@)) if complex(@).real >= 0 else {cmath.exp}(@)/(1 + {cmath.exp}(@)))",
        "c": DEFINITION,
        "cxx": DEFINITION,
        "javascript": DEFINITION,
        "julia": DEFINITION,
        "octave": DEFINITION,
        "rust": "(1.0/(1.0 + (-@).exp()))",
        "fortran": DEFINITION,
        "glsl": DEFINITION,
        "maple": DEFINITION,
        "r": "plogis(@)",
        "mathematica": "LogisticSigmoid[@]",
    },
    "logit": {
        "numpy": "{np.where}({np.abs}(@ - 0.5) < 0.25, "
        "{np.log1p}({np.where}({np.abs}(@ - 0.5) < 0.25, 2*@ - 1, 0)/(1 - @)), {np.log}(@/(1 - @)))",
        "scipy": "{scipy.special.logit}(@)",
        "jax": "{jax.scipy.special.logit}(@)",
        "torch": "{torch.logit}(@)",
        "tensorflow": "{tensorflow.math.log}(@/(1 - @))",
        "numexpr": "log(@/(1 - @))",
        "mpmath": "({mpmath.log1p}((2*@ - 1)/(1 - @)) if abs(@ - 0.5) < 0.25 else {mpmath.log}(@/(1 - @)))",
        "python": "({math.log1p}((2*@ - 1)/(1 - @)) if abs(@ - 0.5) < 0.25 else {math.log}(@/(1 - @)))",
        "cmath": "(2*{cmath.atanh}(2*@ - 1) if abs(@ - 0.5) < 0.25 else {cmath.log}(@/(1 - @)))",
        "c": "(@ < 0.25 ? log(@/(1 - @)) : 2*atanh(2*@ - 1))",
        "cxx": "(@ < 0.25 ? std::log(@/(1 - @)) : 2*std::atanh(2*@ - 1))",
        "javascript": "(@ < 0.25 ? Math.log(@/(1 - @)) : 2*Math.atanh(2*@ - 1))",
        "julia": "(@ < 0.25 ? log(@/(1 - @)) : 2*atanh(2*@ - 1))",
        "octave": "log(@./(1 - @))",
        "rust": "(if @ < 0.25 { (@/(1.0 - @)).ln() } else { 2.0*(2.0*@ - 1.0).atanh() })",
        "fortran": "merge(2*atanh(2*@ - 1), log(@/(1 - @)), 4*@ > 1)",
        "glsl": "log(@/(1.0 - @))",
        "maple": "log(@/(1 - @))",
        "r": "qlogis(@)",
        "mathematica": "Log[@/(1 - @)]",
    },
    # PyTorch's own softplus drops the logarithm beyond x = 20; Fortran has no log1p.
    "softplus": {
        "numpy": "{np.logaddexp}(0, @)",
        "scipy": "{numpy.logaddexp}(0, @)",
        "jax": "{jax.nn.softplus}(@)",
        "torch": "{torch.logaddexp}({torch.zeros_like}(@), @)",
        "tensorflow": "{tensorflow.math.softplus}(@)",
        "numexpr": "(where(@ > 0, @, 0) + log1p(exp(-abs(@))))",
        "mpmath": "({mpmath.log1p}({mpmath.exp}(@)))",
        "python": "(max(@, 0) + {math.log1p}({math.exp}(-abs(@))))",
        "cmath": "(2*{cmath.atanh}({cmath.exp}(@)/(2 + {cmath.exp}(@))) if complex(@).real < -1"
        " else {cmath.log}(1 + {cmath.exp}(@)))",
        "c": "(fmax(@, 0) + log1p(exp(-fabs(@))))",
        "cxx": "(std::fmax(@, 0) + std::log1p(std::exp(-std::fabs(@))))",
        "javascript": "(Math.max(@, 0) + Math.log1p(Math.exp(-Math.abs(@))))",
        "julia": "(max(@, 0) + log1p(exp(-abs(@))))",
        "octave": "(max(@, 0) + log1p(exp(-abs(@))))",
        "rust": "(@.max(0.0) + (-@.abs()).exp().ln_1p())",
        "fortran": "((@ + abs(@))/2 + 2*atanh(1/(1 + 2*exp(abs(@)))))",
        "glsl": "(max(@, 0.0) + log(1.0 + exp(-abs(@))))",
        "maple": DEFINITION,
        "r": "(-plogis(-@, log.p = TRUE))",
        "mathematica": DEFINITION,
    },
}

# How a language gives a value the name z, so that an argument that is not a name is written once: without
# that the code for σ(σ(…)) would double with each σ. An argument is computed outside, where z is not seen.
_NAMED = {
    **dict.fromkeys(("numpy", "torch", "tensorflow", "mpmath", "python", "cmath"), "(lambda z: {})({})"),
    "cxx": "[](double z) {{ return {}; }}({})",
    "javascript": "(z => {})({})",
    "julia": "(z -> {})({})",
    "octave": "feval(@(z) {}, {})",
    "mathematica": "({}&)[{}]",
    "maple": "(z -> {})({})",
    "rust": "({{ let z: f64 = {1}; {0} }})",
}
_OF_VARIABLES_ONLY = ("fortran", "rust", "torch")  # they have no exp of an integer
_LONGEST = 10_000  # characters of code for one function in the other languages

# The names of the hooks that SymPy's printers look for.
_HOOKS = {
    **{f"_{name}code": name for name in ("numpy", "scipy", "jax", "torch", "tensorflow", "numexpr")},
    **{f"_{name}code": name for name in ("mpmath", "python", "cmath")},
    **{f"_{name}": name for name in ("javascript", "julia", "octave", "glsl", "maple")},
    "_cupycode": "numpy",
    "_lambdacode": "python",
    "_ccode": "c",
    "_cxxcode": "cxx",
    "_fcode": "fortran",
    "_rust_code": "rust",
    "_rcode": "r",
    "_mcode": "mathematica",
}


def _printed_in(language: str) -> Callable[..., str]:
    """Return the hook of a printer of this language."""

    def code(self: Any, printer: Any, **_: Any) -> str:
        if isinstance(printer, SymPyPrinter):  # SymPy as a language has the functions themselves
            return str(printer._print_Function(self))
        if language in _OF_VARIABLES_ONLY and self.args[0].is_number:
            return f"({printer._print(N(self, 17))})"
        template = _CODE[type(self).__name__][language]
        if template is DEFINITION:
            return f"({printer._print(self._definition())})"
        # CuPy and JAX have NumPy's names.
        template = template.replace("{np.", f"{{{getattr(printer, '_module', 'numpy')}.")
        template = re.sub(r"\{(\w+\.[\w.]+)\}", lambda match: printer._module_format(match[1]), template)
        argument = str(printer._print(self.args[0]))
        once = template.count("@") == 1 or self.args[0].is_Atom
        if not once and language in _NAMED:
            return _NAMED[language].format(
                template.replace("@", "#" if language == "mathematica" else "z"), argument
            )
        printed = template.replace("@", f"({argument})")
        if not once and len(printed) > _LONGEST:
            raise SigmoidSymError(
                f"{type(self).__name__} in {language} would take {len(printed)} characters of code, "
                "since its argument is written several times; give the argument a name (sympy.cse)"
            )
        return printed

    return code


class Printed:
    """The hooks of the printers of code, LaTeX and text, for a function of one argument."""

    args: tuple[Any, ...]
    _symbol = ""  # what the function is called in mathematics, in Unicode
    _latex_name: str

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"{self._latex_name}{power}\left({printer._print(self.args[0])}\right)"

    def _pretty(self, printer: Any) -> Any:
        name = self._symbol if printer._use_unicode and self._symbol else type(self).__name__
        return printer._print_Function(self, func_name=name)


for _hook, _language in _HOOKS.items():
    setattr(Printed, _hook, _printed_in(_language))
