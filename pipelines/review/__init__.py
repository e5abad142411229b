"""The reviewers' queue, one model for the terminal, the page and the service: see ``docs/queue.md``."""
