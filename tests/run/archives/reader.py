"""A run over archives in a process of its own, so that it can be killed: READER OUT WORKERS_OR_MASTER ARCHIVE..."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.run.archives import fake
from tollbook.errors import TollbookError
from tollbook.run.archives.bound import MB, Share
from tollbook.run.archives.reading import Cluster, read_archives
from tollbook.run.shard import ShardSettings

if __name__ == "__main__":
    reader, out, workers, *paths = sys.argv[1:]
    here = workers.isdecimal()
    share = Share(int(workers) if here else 1, 1000 * MB)
    given = {"spark.executorEnv.PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "spark.driver.host": "127.0.0.1"}
    cluster = None if here else Cluster(workers, given)
    try:
        done = read_archives(
            [Path(path) for path in paths],
            Path(out),
            ShardSettings(),
            read=getattr(fake, reader),
            share=share,
            cluster=cluster,
        )
    except TollbookError as error:
        sys.exit(str(error))
    sys.exit(done.exit_status)
