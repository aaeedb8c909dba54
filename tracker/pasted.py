"""What was pasted from a posting, split into company, role and link: a window's title and an address, or one of them.

Pure. What is not certain is not guessed: the parts are handed back for the learner to say which is which.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from tracker.duplicates import company_key, folded

LONGEST = 1000  # characters that are looked at
NAME, LINK = 120, 500  # what the fields hold
MOST_PARTS = 3  # to choose from
ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
BARE = re.compile(r"(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"']+|(?<![\w@.])www\.[^\s<>\"']+", re.IGNORECASE)
NO_LINK = re.compile(r"\b(?:javascript|data|vbscript|file|blob|about):\S*", re.IGNORECASE)  # nothing to keep
BREAKS = re.compile(r"\s+[-–—|·•»:]+\s+|\s*[|·•»]\s*|\s*[\r\n\t]+\s*")
# Words of a title that name the page or the site, not the posting.
SITES = frozenset((
    "linkedin", "indeed", "indeed.com", "glassdoor", "glassdoor.com", "stepstone", "xing", "wellfound", "dice",
    "monster", "greenhouse", "lever", "ashby", "workable", "ziprecruiter", "builtin", "otta",
))  # fmt: skip
PAGES = re.compile(
    r"^(careers?|jobs?|openings?|vacanc(y|ies)|open positions?|positions?|apply( now)?|job (details?|posting|search)"
    r"|current openings|join us|work with us|home|careers? (page|site))$",
    re.IGNORECASE,
)
TAIL = re.compile(r"\s+(careers?|jobs?|careers? site|careers? page)$", re.IGNORECASE)
ROLES = frozenset((
    "engineer", "engineering", "developer", "scientist", "analyst", "architect", "researcher", "consultant",
    "specialist", "administrator", "intern", "internship", "manager", "lead", "head", "director", "programmer",
    "designer", "trainee", "mlops", "devops", "sre", "graduate", "associate", "principal", "ingenieur",
    "entwickler", "entwicklerin", "wissenschaftler", "praktikant", "werkstudent",
))  # fmt: skip
APPLICATION_FOR = re.compile(r"^(?:job )?application for (?P<role>.+?) at (?P<company>.+)$", re.IGNORECASE)
HIRING = re.compile(r"^(?P<company>.+?) (?:is )?hiring (?:an? )?(?P<role>.+?)(?: in (?P<place>.+))?$", re.IGNORECASE)
AT = re.compile(r"^(?P<role>.+?)\s+(?:at|@|bei|chez)\s+(?P<company>.+)$", re.IGNORECASE)
# Sites at which an employer has a room of their own: in the first part of the path, or before the host's name.
BY_PATH = (
    "lever.co", "greenhouse.io", "ashbyhq.com", "apply.workable.com", "smartrecruiters.com", "jobs.personio.com",
    "careers.workable.com",
)  # fmt: skip
BY_HOST = (
    "myworkdayjobs.com", "bamboohr.com", "recruitee.com", "teamtailor.com", "personio.de", "personio.com",
    "breezy.hr", "workable.com", "icims.com",
)  # fmt: skip
NO_NAMES = frozenset((
    "www", "jobs", "job", "careers", "career", "apply", "boards", "job-boards", "embed", "api", "en", "de", "fr",
    "us", "uk", "o", "j",
))  # fmt: skip


@dataclass(frozen=True)
class Pasted:
    """What could be read. ``parts``: texts among which the company is, or the role, it is not said which."""

    company: str = ""
    role: str = ""
    link: str = ""
    place: str = ""
    parts: tuple = ()

    @property
    def fields(self):
        """What a form begins with: values by name, those that were found."""
        values = {"company": self.company, "role": self.role, "link": self.link, "place": self.place}
        return {name: value for name, value in values.items() if value}

    @property
    def readings(self):
        """What it may mean, where that is not said: pairs of (company, role) to choose from."""
        if self.role or len(self.parts) == 1:
            return tuple((part, self.role) for part in self.parts) + (() if self.role else (("", self.parts[0]),))
        return tuple((part, other) for part in self.parts for other in self.parts if part != other)


def web_address(text):
    """The text as an address of the web, https where it does not say; "" if it is none, or too long to be kept."""
    text = text.replace("\0", "").strip()
    if BARE.fullmatch(text):
        text = f"https://{text}"
    try:
        known = ADDRESS.fullmatch(text) and urlsplit(text).hostname
    except ValueError:
        return ""
    return text if known and len(text) <= LINK else ""


def split(text, link="", company="", role=""):
    """What was pasted, and the link of the page where that came by itself, as a ``Pasted``.

    ``company`` and ``role`` are what the learner has said already.
    """
    text = NO_LINK.sub(" ", text.replace("\0", "")[:LONGEST])
    link = web_address(link)
    found = ADDRESS.search(text) or BARE.search(text)
    if found:
        link = link or web_address(found[0].rstrip(".,;)]}"))
        text = f"{text[: found.start()]}\n{text[found.end() :]}"
    read = replace(_of_title(text, owner_of(link)), link=link)
    if company or role:
        read = replace(read, company=company[:NAME].strip(), role=role[:NAME].strip(), parts=())
    return read


def owner_of(link):
    """The employer whose room at a site for postings a link goes into, as the address has it; else ""."""
    if not link:
        return ""
    parts = urlsplit(link)
    host = (parts.hostname or "").casefold()
    path = [unquote(part) for part in parts.path.split("/") if part]
    if any(host == site or host.endswith(f".{site}") for site in BY_PATH):
        return _as_name(path[0]) if path and _is_name(path[0]) else ""
    first = host.split(".")[0]
    if any(host.endswith(f".{site}") for site in BY_HOST):
        return _as_name(first) if _is_name(first) else ""
    labels = host.split(".")
    if len(labels) == 3 and first in ("careers", "career", "jobs") and _is_name(labels[1]):
        return _as_name(labels[1])
    return ""


def _is_name(text):
    return bool(folded(text)) and text.casefold() not in NO_NAMES and not text.isdigit()


def _as_name(text):
    text = " ".join(re.split(r"[-_+\s]+", text)).strip()
    return (text.title() if text.islower() else text)[:NAME]


def _of_title(text, owner):
    """Company and role from the title of a posting; ``owner`` is whose the address says it is."""
    pieces = [piece.strip(" \t-–—|·•»:,") for piece in BREAKS.split(text)]
    pieces = [piece for piece in pieces if piece and not _names_a_page(piece)]
    for piece in pieces:
        for shape in (APPLICATION_FOR, HIRING, AT):
            if match := shape.match(piece):
                found = match.groupdict()
                return _read(found["company"], found["role"], found.get("place") or "")
    pieces = list(dict.fromkeys(shorter for piece in pieces if (shorter := TAIL.sub("", piece))))
    return _of_pieces(pieces, owner)


def _of_pieces(pieces, owner):
    employers = [piece for piece in pieces if owner and _same(piece, owner)]
    if employers:
        others = [piece for piece in pieces if piece not in employers]
        roles = [piece for piece in others if _names_a_role(piece)] or others
        return _read(employers[0], roles[0] if roles else "")
    roles = [piece for piece in pieces if _names_a_role(piece)]
    others = [piece for piece in pieces if piece not in roles]
    if owner:
        return _read(owner, (roles or others or [""])[0])
    if len(roles) == 1:
        if len(others) <= 1:
            return _read(others[0] if others else "", roles[0])
        return Pasted(role=roles[0][:NAME], parts=_cut(others))  # a place, a team, a company: it is not said which
    return Pasted(parts=_cut(pieces))


def _cut(pieces):
    return tuple(dict.fromkeys(piece[:NAME].strip() for piece in pieces[:MOST_PARTS]))


def _read(company, role, place=""):
    return Pasted(company=company.strip()[:NAME], role=role.strip()[:NAME], place=place.strip()[:NAME])


def _same(piece, owner):
    return company_key(piece).replace(" ", "") == company_key(owner).replace(" ", "")


def _names_a_page(piece):
    return bool(PAGES.match(piece)) or piece.casefold() in SITES


def _names_a_role(piece):
    return not ROLES.isdisjoint(folded(piece).split())
