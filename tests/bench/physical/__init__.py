"""The physical bench: seals, text under seals, clarity and geometry, measured against drawn truth."""
