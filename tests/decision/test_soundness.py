"""Claims that a hasty reader or prover gets wrong: T is true, F is false, N has no verdict.

None of them may get a wrong verdict; "not understood" is always allowed.
"""

import pytest
from claims import OPEN, PROVED, REFUTED

from sigmoid_sym import prove

CLAIMS = r"""
F|x^{2/2} > 0
F|x^2.0 is increasing
F|the range of x^{2/2} is (0, ∞)
F|let a = 6/2; x^a ≥ 0
T|x^{4/2} ≥ 0
N|2^(n+1) = 2·2^n for 1 < n < 2
N|σ(x) > 0 for 1 < n < 2
N|(n+1)! = (n+1) n! for n < -5
N|n! = n (n-1)! for n < 0
N|S(n+1,k) = k S(n,k) + S(n,k-1) for n < -3
N|(-n-1)! = (-n-1)! for n ≥ 0
T|S(n+1,k) = k S(n,k) + S(n,k-1)
T|(n+1)! = (n+1) n!
N|2 = 2 for x > log(-1)
N|1 < 2 for n = 1/0
T|2n ≠ 1
T|n^2 ≠ 2
T|n - n^2 < 1/5
T|let f(n) = n^2; f(n) ≠ 2
F|max_n (n - n^2) = 1/4
F|the range of n^2 is [0, ∞)
F|the range of σ(n) is (0,1)
N|n! = n·(n-1)! for real n > 0
T|σ^{(n+1)}(x) = d/dx σ^{(n)}(x)
N|σ^{(n+1)}(x) = d/dx σ^{(n)}(x) for n < -3
F|tanh(a) is even
T|tanh(b) is odd
F|3 is even
T|3 is odd
T|σ(a) > 1/2 on (0, 1)
T|a^2 < 1 on (-1, 1)
F|σ'(a) has a maximum at x = 1
T|dσ/da = σ(1-σ)
F|d/da σ = 0
T|(a^3)' = 3a^2
F|(a^2)' = 0
T|let y = σ(a); y' = y(1-y)
F|let f = a^2; f' = 0
T|let f(a) = a^2; f' = 2a
T|let f(a) = σ(a x); f' = xσ'(a x)
F|let f(a) = σ(a x); f' = xσ'(x^2)
F|let f(a) = a t; f = t^2
N|let f(t) = t + x; f = 2x
F|σ' < p for p = 1/4
F|p = 1/4, σ' < p
T|(pσ)' = pσ(1-σ)
F|(σ + p)' = σ' + 1
T|let L = -y log(σ) - (1-y) log(1-σ); L' = σ - y
F|let t = 2; (t^2)' = 0
T|let t = 0; let y = σ(t); y' = 1/4
T|let a = 2; a(3) = 6
F|let a = 2; 5a(3) = 10
T|let y = e^a; y(0) = 1
T|let S(x) = 1/(1+e^{-2x}); S(x) = σ(2x)
F|let S(x) = x^2; σ(3) = 9
T|let S = 1 + e^{-x}; σ = 1/S
T|let logistic(x) = 3/(1+e^{-x}); logistic(x) = 3σ(x)
T|if σ(x) = x + 1/2 then e^x = 1
T|let u = e^x; dσ/du = 1/(1+u)^2
F|let y = t x; let f(x) = 2y; f'(t) = 4t
T|let y = t x; let f(x) = 2y; f'(t) = 2t
T|let z = 2x; let f(t) = z + 1; f'(5) = 0
T|d/dx (σ(x))|_{x=0} = 1/4
F|d/dx e^x|_{x=0} = 0
F|d/dx [σ(x)^2]|_{x=0} = 0
T|\sigma(x)\cdot(1-\sigma(x))\Big|_{x=0} = \frac14
N|e^x/(1+e^x)|_{x=0} = 1/2
N|\sigma(x)+\sigma'(x)|_{x=0} = \frac34
T|log 2e^x = log 2 + x
T|log xe^x = x + log x
T|log 2σ(x) = log 2 + log σ(x)
T|\log\frac{1}{2}e^{x} = x - \log 2
T|log σ(x)σ(-x) = log σ(x) + log σ(-x)
T|\tanh\frac12 x = \tanh\frac{x}{2}
T|tanh ½x = tanh(x/2)
T|tanh -x = -tanh x
T|\sigma 2x = \frac{1+\tanh x}{2}
T|\sigma\frac{x}{2} = \frac{1}{1+e^{-x/2}}
T|\sigma kx = \frac{1}{1+e^{-kx}}
T|σ x/2 = σ(x/2)
T|σ x^2 = σ(x^2)
T|σ 0 = 1/2
T|\sigma{0} = \frac12
T|(d/dx σ)(2x) = σ'(2x)
T|(1-σ)(2x) = σ(-2x)
T|(σ)(-x) = 1 - σ(x)
T|(tanh)(2x) = tanh(2x)
N|(e^x)(0) = 1
N|(-1)^(2n) = 1 where real n > 0
N|let real n > 0; (-1)^(2n) = 1
N|(-1)^(2n) = 1 on real n > 0
N|x ∈ (0, 1)
N|x ∈ ℝ
F|3!=5
T|1!=1
N|2^2n = 4^n
N|(-1)^2n = 1
T|\frac{d}{dx} 1 - \sigma(x) = -\sigma'(x)
F|d/dx 1 + x^2 = x^2
N|(e^x)^{(2)} = e^{2x}
T|σ' = σ(1-σ)
T|y' = y(1-y) where y = σ(x)
T|let f(x) = L/(1+C e^{-kx}); f' = k f (1-f/L)
T|σ(kx)' = kσ'(kx)
T|tanh x = 2σ(2x) - 1
T|xσ' + σ = (xσ)'
T|\sigma'(x) = \sigma(x)(1-\sigma(x))
T|1 - tanh^2 = sech^2
T|σ = 1/(1+e^{-t})
T|e^{2log(x)} = x^2
T|log(x^2) = 2log(x)
T|log(x^2) = 2log(-x)
N|σ(logit(p)) = p for p = 2
N|σ(logit(p)) = p for p > 1
T|x/x = 1
F|x/x = 1 for x = 0
T|σ(log(x))/σ(log(x)) = 1
T||σ(log(x))| ≤ 1
F||σ(log(x))| ≤ 1/2
T|σ(log(x)) is bounded
T|σ(-log(x)) = 1/(1+x)
T|σ(log x) + σ(-log x) = 1
T|tanh(log(x)) = (x^2-1)/(x^2+1)
T|cosh(log(x)) has a minimum 1 at x = 1
T|the minimum of cosh(log(x)) is 1
T|softplus(log(x)) = log(1+x)
T|softplus(log(x)) > 0
T|e^{-log x} > 0
F|e^{-log x} > 1
F|e^{-log x} < 0 for x < 0
T|log(σ(x)) < 0
T|logit(x) has exactly 1 zero
T|σ(logit(x)) has no zeros
F|σ(logit(x)) has exactly 1 zero
T|logit(p) > 0 for p > 1/2
T|logit(p) < 0 for p < 1/2
F|logit(p) > 0
T|d/dx log(x) = 1/x
T|d/dx log(x) > 0
T|lim_{x→1^-} logit(x) = ∞
T|lim_{x→∞} σ(log(x)) = 1
F|lim_{x→-∞} σ(log(x)) = 0
T|let f(x) = σ(log(x)); f(2) = 2/3
F|let f(x) = σ(log(x)); f(-2) = 2
T|let f(x) = e^{log x}; f'(2) = 1
F|let f(x) = e^{log x}; f'(-2) = 1
T|log(x)/log(x) = 1
T|e^{log(x)+log(y)} = xy
T|e^{log(x)+log(y)} > 0
T|e^{log(x)-log(y)} > 0
T|σ(log(a)) < 1
T|σ(log(a x)) < 1 for x > 0
T|logit(x)^2 ≥ 0
T|log(x)^2 ≥ 0
T|log(log(x)) < log(x)
T|e^{log(log(x))} < x
T|σ(log(log(x))) < 1
T|log(x) < x
F|√(x) > 0 for x < 0
T|√(e^x) > 0
F|√(e^x) = -e^{x/2}
T|1/σ(log(x)) > 1
F|x^{1/2} = -x
T|(e^{2x})^{1/2} = e^x
T|4^{1/2} = 2
F|(-8)^{1/3} = -2
T|0.25^{1/2} = 0.5
T|27^{2/3} = 9
T|e^{log(4)/2} = 2
T|2^{log(1)} = 1
F|log(-x) is increasing
T|log(-x) is decreasing
T|x^2 log(x)/x^2 = log x
T|S(n,k) = 1 for k = n
F|S(n,k) = 2 for k = n
T|S(n,k) = 0 for k > n
F|S(n,k) = 0 for k < n
F|S(n,k) = 0
T|S(n,k) = 0 for n = 2 and k = 3
T|let k = n + 1; S(n,k) = 0
T|S(n,2) = 2^{n-1} - 1 for n ≥ 1
F|S(n,2) = 2^{n-1} - 1 for n = 0
T|S(n,2) = 3 for n = 3
T|n^2 = 25 for n = 5
F|n^2 = 25 for n = 6
T|Σ(k=1..n, k) = 6 for n = 3
T|Σ(k=1..n, k) = n(n+1)/2 for n = 3
T|σ(x) = 1/2 for x = 0
F|σ(x) = 1/2 for x = 1
T|σ(x) = 1/2 at x = 0
T|let x = 0; σ(x) = 1/2
T|σ^{(n)}(x) > 0 for n = 1
F|σ^{(n)}(x) > 0 for n = 2
T|σ^{(n)}(x) is even for n = 1
F|σ^{(n)}(x) is even for n = 2
T|σ^{(n)}(x) ≤ 1/4 for n = 1
T|lim_{x→∞} σ^{(n)}(x) = 0 for n = 3
F|lim_{x→∞} σ^{(n)}(x) = 0 for n = 0
T|σ^{(n)} has exactly 2 zeros for n = 3
F|σ^{(n)} has exactly 3 zeros for n = 3
T|the range of σ^{(n)} is (0, 1/4] where n = 1
T|(-1)^n = -1 for n = 7
T|let n = 2; let m = n + 1; 2^m = 8
T|(-1)^n = 1 for n = 10000
N|(-1)^n = 1 for n = 1/2
T|n! = 6 where n = 3
F|n! = 6 where n = 4
T|let a = 2; σ(a x) = e^{2x}/(1+e^{2x})
F|let a = 2; σ(a x) = e^{x}/(1+e^{x})
T|let a = 0; σ(ax) = 1/2
T|σ(ax) = 1/2 for a = 0
T|σ(ax) > 1/2 for x > 0 where a = 1
F|σ(ax) > 1/2 for x > 0 where a = -1
T|let p = σ(x); p' = p(1-p)
T|let c = 1/4; σ' ≤ c
F|let c = 1/5; σ' ≤ c
T|σ is convex for x < c where c = 0
F|σ is convex for x < c where c = 1
T|let L = log(2); σ(L) = 2/3
T|2^n = 4^k where n = 2k
T|let n = 2k; (-1)^n = 1
F|let n = 2k+1; (-1)^n = 1
T|σ^{(n)}(-x) = (-1)^{n+1} σ^{(n)}(x) for n = 4
F|σ^{(n)}(-x) = (-1)^{n} σ^{(n)}(x) for n = 4
T|σ^{(n)}(-x) = (-1)^{n+1} σ^{(n)}(x) for n ≥ 1
F|σ^{(n)}(-x) = (-1)^{n+1} σ^{(n)}(x) for n ≥ 0
T|(-1)^n n! ≠ 0 where n = 5
F|let f(x) = x; let n = 2; f(n) = 3
T|let f(n) = n!; f(4) = 24
F|let f(n) = n!; f(n) = 24
T|let f(n) = n!; f(n+1) = (n+1) f(n)
T|σ^(k)(0) = 1/4 for k = 1
F|σ^(k)(0) = 1/4 for k = 2
T|2^n > n for n = 3
F|2^n < n for n = 3
N|2^n > n
T|k! = 120 for k = 5
T|σ'(x) = p q where σ(x) = p, σ(-x) = q
F|σ'(x) = p p where σ(x) = p
T|let σ(x) = p; σ''(x) = p(1-p)(1-2p)
F|let σ(x) = p; p' = 0
T|let σ(x) = p; p' = p(1-p)
T|let σ(x) = p; dp/dx = p(1-p)
T|let σ'(x) = q; q ≤ 1/4
F|let σ'(x) = q; q < 1/4
T|let σ(2) = c; c > 4/5
F|let σ(2) = c; c > 9/10
T|let tanh(x) = t; σ(2x) = (1+t)/2
F|let tanh(x) = t; σ(x) = (1+t)/2
T|let tanh(x/2) = t; σ(x) = (1+t)/2
T|where e^{-x} = u; σ(x) = 1/(1+u)
F|where e^{-x} = u; σ(x) = 1/(1-u)
T|let softplus(x) = y; y' = σ(x)
T|let logit(p) = x; p = σ(x)
N|let σ(x) = 1; σ'(x) = 0
T|let f(t) = a t; f'(a) = a
F|let f(t) = a t; f'(a) = 2a
T|let f(x) = x^2; let g(x) = f(2x); g'(1) = 8
T|let f(x) = x^2; f'(3x) = 6x
F|let f(x) = x^2; f'(3x) = 18x
T|let f(x) = x^2; d/dx f(3x) = 18x
T|let f(x) = σ(2x); f'(x) = 2f(x)(1-f(x))
T|let f(x) = σ(2x); f'(0) = 1/2
T|let f(x) = a σ(x) + b; f'(b) = aσ'(b)
T|let f(a) = σ(a x); f'(1) = xσ'(x)
F|let f(a) = σ(a x); f'(x) = xσ'(x)
T|let f(a) = σ(a x); f'(x) = xσ'(x^2)
T|let f(y) = σ(x+y); f'(0) = σ'(x)
T|let f(y) = σ(x+y); f'(x) = σ'(2x)
F|let f(y) = σ(x+y); f'(x) = 2σ'(2x)
T|let f(y) = σ(x+y); d/dx f(x) = 2σ'(2x)
T|let f(t) = Σ(k=1..3, t^k x); f'(x) = x + 2x^2 + 3x^3
T|let g(t) = t x; let f(t) = g(t)^2; f'(x) = 2x^3
F|let g(t) = t x; let f(t) = g(t)^2; f'(x) = 4x^3
T|σ'(σ(x)) = σ(σ(x))(1-σ(σ(x)))
T|(d/dx σ(x))(0) = 1/4
T|d/dx σ(a x) = a σ'(a x)
F|d/dx σ(a x) = σ'(a x)
T|d/da σ(a x) = x σ'(a x)
T|[d/dx σ(ax)]|_(x=a) = a σ'(a^2)
F|[d/dx σ(ax)]|_(x=a) = 2a σ'(a^2)
T|Σ(n=1..3, n x) = 6x
T|Σ(x=1..3, x) = 6
F|Σ(x=1..3, x) = 3x
T|Σ(k=1..k, k) = k(k+1)/2
T|let f(k) = Σ(j=0..k, j); f(3) = 6
T|let f(j) = Σ(k=0..j, j); f(3) = 12
T|let f(j) = Σ(j=0..j, j); f(3) = 6
F|let f(j) = Σ(j=0..j, j); f(3) = 12
T|let f(x) = Σ(k=1..2, x k); f(k) = 3k
F|let f(x) = Σ(k=1..2, x k); f(k) = 5
T|let f(x) = Σ(k=0..2, x^k); f'(k) = 1 + 2k
N|let y = k; Σ(k=1..2, y) = 2k
T|Σ(k=1..2, Σ(j=1..2, k j)) = 9
F|Σ(k=1..2, Σ(j=1..2, k j)) = 8
T|lim_{x→0} σ(a x) = 1/2
T|let f(x) = x + t; lim_{t→0} f(t) = 0
T|[x + t]|_(t=x) = 2x
F|[x + t]|_(t=x) = x + t
T|cosh(1+sinh(x)) > 0
T|sinh·cosh = sinh(2x)/2
T|cosh(cosh^2 - 1) = cosh sinh^2
T|sech·(1-tanh) = sech - sech·tanh
T|tanh(x)(1 - tanh(x)) = tanh(x) - tanh(x)^2
T|sinh(cosh - 1) = sinh·cosh - sinh
T|σ(1-tanh) = σ - σ·tanh
T|σ' = σ - σ^2 = σ(1-σ)
T|tanh' = (1-tanh)(1+tanh)
T|softplus'' = softplus'(1-softplus')
T|σ'' = σ'(1-2σ)
T|tanh'' = -2 tanh tanh'
T|tanh'' = -2tanh·tanh'
T|tanh''' = tanh'(6tanh^2-2)
F|tanh''' = tanh'(6tanh^2+2)
T|silu = xσ
T|silu' = σ(1 + x(1-σ))
T|coth' = 1 - coth^2 
T|csch' = -csch(coth)
N|x > 1, x > 2, σ(x) > x
T|x > 0, x < 1, σ(x) < 3/4
N|x > 0; y > 0
N|a = 1, b = 2
"""
WRONG = {"T": {REFUTED}, "F": {PROVED}, "N": {PROVED, REFUTED}}


@pytest.mark.parametrize("line", CLAIMS.strip().splitlines())
def test_no_wrong_verdict(line: str) -> None:
    kind, claim = line.split("|", 1)
    assert prove(claim, hints=False).name not in WRONG[kind]


def test_most_are_decided() -> None:
    lines = CLAIMS.strip().splitlines()
    undecided = [line for line in lines if prove(line.split("|", 1)[1], hints=False).name == OPEN]
    assert len(undecided) < len(lines) * 0.55
