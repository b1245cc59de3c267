"""The picture of the house in `docs/architecture.md` is the code's: rooms, floors, and what imports what."""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

import sigmoid_sym

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sigmoid_sym"
PICTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


class Import(NamedTuple):
    """What is imported by which module, where, and when: on loading it, in a function, or for types only."""

    by: str
    what: str
    line: int
    when: str


def rows(*head: str) -> list[list[str]]:
    """The cells of the table with this head."""
    _, _, rest = PICTURE.partition(f"| {' | '.join(head)} |\n")
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in rest.split("\n\n")[0].splitlines()[1:]
    ]


FLOORS = {room: int(floor) for floor, room, _, _ in rows("floor", "room", "where", "what")}
PLACES = {
    place: room
    for _, room, where, _ in rows("floor", "room", "where", "what")
    for place in re.findall(r"`(.*?)`", where)
}
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def room(module: str) -> str:
    """The room of a module: that of the longest path in the table that it lies in."""
    path = MODULES[module].relative_to(PACKAGE).as_posix()
    fitting = [place for place in PLACES if path == place or (place.endswith("/") and path.startswith(place))]
    assert fitting, f"{module} is in no room of docs/architecture.md"
    return PLACES[max(fitting, key=len)]


def imports(module: str) -> Iterator[Import]:
    def below(node: ast.AST, when: str) -> Iterator[Import]:
        match node:
            case ast.Import(names=names):
                yield from (Import(module, name.name, node.lineno, when) for name in names)
            case ast.ImportFrom(module=str(source), names=names, level=0):
                for what in {f"{source}.{name.name}" for name in names}:
                    yield Import(module, what if what in MODULES else source, node.lineno, when)
            case ast.ImportFrom():
                raise AssertionError(f"{module}, line {node.lineno}: a relative import")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            when = "used"
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            when = "types"
        for child in ast.iter_child_nodes(node):
            yield from below(child, when)

    yield from below(ast.parse(MODULES[module].read_text(encoding="utf-8")), "loaded")


IMPORTS = [found for module in MODULES for found in imports(module)]
OURS = [found for found in IMPORTS if found.what in MODULES]


def test_every_module_has_a_room_and_every_room_a_paragraph() -> None:
    assert {room(module) for module in MODULES} <= set(FLOORS)
    told = {
        name for names in re.findall(r"^\*\*([\w, ]+)\.\*\*", PICTURE, re.M) for name in names.split(", ")
    }
    assert told == set(FLOORS)


def test_a_room_imports_only_rooms_on_lower_floors() -> None:
    for found in OURS:
        own, other = room(found.by), room(found.what)
        # Trees and claims say what they are in the words of `language`, when they are asked.
        if own in (other, "cli") or (own, other, found.when) == ("tree", "language", "used"):
            continue
        assert FLOORS[other] < FLOORS[own], f"{found.by}, line {found.line}: {own} imports {other}"


def test_the_kernel_rests_on_little() -> None:
    rested = {room(found.what) for found in OURS if room(found.by) == "kernel" and found.when == "loaded"}
    assert rested <= {"kernel", "tree", "functions", "combinatorics", "errors"}


def test_no_module_imports_itself_however_far_round() -> None:
    graph: dict[str, set[str]] = {module: set() for module in MODULES}
    for found in OURS:
        if found.when == "loaded":
            graph[found.by].add(found.what)
    list(TopologicalSorter(graph).static_order())  # raises CycleError, which names the cycle


def test_what_is_imported_on_use_is_listed_and_says_why() -> None:
    listed = {name for what, _ in rows("imported on use", "why") for name in re.findall(r"`(\w+)`", what)}
    for module, path in MODULES.items():
        late = [found for found in IMPORTS if found.by == module and found.when == "used"]
        for found in late:
            name = room(found.what) if found.what in MODULES else found.what.partition(".")[0]
            assert name in listed | sys.stdlib_module_names | {room(module)}, found
        lines = path.read_text(encoding="utf-8").splitlines()
        said = ["#" in lines[found.line - 1] or "#" in lines[found.line - 2] for found in late]
        assert not late or any(said), f"{module}: nothing says why its functions import"


def test_no_room_hides_a_public_function() -> None:
    assert not {module.rpartition(".")[2] for module in MODULES if module.count(".") == 1} & set(
        sigmoid_sym.__all__
    )


@pytest.mark.parametrize("directory", ["sigmoid_sym", "benchmarks", "examples"])
def test_files_are_short(directory: str) -> None:
    for path in (ROOT / directory).rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


@pytest.mark.parametrize("directory", ["sigmoid_sym", "benchmarks", "examples"])
def test_nothing_is_imported_from_the_tests(directory: str) -> None:
    tests = {path.stem for path in (ROOT / "tests").iterdir()} | {"tests"}
    for path in (ROOT / directory).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    sources = [name.name for name in names]
                case ast.ImportFrom(module=str(source)):
                    sources = [source]
                case _:
                    continue
            assert not {source.partition(".")[0] for source in sources} & tests, path
