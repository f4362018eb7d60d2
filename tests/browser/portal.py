"""A portal of somebody else on another site: its page frames Syncline, and its server signs tokens."""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from playwright.sync_api import FrameLocator, Page

SCRIPT = """
const frame = document.querySelector("iframe");
window.told = [];
addEventListener("message", async ({ source, origin, data }) => {
  if (source !== frame.contentWindow || origin !== SYNCLINE) return;
  told.push(data.type);
  if (data.type === "syncline:height") frame.style.height = `${data.height}px`;
  if (data.type === "syncline:token-needed" && !window.silent) {
    const token = await (await fetch("/token", { method: "POST" })).text();
    frame.contentWindow.postMessage({ type: "syncline:token", token }, SYNCLINE);
  }
});
frame.src = frame.dataset.src;
"""
PAGE = '<!doctype html><title>Portal</title><iframe data-src="{src}" width="1100"></iframe><script>{script}</script>'


class Portal:
    def __init__(self, port: int) -> None:
        self.origin = f"http://localhost:{port}"  # another site than 127.0.0.1
        self.secret, self.claims, self.syncline, self.framed = "", dict[str, Any](), "", ""

    def open(self, page: Page, size: str, *, origin: str = "", **claims: Any) -> FrameLocator:
        """`origin`: the one that it says to be; its own."""
        self.claims = claims
        self.framed = f"{self.syncline}/embed/{size}?origin={origin or self.origin}"
        page.goto(f"{self.origin}/")
        return page.frame_locator("iframe")

    def token(self) -> str:
        now = time.time()
        claims = {"iss": "portal", "aud": "embed", "jti": uuid.uuid4().hex, "nbf": now, "exp": now + 60}
        claims |= {"role": "operator", "integration": 1} | self.claims
        return jwt.encode(claims, self.secret, algorithm="HS256")

    @property
    def page(self) -> str:
        script = f'const SYNCLINE = "{self.syncline}";{SCRIPT}'
        return PAGE.format(src=self.framed, script=script)


@contextmanager
def portal() -> Iterator[Portal]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(here.page, "text/html")

        def do_POST(self) -> None:
            self._say(here.token(), "text/plain")

        def _say(self, text: str, kind: str) -> None:
            self.send_response(200)
            self.send_header("content-type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    here = Portal(server.server_port)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
