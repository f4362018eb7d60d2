"""A door in front of the web that lets some requests through and then closes without an answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import httpx


@contextmanager
def closing_after(requests: int, base_url: str) -> Iterator[str]:
    """Its address. What is let through reaches the real web."""
    left = iter(range(requests))

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if next(left, None) is not None:
                headers = {name: self.headers[name] for name in ("authorization", "content-type")}
                answer = httpx.post(base_url + self.path, content=body, headers=headers, trust_env=False)
                self.send_response(answer.status_code)
                self.send_header("content-length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

        def log_message(self, *_: object) -> None:
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Door) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
