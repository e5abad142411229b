"""The pre-check service: one upload, one answer, over HTTP."""
