"""Pictures and reports: what is known of σ^(n), to hand around."""
