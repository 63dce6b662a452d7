"""A receiver of webhooks on the loopback address: prints its port, then what it is sent, one JSON document a line.
/fail-twice answers 503 twice and then 200, /redirect sends elsewhere, /gone says 410, all else 200."""
import http.server, json, sys


class Receiver(http.server.BaseHTTPRequestHandler):
    failed = 0

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        print(json.dumps({"path": self.path, "body": body.decode(), "timestamp": self.headers.get("X-Factoid-Timestamp"),
                          "signature": self.headers.get("X-Factoid-Signature"),
                          "delivery": self.headers.get("X-Factoid-Delivery")}), flush=True)
        status = 200
        if self.path == "/fail-twice" and Receiver.failed < 2:
            Receiver.failed += 1
            status = 503
        elif self.path == "/redirect":
            status = 307
        elif self.path == "/gone":
            status = 410
        self.send_response(status)
        if status == 307:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
server.serve_forever()
