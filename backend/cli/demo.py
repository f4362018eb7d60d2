"""`syncline demo`: everything in one terminal, with a stand-in third party, until Ctrl-C."""

import json
import os
import socket
from contextlib import ExitStack
from pathlib import Path

import click

from backend.cli.servers.beside import leave_word
from backend.cli.servers.preparing import prepare
from backend.cli.servers.supervisor import Supervisor
from backend.embedded.errors import EmbeddedError
from backend.settings import SettingError, read_port

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
    supervisor = Supervisor(running, home)
    env = _environment(supervisor, home, port)
    gateway = ["--home", str(home / "stand-in"), "--port", str(stand_in_port)]
    scenario = [] if empty else ["--scenario", str(SCENARIO)]
    supervisor.start("stand-in", "backend.stand_in", *gateway, *scenario, env=env)
    prepared = prepare(env, stand_in_port=stand_in_port, level=level, empty=empty)
    supervisor.start("worker", "jobs", env=env)
    supervisor.start("web", "backend", "serve", env=env)
    supervisor.wait_until_ready(f"http://127.0.0.1:{port}{_base(env)}/health")
    supervisor.wait_until_ready(f"http://127.0.0.1:{stand_in_port}/health")
    ready = _ready(env, prepared, stand_in_port)
    if not empty:
        given = (ready["url"], ready["admin_api_key"], ready["stand_in_admin_url"])
        supervisor.start("sample", "backend.cli.sample", *given, env=env, ends=True)
    word = leave_word(home, env | {"SYNCLINE_BASE_PATH": _base(env), "SYNCLINE_API_KEY": prepared["api_key"]})
    running.callback(word.unlink, missing_ok=True)
    _say(ready, as_json=as_json)
    supervisor.watch()


def _environment(supervisor: Supervisor, home: Path, port: int) -> dict[str, str]:
    env = dict(os.environ) | {"SYNCLINE_HOME": str(home), "SYNCLINE_PORT": str(port), "SYNCLINE_DEMO": "1"}
    env["SYNCLINE_URL"] = f"http://127.0.0.1:{port}"  # whatever an earlier demo said to export
    named = [name for name in ("DATABASE_URL", "REDIS_URL") if env.get(name)]
    if len(named) == 1:
        raise SettingError("DATABASE_URL and REDIS_URL belong together: set both, or neither for servers of our own.")
    return env if named else env | supervisor.start_servers()


def _base(env: dict[str, str]) -> str:
    return "/".join(["", *filter(None, env.get("SYNCLINE_BASE_PATH", "").split("/"))])


def _ready(env: dict[str, str], prepared: dict[str, str], stand_in_port: int) -> dict[str, str]:
    return {
        "url": f"{env['SYNCLINE_URL']}{_base(env)}/",
        "sign_in_url": prepared["sign_in_url"],
        "admin_api_key": prepared["api_key"],
        "stand_in_admin_url": f"http://127.0.0.1:{stand_in_port}/admin",
    }


def _say(ready: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(ready), flush=True)
        return
    print(f"Syncline is ready. Sign in once with this link:\n\n    {ready['sign_in_url']}\n", flush=True)
    print("Other commands find it in this folder; elsewhere:", end=" ")
    print(f"export SYNCLINE_URL={ready['url']} SYNCLINE_API_KEY={ready['admin_api_key']}\n")
    print("A stand-in on this machine plays Sage Intacct. Ctrl-C stops everything.", flush=True)
