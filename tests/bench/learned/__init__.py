"""What the linear models of words learn, and what that is worth on papers of hands they did not learn from."""
