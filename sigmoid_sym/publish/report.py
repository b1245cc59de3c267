"""report: what is known of σ^(n), as a document to hand around."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sigmoid_sym import programs
from sigmoid_sym.crosscheck.report import Report
from sigmoid_sym.crosscheck.roads import verify
from sigmoid_sym.errors import SigmoidSymError, shown, whole_number
from sigmoid_sym.publish.charts import chosen_orders
from sigmoid_sym.publish.contents import contents, is_high, title
from sigmoid_sym.publish.document import Document

_MOST_DIGITS = 1000
_LONGEST_RUN = 300  # seconds of pdflatex


@dataclass(frozen=True, slots=True, repr=False)
class PublishedReport:
    """A document on σ^(n), in HTML, LaTeX, Markdown or PDF; in a notebook it shows itself.

    Attributes:
        title: its title.
        document: what it says.
        checks: the report of `verify` that is in it.
    """

    title: str
    document: Document
    checks: Report

    def __repr__(self) -> str:
        return f"<PublishedReport: {self.title}>"

    def html(self) -> str:
        """Return a web page in one file: MathML and SVG inside, no script, nothing from the network."""
        from sigmoid_sym.publish.html import page  # each format has its own file, and one is asked for

        return page(self.document, self.title)

    def latex(self) -> str:
        """Return a LaTeX document in one file, with its pictures in TikZ."""
        from sigmoid_sym.publish.tex import latex_document

        return latex_document(self.document)

    def markdown(self) -> str:
        """Return the document in Markdown, formulas between dollars, pictures in characters."""
        from sigmoid_sym.publish.markdown import markdown

        return markdown(self.document)

    def pdf(self) -> bytes:
        """Return the LaTeX document as pdflatex sets it.

        Raises:
            SigmoidSymError: there is no pdflatex, or it fails.
        """
        return _typeset(self.latex())

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the report to a .html, .tex, .pdf or .md file, which is there whole or not at all.

        Raises:
            SigmoidSymError: another suffix, or the file could not be written; as for `pdf`.
        """
        from sigmoid_sym.publish.files import write_whole

        target = report_path(path)
        content = FORMATS[target.suffix.lower()](self)
        write_whole(target, content if isinstance(content, bytes) else content.encode())

    def _repr_html_(self) -> str:
        from sigmoid_sym.publish.html import article

        return article(self.document)


FORMATS: Mapping[str, Callable[[PublishedReport], str | bytes]] = MappingProxyType(
    {
        ".html": PublishedReport.html,
        ".tex": PublishedReport.latex,
        ".pdf": PublishedReport.pdf,
        ".md": PublishedReport.markdown,
    }
)


def report(orders: int | Iterable[int], digits: int = 20) -> PublishedReport:
    """Return a report on σ^(n): formulas, coefficients, pictures, values, zeros, extrema, checks.

    Arguments:
        orders: n, or several, at most 28; n at most 150.
        digits: significant decimal digits of values, zeros and extrema, at most 1000.

    Notes:
        The same report is the same file, byte by byte, where the versions of the packages are the same.
        Above n = 40 only the quick checks are made.

    Raises:
        SigmoidSymError: an argument that is not one of these.

    >>> found = report(3, digits=10)
    >>> found.title, found.checks.ok
    ('σ′′′, a derivative of the logistic function', True)
    >>> print(found.markdown().split("## Zeros")[1].split("##")[0].strip())
    | x |
    | --: |
    | −1.316957897 |
    | 1.316957897 |
    """
    numbers = chosen_orders(orders)
    if whole_number("digits", digits, 1) > _MOST_DIGITS:
        raise SigmoidSymError(f"digits must be at most {_MOST_DIGITS} in a report, not {shown(digits)}")
    checks = verify(numbers, quick=is_high(numbers[-1]))
    return PublishedReport(title(numbers), contents(numbers, digits, checks), checks)


def report_path(path: str | os.PathLike[str]) -> Path:
    """Return the path if a report can be written there.

    Raises:
        SigmoidSymError: it does not end in a suffix of `FORMATS`, its directory is not there, or it is to
            be a PDF and there is no pdflatex.
    """
    from sigmoid_sym.publish.files import checked_path

    target = checked_path(path, FORMATS)
    if target.suffix.lower() == ".pdf":
        _pdflatex()
    return target


def _pdflatex() -> str:
    program = shutil.which("pdflatex")
    if program is None:
        raise SigmoidSymError("a report in PDF needs pdflatex with TikZ; .tex, .html and .md do not")
    return program


def _typeset(source: str) -> bytes:
    command = [_pdflatex(), "-interaction=batchmode", "-halt-on-error", "-no-shell-escape", "report.tex"]
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        (directory / "report.tex").write_text(source, encoding="utf-8")
        for _ in range(3):  # tables over several pages find their widths
            if programs.run(command, directory, _LONGEST_RUN).returncode != 0:
                raise SigmoidSymError(f"pdflatex does not like the report: {_complaint(directory)}")
        return (directory / "report.pdf").read_bytes()


def _complaint(directory: Path) -> str:
    log = directory / "report.log"
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else []
    return next((line for line in lines if line.startswith("!")), "no reason is in its log")
