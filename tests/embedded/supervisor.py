"""A process that supervises the embedded servers of one home until it is killed or its input ends."""

import json
import sys
from pathlib import Path

from backend.embedded.errors import EmbeddedError
from backend.embedded.servers import start_servers


def main() -> None:
    try:
        servers = start_servers(Path(sys.argv[1]), fsync=False)
    except EmbeddedError as error:
        sys.exit(str(error))
    print(json.dumps({"database_url": servers.database_url, "pids": servers.pids}), flush=True)
    sys.stdin.read()
    servers.stop()


if __name__ == "__main__":
    main()
