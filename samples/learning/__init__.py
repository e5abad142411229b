"""What the networks of our own have in common: their parts, and how they learn. Needs torch, which the project itself
does not."""
