"""The part of a text that shows the hit, and the hit in it. Pure; nothing here is HTML."""

from dataclasses import dataclass

from guide.markup import MARK
from guide.search.words import normal, spans_of, term

ROOM = 190  # characters
BEFORE = 50  # of them at most before the first hit


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool


def excerpt(text, terms):
    """The part of ``text``, paragraphs with marks, that holds most of the terms; its beginning if it holds none.

    No word and no mark is cut; what is left out is told by an ellipsis.
    """
    best, most = "", -1
    for paragraph in text.split("\n"):
        hits = hits_in(paragraph, terms)
        distinct = len({term(word.form) for word in hits})
        if distinct > most:
            best, most, places = paragraph, distinct, [word.start for word in hits]
        if most == len(terms) > 0:
            break
    return _window(best, _start(places)) if best else ""


def hits_in(text, terms):
    """The words of a text whose term is among ``terms``; none within a mark."""
    marks = [match.span() for match in MARK.finditer(text)]
    words = (word for word in spans_of(text) if term(word.form) in terms)
    return [word for word in words if not any(start <= word.start < end for start, end in marks)]


def pieces(text, terms):
    """The text, without marks, as pieces that are hits or are not."""
    text = normal(text)
    found, done = [], 0
    for word in sorted(hits_in(text, terms), key=lambda word: (word.start, -word.end)):
        if word.start < done:
            continue
        if word.start > done:
            found.append(Piece(text[done : word.start], False))
        found.append(Piece(text[word.start : word.end], True))
        done = word.end
    return [*found, Piece(text[done:], False)] if done < len(text) else found


def _start(places):
    """Where to begin, so that most of the places are in reach."""
    if not places:
        return 0
    reach = {place: sum(place <= other < place + ROOM - BEFORE for other in places) for place in places}
    return max(reach, key=lambda place: (reach[place], -place)) - BEFORE


def _window(text, start):
    start = _whole(text, max(start, 0), forward=True) if start > BEFORE else 0
    end = _whole(text, min(start + ROOM, len(text)), forward=False)
    if end <= start:  # one word longer than all the room
        start, end = 0, len(text)
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"


def _whole(text, place, *, forward):
    """The place, moved so that it stands before a word or mark rather than in one."""
    for match in MARK.finditer(text):
        if match.start() < place < match.end():
            return match.start() if forward else match.end()
    if place >= len(text):
        return len(text)
    found = text.find(" ", place)
    if not forward or found < 0:
        return text.rfind(" ", 0, place + 1) if " " in text[:place] else place
    return found + 1
