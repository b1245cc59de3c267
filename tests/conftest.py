"""What some tests need, without which they are skipped with the reason; and what holds for all of them."""

import contextlib
import importlib.util
import os
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more of the machine than of the package.
settings.register_profile("all", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("some", settings.get_profile("all"), max_examples=25)

# What the test extra may lack on some machine, and what is in no extra.
OPTIONAL = ("numpy", "scipy", "matplotlib", "jax", "torch", "gmpy2")

# Doctests of what can be imported without an optional package, and cannot be shown without it.
DOCTESTS_WITH = {"README.md": "numpy", "sigmoid_sym.publish.pictures.plot": "matplotlib"}

PROGRAM_AND_PACKAGE = {
    "coq": ("coqc", "coq, with libcoq-coquelicot"),
    "latex": ("pdflatex", "texlive-latex-base, texlive-pictures"),
    "pari": ("gp", "pari-gp"),
}


def require_program(name: str, package: str) -> str:
    """Return the path of a program; if it is missing skip the test, or fail where everything is required."""
    path = shutil.which(name)
    if path is None:
        missing(f"the program {name} is missing (Debian package {package})")
    return path


def require_module(name: str) -> Any:
    """Return an imported module; if it is missing skip the test, or fail where everything is required."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing(f"the Python package {error.name} is missing")


def installed(name: str) -> bool:
    """Return whether a package can be imported, or has to be because everything is required."""
    try:
        found = importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        found = False
    return found or os.environ.get("SIGMOID_SYM_REQUIRE_ALL") == "1"


def missing(reason: str) -> NoReturn:
    """Skip the test, or fail where everything is required."""
    if os.environ.get("SIGMOID_SYM_REQUIRE_ALL") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


# A fault of our own is shown with its place, in the commands that tests run too.
os.environ["SIGMOID_SYM_DEBUG"] = "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests that take many minutes")


def tries_all(config: pytest.Config) -> bool:
    """Return whether every case is tried, as once in each run of CI, and not some of the many alike."""
    return os.environ.get("SIGMOID_SYM_REQUIRE_ALL") == "1" or config.getoption("--slow")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("all" if tries_all(config) else "some")
    # A shell makes what it starts in the background deaf to interrupts; some tests are about them.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:  # of the whole run, also of what is no test of this directory
        if (name := DOCTESTS_WITH.get(item.name)) and not installed(name):
            item.add_marker(pytest.mark.skip(reason=f"the Python package {name} is missing"))
    if not tries_all(config) and not any("::" in argument for argument in config.args):
        left_out = not_sampled(items)
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = [item for item in items if item not in left_out]


def not_sampled(items: list[pytest.Item]) -> set[pytest.Item]:
    """Return the cases that are left out of those of tests with the mark `sampled`.

    A checksum of their parameters spreads those that stay over all, the same ones in every run and in every
    test of the same things, which are computed once.
    """
    cases: dict[tuple[str, int], list[tuple[int, pytest.Item]]] = {}
    for item in items:
        if marker := item.get_closest_marker("sampled"):
            test, _, parameters = item.nodeid.partition("[")
            cases.setdefault((test, *marker.args), []).append((crc32(parameters.encode()), item))
    left_out: set[pytest.Item] = set()
    for (_, one_in), every in cases.items():
        ordered = sorted(every, key=lambda case: case[0])
        left_out.update(item for _, item in ordered[-(-len(ordered) // one_in) :])
    return left_out


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (name, package) in PROGRAM_AND_PACKAGE.items():
        if item.get_closest_marker(marker):
            require_program(name, package)
    if item.get_closest_marker("slow") and not item.config.getoption("--slow"):
        pytest.skip("takes many minutes: --slow runs it")
    if item.get_closest_marker("long") and not tries_all(item.config):
        pytest.skip("takes long: SIGMOID_SYM_REQUIRE_ALL=1 or --slow runs it")


Sample = Callable[[Sequence[Any], int], Any]


@pytest.fixture(scope="session")
def sample(pytestconfig: pytest.Config) -> Sample:
    """A function that returns one in n of many, or all of them where everything is tried."""
    every = tries_all(pytestconfig)
    return lambda many, one_in: many if every else many[::one_in]


@pytest.fixture(scope="session")
def warm() -> Iterator[Any]:
    """A process that has loaded the package, for tests that run the command often: a `terminals.Warm`."""
    from terminals import Warm

    process = Warm()
    yield process
    process.close()


@pytest.fixture(scope="session")
def _user_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for the whole run, also where pytest-xdist's workers share it: the theory is compiled once."""
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    place.mkdir(exist_ok=True)
    if shutil.which("coqc"):
        import fcntl

        from sigmoid_sym.coq.checking import check
        from sigmoid_sym.errors import SigmoidSymError

        with (
            open(place / "lock", "w") as lock,
            pytest.MonkeyPatch.context() as patch,
            contextlib.suppress(SigmoidSymError),  # Coquelicot is missing: the tests will say so
        ):
            fcntl.flock(lock, fcntl.LOCK_EX)
            patch.setenv("XDG_CACHE_HOME", str(place))
            check("Definition nothing := tt.\nPrint Assumptions nothing.\n")
    return place


@pytest.fixture
def coq_cache(monkeypatch: pytest.MonkeyPatch, _user_cache: Path) -> Path:
    """The directory where Coq's theory is compiled, once for all tests and not in the user's own cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(_user_cache))
    return _user_cache
