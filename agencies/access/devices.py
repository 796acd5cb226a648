"""What a browser says of itself, in words an officer recognises."""

BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"), ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)  # fmt: skip


def device_words(user_agent: str) -> str:
    """`Firefox di Windows`: browser and system without their versions, so that an update is no new device."""
    browser = next((words for mark, words in BROWSERS if mark in user_agent), "Peramban lain")
    system = next((words for mark, words in SYSTEMS if mark in user_agent), "perangkat lain")
    return f"{browser} di {system}"
