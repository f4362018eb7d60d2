"""A server of ours that asynchronous answers are posted to."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue

from lxml import etree

POLICY = "<policyid>later</policyid>"


class Receiver:
    """It keeps what it got."""

    def __init__(self) -> None:
        self.got: Queue[etree._Element] = Queue()
        got = self.got

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                got.put(etree.fromstring(self.rfile.read(int(self.headers["content-length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/inbox?x=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
