"""What every record here has in common: frozen, and closed to unknown keys."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; a key it does not know is an error, so that a typing slip is never lost."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
