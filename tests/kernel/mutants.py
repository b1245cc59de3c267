"""Each comparison, sign, number and branch of the kernel is changed, one at a time: who notices?

`PYTHONPATH=tests python -m tests.kernel.mutants [MODULE …]` prints the mutants that nothing notices: the laws
hold, every good certificate is still accepted and every forged one rejected. pytest plants some errors.
"""

from __future__ import annotations

import ast
import copy
import importlib
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import sigmoid_sym.kernel
from tests.kernel.laws import LAWS

ROOT = Path(sigmoid_sym.kernel.__file__).parent
# From the bottom up; each imports only those before it.
MODULES = (
    *("numbers", "ring", "kinks", "meaning", "conditions", "signs", "limits", "induction"),
    *("extent", "clarity", "facts", "cases", "goals", "joined", "factored", "rules"),
    *("conclusion", "refutation", "check"),
)
SECONDS = 10  # for one certificate

_COMPARED = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
_OPERATED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.Mod: ast.Mult}


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node is changed to."""
    match node:
        case ast.Compare(ops=[first, *rest]):
            for other in _COMPARED.get(type(first), ()):
                yield ast.Compare(node.left, [other(), *rest], node.comparators)
        case ast.BoolOp(op=op):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), node.values)
            yield from (ast.BoolOp(op, [v for v in node.values if v is not value]) for value in node.values)
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            yield node.operand
        case ast.BinOp(op=op) if type(op) in _OPERATED:
            yield ast.BinOp(node.left, _OPERATED[type(op)](), node.right)
        case ast.Constant(value=int(value)) if type(value) is int and abs(value) < 50:
            yield ast.Constant(value + 1)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.Call(func=ast.Name("require"), args=[_, what]):
            yield ast.Call(node.func, [ast.Constant(True), what], [])
        case ast.Call(func=ast.Name("min" | "max" as name)):
            yield ast.Call(ast.Name("max" if name == "min" else "min", ast.Load()), node.args, node.keywords)
        case ast.If():
            yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)


class _At(ast.NodeTransformer):
    """Puts something in the place of the node that is visited as number `place`."""

    def __init__(self, place: int, new: ast.AST) -> None:
        self.place, self.new, self.seen = place, new, -1

    def generic_visit(self, node: ast.AST) -> ast.AST:
        self.seen += 1
        return self.new if self.seen == self.place else super().generic_visit(node)


def mutants(name: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield what is changed in a module, and the module after it."""
    source = (ROOT / f"{name}.py").read_text(encoding="utf-8")
    nodes: list[ast.AST] = []

    class Listing(ast.NodeVisitor):
        def generic_visit(self, node: ast.AST) -> None:
            nodes.append(node)
            super().generic_visit(node)

    Listing().visit(ast.parse(source))
    for place, node in enumerate(nodes):
        for new in changes(node):
            tree = ast.parse(source)
            changed = ast.fix_missing_locations(_At(place, copy.deepcopy(new)).visit(tree))
            yield f"{name}.py:{node.lineno}: {ast.unparse(node)[:60]} -> {ast.unparse(new)[:60]}", changed  # type: ignore[attr-defined]


def modules() -> SimpleNamespace:
    """Return the modules of the kernel by their short names."""
    return SimpleNamespace(
        **{each: importlib.import_module(f"sigmoid_sym.kernel.{each}") for each in MODULES}
    )


def loaded(name: str, changed: ast.Module) -> SimpleNamespace:
    """Return the modules of a kernel with one of them changed."""
    kept = {key: module for key, module in sys.modules.items() if key.startswith("sigmoid_sym.kernel")}
    try:
        for key in kept:
            del sys.modules[key]
        if name not in MODULES:
            raise ValueError(name)
        package = ModuleType("sigmoid_sym.kernel")
        package.__path__ = [str(ROOT)]
        sys.modules["sigmoid_sym.kernel"] = package
        for each in MODULES:
            full = f"sigmoid_sym.kernel.{each}"
            if each != name:
                importlib.import_module(full)
                continue
            module = ModuleType(full)
            module.__file__ = str(ROOT / f"{each}.py")
            sys.modules[full] = module
            setattr(package, each, module)
            exec(compile(changed, module.__file__, "exec"), module.__dict__)
        return modules()
    finally:
        for key in [key for key in sys.modules if key.startswith("sigmoid_sym.kernel")]:
            del sys.modules[key]
        sys.modules.update(kept)


def notices(kernel: SimpleNamespace, cases: list[tuple[Any, bool]]) -> bool:
    """Return whether a law does not hold of a kernel, or a certificate is not judged as it should be."""

    def alarm(*_: Any) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, alarm)
    try:
        for law in LAWS:
            signal.alarm(SECONDS)
            law(kernel)
        for certificate, good in cases:
            signal.alarm(SECONDS)
            if judged(kernel, certificate) != good:
                return True
        return False
    except Exception:
        return True  # a law does not hold, or it crashed, or did not end
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def judged(kernel: SimpleNamespace, certificate: Any) -> bool:
    """Return whether the certificate is accepted."""
    try:
        kernel.check.judged(certificate)
    except Exception as error:
        if type(error).__name__ != "CertificateError":
            raise
        return False
    return True


def unnoticed(names: tuple[str, ...], cases: list[tuple[Any, bool]], share: float = 1) -> Iterator[str]:
    """Yield the mutants that nothing notices, and at last how many there were."""
    count, draw = 0, random.Random(1)
    for name in names:
        for what, changed in mutants(name):
            if draw.random() > share:
                continue
            count += 1
            try:
                kernel = loaded(name, changed)
            except Exception:
                continue  # it cannot even be loaded
            if not notices(kernel, cases):
                yield what
    yield f"of {count} mutants"


def main(names: list[str]) -> None:
    """Print the mutants that nothing notices."""
    from tests.kernel.test_mutants import cases

    for what in unnoticed(tuple(names) or MODULES, cases()):
        print(what, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
