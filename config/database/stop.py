from config.database.server import stop

if __name__ == "__main__":
    stop()
