"""Is it true? Claims are decided: proved with a certificate, refuted with a counterexample, or left open."""
