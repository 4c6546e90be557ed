"""Our own icons: lines of 24 by 24, drawn with the colour of the text around them."""

from typing import Final

ICONS: Final[dict[str, str]] = {
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "bell": '<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4"/>',
    "calendar": '<rect x="4" y="5" width="16" height="15" rx="1"/><path d="M4 10h16M8 2v5M16 2v5"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7"/>',
    "chevron": '<path d="m6 9 6 6 6-6"/>',
    "city": '<path d="M3 20h18M5 20V9l5-3v14M10 20V4l9 4v12"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    "comment": '<path d="M4 5h16v11h-9l-5 4v-4H4z"/>',
    "document": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4 20h16"/>',
    "edit": '<path d="M4 20v-4L15.5 4.5l4 4L8 20zM13 7l4 4"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "folder": '<path d="M3 6h6l2 2h10v11H3z"/>',
    "history": '<path d="M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-5.5l-1.5 1.5M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 5.5l1.5-1.5"/>',
    "list": '<path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="1"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "map": '<path d="m3 6 6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14"/>',
    "menu": '<path d="M3 6h18M3 12h18M3 18h18"/>',
    "people": (
        '<circle cx="8" cy="8" r="3.5"/><circle cx="17" cy="9" r="2.5"/>'
        '<path d="M2 20c0-4 3-6 6-6s6 2 6 6M15 15c3-.5 6 1 6 4"/>'
    ),
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-4.5 3.5-7 8-7s8 2.5 8 7"/>',
    "pin": (
        '<path d="M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21z"/>'
        '<circle cx="12" cy="9.5" r="2.5"/>'
    ),
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z"/>',
    "puzzle": '<path d="M4 8h5a2.5 2.5 0 1 1 5 0h6v5a2.5 2.5 0 1 0 0 5v2H4z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5.5 5.5"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "star": '<path d="m12 3 2.7 5.8 6.3.7-4.7 4.3 1.3 6.2L12 16.9 6.4 20l1.3-6.2L3 9.5l6.3-.7z"/>',
    "target": '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="4"/><path d="M12 12h.01"/>',
    "trash": '<path d="M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6"/>',
    "upload": '<path d="M12 15V4M7 8.5l5-5 5 5M4 20h16"/>',
}

# The shapes of health: recognisable without colour. Boxes of 16 by 16.
SHAPES: Final[dict[str, str]] = {
    "on_course": '<circle class="on_course" cx="8" cy="8" r="7"/>',
    "attention": '<path class="attention" d="M8 1 15.6 15H.4z"/><path class="sign" d="M8 6v4.6M8 12v1.4"/>',
    "stuck": '<rect class="stuck" x="1" y="1" width="14" height="14"/><path class="sign bar" d="M4 8h8"/>',
    "not_started": '<circle class="not_started" cx="8" cy="8" r="6"/>',
    "done": '<circle class="done" cx="8" cy="8" r="7.5"/><path class="sign" d="m4.4 8.3 2.5 2.5 4.8-5.2"/>',
    "taken": '<path class="taken" d="M8 .5 15.5 8 8 15.5.5 8z"/>',
    "coming": '<path class="coming" d="M8 1.6 14.4 8 8 14.4 1.6 8z"/>',
}
