"""What we make of the papers, and how it runs: packs, checks, judging, batches, reports."""
