"""Has a Prometheus scrape a folder that holds a file `metrics`, and asks it for every expression of a dashboard.
    ask_prometheus.py FOLDER DATA DASHBOARD RULES
Fails and names the expressions that give nothing. Everything listens on the loopback address only."""
import functools, http.server, json, pathlib, socket, subprocess, sys, threading, time, urllib.parse, urllib.request

folder, data, dashboard, rules = map(pathlib.Path, sys.argv[1:])
PATIENCE = 90  # seconds


class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {"": "text/plain; version=0.0.4"}

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, expression):
    query = urllib.parse.urlencode({"query": expression})
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/query?{query}", timeout=10) as reply:
        return json.load(reply)["data"]["result"]


site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
threading.Thread(target=site.serve_forever, daemon=True).start()
data.mkdir(exist_ok=True)
config = data / "prometheus.yml"
config.write_text(f"""global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [{rules}]
scrape_configs:
  - job_name: factoid-desk
    static_configs: [{{targets: ['127.0.0.1:{site.server_port}']}}]
""")
port = free_port()
server = subprocess.Popen(["prometheus", f"--config.file={config}", f"--storage.tsdb.path={data}/db",
                           f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"])
try:
    expressions = [target["expr"] for panel in json.loads(dashboard.read_text())["panels"]
                   for target in panel["targets"]]
    assert len(expressions) > 20, "the dashboard has hardly any panels"
    missing, until = expressions, time.monotonic() + PATIENCE
    while missing and time.monotonic() < until:
        time.sleep(1)
        try:
            missing = [each for each in missing if not ask(port, each)]
        except OSError:
            pass  # it is not up yet
    print(f"{len(expressions) - len(missing)} of {len(expressions)} expressions have an answer")
    for each in missing:
        print("nothing:", each)
    sys.exit(1 if missing else 0)
finally:
    server.terminate()
    server.wait(20)
