"""A small web server on this machine, with faults on request."""

import http.server
import threading


class Server:
    """Serves `files` (name to bytes) until the ``with`` block ends.

    `breaks` counts how many of the next answers stop half way; `asked` is the list of
    names that were asked for; `together`, a barrier, holds answers back until all are asked.
    """

    def __init__(self, files):
        self.files, self.asked, self.breaks = files, [], 0
        self.together = None
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.answer(self)

            def log_message(self, *words):
                """Quiet."""

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def answer(self, request):
        name = request.path.lstrip("/")
        self.asked.append(name)
        if self.together:
            self.together.wait()
        if name not in self.files:
            request.send_error(404)
            return
        data = self.files[name]
        request.send_response(200)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        if self.breaks:
            self.breaks -= 1
            data = data[: len(data) // 2]
        request.wfile.write(data)

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, args=[0.01], daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
