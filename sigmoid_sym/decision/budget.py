"""What an answer may cost, counted in steps of work: on every machine the same claims are given up.

One step is about a product of two terms of short numbers. The loops whose length a claim decides spend from
the budget of the answer that is worked on; where there is none, as much as is wanted is spent. The clock is
the outer limit only, for a machine that is much slower than those on which steps were measured.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from sigmoid_sym.errors import SigmoidSymError

STEPS_PER_SECOND = 100_000  # about a third of what was measured: the steps end before the seconds do
_BETWEEN_LOOKS = 1_000  # steps after which the clock is looked at


class GaveUp(SigmoidSymError):
    """The budget is spent."""


@dataclass(slots=True)
class Budget:
    """What is left for an answer.

    Attributes:
        seconds: what was asked for.
        left: steps.
        deadline: on the monotonic clock.
        next_look: how many steps are left when the clock is looked at again.
    """

    seconds: float
    left: float
    deadline: float
    next_look: float

    def look(self) -> None:
        """Look at the clock.

        Raises:
            GaveUp: the steps or the seconds are spent; from then on at every look.
        """
        if self.left >= 0 and time.monotonic() > self.deadline:
            self.left = -1
        if self.left < 0:
            self.next_look = float("inf")
            raise GaveUp(f"gave up after {self.seconds:g} s of work; a longer timeout allows more")
        self.next_look = max(self.left - _BETWEEN_LOOKS, 0)


_current: ContextVar[Budget | None] = ContextVar("budget", default=None)


def spend(steps: float) -> None:
    """Take steps from the budget of the answer that is worked on.

    Raises:
        GaveUp: there are not so many left.
    """
    budget = _current.get()
    if budget is not None:
        budget.left -= steps
        if budget.left < budget.next_look:
            budget.look()


@contextlib.contextmanager
def limited(seconds: float, part: float = 1.0) -> Iterator[None]:
    """Let an answer take so many seconds of work, or a part of them.

    >>> with limited(1):
    ...     spend(10**9)
    Traceback (most recent call last):
    sigmoid_sym.decision.budget.GaveUp: gave up after 1 s of work; a longer timeout allows more
    """
    steps = seconds * part * STEPS_PER_SECOND
    with _spending(Budget(seconds, steps, time.monotonic() + seconds * part, steps)):
        yield


@contextlib.contextmanager
def share(part: float) -> Iterator[None]:
    """Let what is tried take a part of what is left, so that something remains for the next trial."""
    whole = _current.get()
    if whole is None:
        yield
        return
    now = time.monotonic()
    steps = max(whole.left * part, 0)
    budget = Budget(whole.seconds, steps, now + (whole.deadline - now) * part, steps)
    try:
        with _spending(budget):
            yield
    finally:
        # Steps are taken before they are done: those that were not to be had were not done.
        whole.left -= steps - max(budget.left, 0)
        whole.next_look = min(whole.next_look, whole.left)


@contextlib.contextmanager
def _spending(budget: Budget) -> Iterator[None]:
    token = _current.set(budget)
    try:
        yield
    finally:
        _current.reset(token)
