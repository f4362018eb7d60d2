"""`syncline demo`: everything in one terminal, with a stand-in third party, until Ctrl-C."""

import json
import os
import signal
import socket
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError

import click

from backend.cli.servers.beside import leave_word
from backend.cli.servers.preparing import prepare
from backend.cli.servers.processes import Process
from backend.embedded.errors import EmbeddedError
from backend.embedded.servers import start_servers
from backend.settings import SettingError, read_port

READY_SECONDS = 60
SCENARIO = Path(__file__).parent / "sample" / "third_party.json"


@click.command()
@click.option("--empty", is_flag=True, help="Without the sample company: one integration, no objects.")
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help="Where data is kept; .syncline")
@click.option("--port", type=click.IntRange(1, 65535), help="Of the screen; 8000, or SYNCLINE_PORT")
@click.option("--stand-in-port", type=click.IntRange(1, 65535), help="Of the stand-in's gateway; the screen's port + 1")
@click.option("--level", type=click.Choice(["top", "entity"]), default="top", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON when ready.")
def demo(
    *, empty: bool, home: Path | None, port: int | None, stand_in_port: int | None, level: str, as_json: bool
) -> None:
    """Start servers, web, worker and a stand-in of Sage Intacct on this machine."""
    home = Path(os.path.abspath(home or os.environ.get("SYNCLINE_HOME") or ".syncline"))  # noqa: PTH100
    try:
        port = port or read_port()
        stand_in_port = stand_in_port or port + 1
        _check_ports(port, stand_in_port)
        with ExitStack() as running:
            _run(running, home, port, stand_in_port, level, empty=empty, as_json=as_json)
    except (EmbeddedError, SettingError, OSError) as problem:
        raise click.ClickException(str(problem)) from problem


def _check_ports(port: int, stand_in_port: int) -> None:
    if port == stand_in_port:
        raise click.ClickException(f"The screen and the stand-in cannot both use port {port}: give --stand-in-port.")
    _check_port("The screen", port)
    _check_port("The stand-in", stand_in_port)


def _check_port(name: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as problem:
            option = "--port" if name == "The screen" else "--stand-in-port"
            why = getattr(problem, "strerror", None) or "a port is a number from 1 to 65535"
            sentence = f"{name} cannot use port {port}: {why}. Choose another with {option}."
            raise click.ClickException(sentence) from problem


def _run(
    running: ExitStack, home: Path, port: int, stand_in_port: int, level: str, *, empty: bool, as_json: bool
) -> None:
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)
    watched: list[object] = []
    env = _environment(running, watched, home, port)
    logs = home / "logs"
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    logs.chmod(0o700)

    def start(name: str, *arguments: str) -> None:
        process = Process(name, list(arguments), env=env, log=logs / f"{name}.log")
        running.callback(process.stop)
        watched.append(process)

    gateway = ["--home", str(home / "stand-in"), "--port", str(stand_in_port)]
    start("stand-in", "backend.stand_in", *gateway, *([] if empty else ["--scenario", str(SCENARIO)]))
    prepared = prepare(env, stand_in_port=stand_in_port, level=level, empty=empty)
    start("worker", "jobs")
    start("web", "backend", "serve")
    _wait_until_ready(watched, f"http://127.0.0.1:{port}{_base(env)}/health")
    _wait_until_ready(watched, f"http://127.0.0.1:{stand_in_port}/health")
    ready = {
        "url": f"{env['SYNCLINE_URL']}{_base(env)}/",
        "sign_in_url": prepared["sign_in_url"],
        "admin_api_key": prepared["api_key"],
        "stand_in_admin_url": f"http://127.0.0.1:{stand_in_port}/admin",
    }
    if not empty:
        start("sample", "backend.cli.sample", ready["url"], prepared["api_key"], ready["stand_in_admin_url"])
    word = leave_word(home, env | {"SYNCLINE_BASE_PATH": _base(env), "SYNCLINE_API_KEY": prepared["api_key"]})
    running.callback(word.unlink, missing_ok=True)
    _say(ready, as_json=as_json)
    _watch(watched)


def _environment(running: ExitStack, watched: list[object], home: Path, port: int) -> dict[str, str]:
    env = dict(os.environ) | {"SYNCLINE_HOME": str(home), "SYNCLINE_PORT": str(port), "SYNCLINE_DEMO": "1"}
    env["SYNCLINE_URL"] = f"http://127.0.0.1:{port}"  # whatever an earlier demo said to export
    named = [name for name in ("DATABASE_URL", "REDIS_URL") if env.get(name)]
    if len(named) == 1:
        raise SettingError("DATABASE_URL and REDIS_URL belong together: set both, or neither for servers of our own.")
    if not named:
        servers = start_servers(home)
        running.callback(servers.stop)
        watched.append(servers)
        env |= {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
    return env


def _base(env: dict[str, str]) -> str:
    return "/".join(["", *filter(None, env.get("SYNCLINE_BASE_PATH", "").split("/"))])


def _wait_until_ready(watched: list[object], url: str) -> None:
    ends = time.monotonic() + READY_SECONDS
    while time.monotonic() < ends:
        _check(watched)
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise click.ClickException(f"{url} did not answer within {READY_SECONDS} seconds.")


def _check(watched: list[object]) -> None:
    for one in watched:
        ended = one.ended()  # type: ignore[attr-defined]
        if ended and getattr(one, "name", "") != "sample":
            raise click.ClickException(ended)


def _say(ready: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(ready), flush=True)
        return
    print(f"Syncline is ready. Sign in once with this link:\n\n    {ready['sign_in_url']}\n", flush=True)
    print("Other commands find it in this folder; elsewhere:", end=" ")
    print(f"export SYNCLINE_URL={ready['url']} SYNCLINE_API_KEY={ready['admin_api_key']}\n")
    print("A stand-in on this machine plays Sage Intacct. Ctrl-C stops everything.", flush=True)


def _watch(watched: list[object]) -> None:
    try:
        while True:
            _check(watched)
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("Stopping …", file=sys.stderr, flush=True)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
