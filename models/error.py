"""The one kind of error that ends a command: configuration, packs, weights. The door (cli, service) handles it once."""


class YancaiError(Exception):
    """A Chinese message with the remedy, and the exit code of the contract (2: called wrongly, 1: we failed)."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class UsageError(YancaiError):
    """The command was called wrongly: a missing path, an unknown region, an invalid application.json."""

    def __init__(self, message: str) -> None:
        super().__init__(message, exit_code=2)
