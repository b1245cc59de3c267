"""Verifying: σ^(n) by independent roads, and somebody else's coefficients."""

from sigmoid_sym import verify


def main() -> None:
    print(verify(range(1, 11)))

    # From a set of lecture notes: σ''' = σ - 7σ² + 12σ³ + 6σ⁴. The sign of the last term is wrong.
    report = verify(3, coefficients=(1, -7, 12, 6))
    print(f"\nThe notes are right: {report.ok}")
    for check in report.failed:
        print(f"  {check.road}: {check.compared}")


if __name__ == "__main__":
    main()
