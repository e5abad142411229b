"""The reviewers' page: rendered on the server, on the process of ``yancai serve``, under ``/review/``."""
