from config.database.server import FOLDER, alone, run

if __name__ == "__main__":
    with alone():
        if (FOLDER / "postmaster.pid").exists():
            run("pg_ctl", "stop", "-w", "-m", "fast", "-D", FOLDER)
