import json
import logging
import re

LONG_NUMBER = re.compile(r"\d{12,}")


class LineFormatter(logging.Formatter):
    """One JSON object per line, so no cell or header can forge a second line; long numbers never get through."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return LONG_NUMBER.sub("•" * 12, json.dumps(line, ensure_ascii=False))
