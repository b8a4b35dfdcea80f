"""Named parts of line rules: dates, names, networks, agencies, addresses, footer links.

Each is a regular expression without capturing groups, for shapes (straight quotes, plain dashes, single spaces). None
repeats a part that can match without a separator between, so that no line takes more than polynomial time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY: Final = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
ZONE: Final = r"(?: ?\(?(?:[A-Z]{2,4}|E\.?[SD]?\.?T\.?|local time)\)?)?"
CLOCK: Final = rf"(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d(?::[0-5]\d)?)? ?(?:[ap]\.?m\.?)?{ZONE}"
DAY: Final = r"[0-3]?\d(?:st|nd|rd|th)?"
YEAR: Final = r"(?:19|20)\d\d"
DATE: Final = (
    rf"{WEEKDAY}(?:{DAY} (?:of )?{MONTH},?(?: {YEAR})?|{MONTH} {DAY}(?:,? {YEAR})?|{MONTH},? {YEAR}|{YEAR}-\d\d-\d\d"
    rf"|[0-3]?\d[/.-][01]?\d[/.-](?:{YEAR}|\d\d)|[01]?\d/[0-3]?\d/(?:{YEAR}|\d\d))"
)
NAME_WORD: Final = r"(?:[A-Z][\w.'-]*|d[aeiu]|de[lnr]|van|von|bin|al-?|el|la|le|ter|ten)"
NAME: Final = rf"[A-Z][\w.'-]*(?: {NAME_WORD}){{1,4}}"

PARTS: Final[Mapping[str, str]] = {
    "year": YEAR,
    "clock": rf"(?i:{CLOCK})",
    "date": rf"(?i:{DATE}(?:,? ?[-|/·]? ?(?:at |@ ?)?{CLOCK})?|{CLOCK},? ?[-|/·]? ?(?:on )?{DATE})",
    "name": NAME,
    "names": rf"{NAME}(?:(?:,? and |,? & |, ?| / ){NAME}){{0,6}}",
    "network": (
        r"(?:facebook(?: messenger)?|twitter|x|google ?(?:plus|\+)|instagram|pinterest|linkedin|whatsapp|reddit|tumblr"
        r"|telegram|snapchat|youtube|tiktok|threads|bluesky|mastodon|flipboard|stumbleupon|digg|pocket|messenger|viber"
        r"|e-?mail|embed|print|sms|copy(?: link)?|rss)"
    ),
    "agency": (
        r"(?:AP(?: Photos?| Images?)?|(?:The )?Associated Press|Reuters|REUTERS|AFP|Agence France-Presse"
        r"|PA(?: Media| Wire| Images)?|Press Association|Getty(?: Images)?|EPA(?:-EFE)?|Bloomberg(?: News)?|UPI|Xinhua"
        r"|TASS|Shutterstock|Rex(?: Features)?|REX|Alamy(?: Stock Photo)?|iStock(?:photo)?|Anadolu(?: Agency| Images)?"
        r"|Zuma(?: Press)?|ZUMA|SIPA|Corbis|dpa|NurPhoto|Wikimedia(?: Commons)?|Flickr|Unsplash|Pexels|Pixabay|Twitter"
        r"|Facebook|YouTube|Instagram|AFP via Getty Images|SWNS|SNS|MoD|Crown Copyright|CC BY(?:-SA)?(?: \d\.\d)?)"
    ),
    "url": (
        r"(?:https?://|www\.)[^\s]{3,200}"
        r"|[\w-]{2,60}(?:\.[\w-]{2,60}){0,3}"
        r"\.(?:com|org|net|co\.uk|org\.uk|gov|edu|info|tv|news|uk|example)"
        r"(?:/[^\s]{0,150})?"
    ),
    "email": r"[\w.+'-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}",
    "handle": r"@\w{1,30}",
    "footerlink": (
        r"(?:terms(?: of (?:use|service|sale)| (?:and|&) conditions)?|(?:your )?privacy(?: (?:policy|notice|statement"
        r"|cent(?:re|er)|settings|preferences|rights|choices))?|(?:about )?cookies?(?: (?:settings|policy|notice"
        r"|preferences|consent))?|legal(?: notice)?|contact(?: us)?|about(?: us)?|advertis(?:e|ing)(?: with us| here)?"
        r"|accessibility(?: help| statement)?|site ?map|careers|jobs|help(?: cent(?:er|re))?|faqs?|rss(?: feeds?)?"
        r"|corrections?(?: policy)?|do not sell(?: or share)? my (?:personal )?info(?:rmation)?|ad ?choices"
        r"|newsletters?"
        r"|(?:ethics|editorial) (?:policy|standards|code)|subscribe|subscriptions?"
        r"|complaints?(?: policy| procedure)?"
        r"|modern slavery(?: act)? statement|code of (?:conduct|ethics)|disclaimers?|licensing|syndication|mobile apps?"
        r"|apps|press|media kit|feedback|user agreement|community (?:guidelines|standards|rules)|archives?|masthead"
        r"|public notices|staff|imprint|log ?in|home)"
    ),
}
"""What each placeholder of `seeds/line_rules.csv` stands for."""
