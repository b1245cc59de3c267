"""What SymPy's code printers print for sigmoid, logit and softplus: one template for each language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

# The code for each function of @. For x < 0 the sigmoid is e^x/(1+e^x), for x ≥ 0 it is 1/(1+e^-x):
# nothing overflows and no digit is lost; in NumPy the real part decides, so that complex arrays work.
_CODE = {
    "sigmoid": {
        "numpy": "{numpy.exp}({numpy.where}({numpy.real}(@) < 0, @, 0))"
        "/(1 + {numpy.exp}({numpy.where}({numpy.real}(@) < 0, @, -@)))",
        "scipy": "{scipy.special.expit}(@)",
        "mpmath": "(1/(1 + {mpmath.exp}(-@)))",
        "python": "(1/(1 + {math.exp}(-@)) if @ >= 0 else {math.exp}(@)/(1 + {math.exp}(@)))",
        "c": "(@ < 0 ? exp(@)/(1 + exp(@)) : 1/(1 + exp(-@)))",
        "jax": "{jax.nn.sigmoid}(@)",
        "torch": "{torch.sigmoid}(@)",
    },
    "logit": {
        "numpy": "({numpy.log}(@) - {numpy.log1p}(-@))",
        "scipy": "{scipy.special.logit}(@)",
        "mpmath": "{mpmath.log}(@/(1 - @))",
        "python": "({math.log}(@) - {math.log1p}(-@))",
        "c": "(log(@) - log1p(-@))",
        "jax": "{jax.scipy.special.logit}(@)",
        "torch": "{torch.logit}(@)",
    },
    # max(x, 0) + log(1 + e^-|x|); PyTorch's own softplus drops the second term beyond x = 20.
    "softplus": {
        "numpy": "{numpy.logaddexp}(0, @)",
        "scipy": "{numpy.logaddexp}(0, @)",
        "mpmath": "({mpmath.log1p}({mpmath.exp}(@)))",
        "python": "(max(@, 0) + {math.log1p}({math.exp}(-abs(@))))",
        "c": "(fmax(@, 0) + log1p(exp(-fabs(@))))",
        "jax": "{jax.nn.softplus}(@)",
        "torch": "{torch.logaddexp}({torch.zeros_like}(@), @)",
    },
}


def printed_as(target: str) -> Callable[..., str]:
    """Return the hook of a code printer: it fills the template with the printed argument."""

    def code(self: Any, printer: Any, **_: Any) -> str:
        argument = f"({printer._print(self.args[0])})"
        template = _CODE[type(self).__name__][target]
        named = re.sub(r"\{([\w.]+)\}", lambda match: printer._module_format(match[1]), template)
        return named.replace("@", argument)

    return code
