"""The bar that suits the place; here there is one."""

from tqdm import tqdm

__all__ = ["tqdm"]
