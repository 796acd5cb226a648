from agencies.queries.panels import Panel, Panels


def test_panels_come_in_order_and_only_with_something_to_say():
    panels = Panels()
    panels.add("a.html")(lambda viewer, subject, year: {"says": (viewer, subject, year)})
    panels.add("b.html")(lambda viewer, subject, year: None)
    panels.add("c.html")(lambda viewer, subject, year: {})

    assert panels.shown("who", "what", 2026) == [
        Panel("a.html", {"says": ("who", "what", 2026)}),
        Panel("c.html", {}),
    ]
