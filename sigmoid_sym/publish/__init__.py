"""Pictures and reports: what is known of σ^(n), to hand around.

`report` puts together what `contents` says as a `document`, which `html`, `tex` and `markdown` write;
`charts` are data, which `pictures` (Matplotlib), `tikz` and `terminal` draw. `files` writes whole files or
none.
"""
