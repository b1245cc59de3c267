"""The formal theory (Coq and Coquelicot, in `theory/`) and certificates that rest on it."""
