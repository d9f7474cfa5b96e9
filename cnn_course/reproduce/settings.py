"""What a measurement is told from outside."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where pictures are read, and where half-done work and weights are kept.

    Attributes
    ----------
    command : str
        What a reader types to measure it again; results and cards quote it.
    data : Path or None
        Folder or archive with the pictures; None downloads them.
    checkpoints : Path
        Folder for what an interrupted training goes on from.
    weights : Path or None
        Folder for the trained weights; None keeps none.
    mixed_precision : bool
        Compute the maps in 16-bit floats (bfloat16); weights stay in 32 bits.
    """

    command: str
    data: Path | None
    checkpoints: Path
    weights: Path | None
    mixed_precision: bool = False
