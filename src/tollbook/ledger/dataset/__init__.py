"""A dataset: claims, reports and texts of whole archives as Parquet, one folder for each shard of input."""

from .appearance import Appearance, Unread
from .dataset import Dataset
from .recipe import Recipe
from .shard import Shard, ShardName
from .writing import ShardWriter, write_shard

__all__ = ["Appearance", "Dataset", "Recipe", "Shard", "ShardName", "ShardWriter", "Unread", "write_shard"]
