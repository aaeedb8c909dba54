"""The results of a search: the closest first, then all by kind; with ways on where there are none."""

from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from guide.addresses import address
from guide.evidence import Evidence
from guide.markup import plain
from guide.models import Edition, Kind, Record, SearchDocument
from guide.search import ranking
from guide.search.excerpts import Piece, excerpt, pieces
from guide.search.lexicon import FIGURE, name_of
from guide.search.query import cleaned
from guide.search.results import MOST, Results, group_of
from guide.shelves import PARTS, SHELVES, Shelf

CLOSEST = 3
A_KIND = 3  # of each kind, before one is chosen
MOST_KINDS = 8  # so shown; of the others only how many there are
PER_PAGE = 20
WITH_STATUS = {Kind.CERTIFICATION, Kind.LAW, Kind.AUTHORIZATION}
TITLES = {FIGURE: "Figures"}
FIRST = (Kind.PAY, Kind.QUESTION, Kind.PATH, Kind.SKILL, Kind.FAQ, Kind.SCENARIO, Kind.LAW, Kind.AUTHORIZATION)
LAST = (FIGURE, Kind.SOURCE, Kind.WORK)
BETWEEN = (kind for kind in SHELVES if kind not in {*FIRST, *LAST})
ORDER = {kind: place for place, kind in enumerate([*FIRST, *BETWEEN, *LAST])}  # of the groups: answers before works
COMPARE = {"compar", "comparison", "versus", "vs"}  # terms of words that ask for paths side by side


@dataclass(frozen=True)
class Hit:
    """``edition``: of a figure, its current values. ``status``: the law or certification whose status is shown."""

    record: Record
    url: str
    kind: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...] = ()
    edition: Edition | None = None
    status: object = None


@dataclass(frozen=True)
class KindOfHit:
    """All that was found of a kind; ``hits``: those of them that are shown under it."""

    kind: str
    title: str
    count: int
    url: str
    is_chosen: bool
    hits: tuple[Hit, ...] = ()

    @property
    def has_more(self):
        return self.count > len(self.hits)


@dataclass(frozen=True)
class SearchPage:
    """``closest`` and ``kinds`` where no kind is chosen, else ``hits``, a page of those of the kind."""

    text: str
    results: Results
    chosen: str = ""
    number: int = 1
    closest: tuple[Hit, ...] = ()
    kinds: tuple[KindOfHit, ...] = ()
    hits: tuple[Hit, ...] = ()

    @classmethod
    def of(cls, text, *, kind="", number=""):
        """For what a reader typed. A kind of which nothing was found is none; a page beyond the last is the last."""
        text = cleaned(text)
        results = Results.of(text)
        chosen = kind if kind in results.by_kind else ""
        page = cls(text.strip(), results, chosen)
        kinds = tuple(page.kind_of_hit(name, results.by_kind[name]) for name in sorted(results.by_kind, key=ORDER.get))
        if chosen:
            page = replace(page, kinds=kinds, number=min(whole(number), page.pages))
            cards = results.by_kind[chosen][PER_PAGE * (page.number - 1) :][:PER_PAGE]
            return replace(page, hits=tuple(page.shown(cards).values()))
        closest, others = results.cards[:CLOSEST], beside(results)
        shown = page.shown([*closest, *(card for cards in others.values() for card in cards)])
        kinds = tuple(replace(each, hits=_of(shown, others.get(each.kind, ()))) for each in kinds)
        return replace(page, closest=_of(shown, closest), kinds=kinds)

    # --- what there is ---

    @property
    def total(self):
        return len(self.results.cards)

    @property
    def count(self):
        """Of what was chosen."""
        return len(self.results.by_kind[self.chosen]) if self.chosen else self.total

    @property
    def has_most_only(self):
        return self.results.words == MOST

    @property
    def pages(self):
        return max(1, -(-self.count // PER_PAGE))

    @property
    def chosen_title(self):
        return title_of(self.chosen) if self.chosen else ""

    @property
    def further(self):
        """The kinds of which none is shown, though there are some beside the closest."""
        seen = {group_of(card.kind) for card in self.results.cards[:CLOSEST]}
        return [kind for kind in self.kinds if not kind.hits and kind.kind not in seen]

    @property
    def unknown(self):
        return self.results.query.unknown

    @cached_property
    def repairs(self):
        return self.results.query.repairs

    @cached_property
    def nearest(self):
        """Words that the guide has instead, each with the address of its search."""
        return [(word, self.url(q=word)) for word in self.results.nearest]

    @cached_property
    def chapters(self):
        """The lists whose title holds no other word than was typed, or of whose kind somebody asks."""
        query = self.results.query
        typed = {each for group in query.groups for found in group.alternatives for each in found.terms}
        named = [shelf for shelf in SHELVES.values() if typed and set(name_of(shelf.title)) <= typed]
        days = [SHELVES[Kind.ACTIVITY]] if "day" in typed and SHELVES[Kind.ACTIVITY] not in named else []
        return tuple(Chapter(shelf) for shelf in [*named, *days])

    @property
    def compares(self):
        """Whether somebody asks for the paths side by side."""
        return bool(COMPARE & set(self.results.query.terms))

    @property
    def known(self):
        """What the guide has of what was typed, with the address of its search, where something else is in the way."""
        known = self.results.query.known
        return (known, self.url(q=known)) if known and self.unknown and not self.total else None

    @property
    def parts(self):
        """The table of contents: pairs of a title and its lists."""
        return [(part.title, [Chapter(shelf) for shelf in part.shelves]) for part in PARTS]

    # --- addresses ---

    def url(self, **parameters):
        known = {"q": self.text, **parameters}
        return f"{address('guide:search')}?{urlencode({name: value for name, value in known.items() if value})}"

    @property
    def url_of_all(self):
        return self.url()

    @property
    def previous_url(self):
        return self.url(kind=self.chosen, page=self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self):
        return self.url(kind=self.chosen, page=self.number + 1) if self.number < self.pages else ""

    # --- what is shown of it ---

    def kind_of_hit(self, name, cards):
        return KindOfHit(name, title_of(name), len(cards), self.url(kind=name), name == self.chosen)

    def shown(self, cards):
        """Hits by their card, in order: two queries for the rows, and up to three for what their excerpts name."""
        rows = SearchDocument.objects.to_show([card.pk for card in cards])
        found = {card: ranking.found_in(card, self.results.query) for card in cards}
        texts = {card: excerpt(rows[card.pk].text, found[card]) for card in cards if card.pk in rows}
        evidence = Evidence.for_page(texts.values())
        return {card: hit_of(rows[card.pk], plain(text, evidence), found[card]) for card, text in texts.items()}


@dataclass(frozen=True)
class Chapter:
    shelf: Shelf

    @property
    def url(self):
        return address(f"guide:{self.shelf.kind.value}-list")


def _of(shown, cards):
    """The hits of the cards, but for rows that somebody wrote anew since they were found."""
    return tuple(shown[card] for card in cards if card in shown)


def beside(results):
    """The best of each of the first kinds, without the closest of all: a dict of lists of cards by kind."""
    closest, found = set(results.cards[:CLOSEST]), {}
    for kind, cards in results.by_kind.items():
        left = [card for card in cards if card not in closest]
        if left and len(found) < MOST_KINDS:
            found[kind] = left[:A_KIND]
    return found


def hit_of(row, text, terms):
    record, figure = row.record, row.figure
    if figure is None:
        status = getattr(record, f"as_{record.kind}", None) if record.kind in WITH_STATUS else None
        title = tuple(pieces(record.title, terms))
        return Hit(
            record, record.get_absolute_url(), title_of(record.kind), title, tuple(pieces(text, terms)), None, status
        )
    edition = next(iter(figure.editions.all()), None)
    return Hit(record, figure.get_absolute_url(), title_of(FIGURE), tuple(pieces(figure.label, terms)), (), edition)


def title_of(kind):
    """What the kind is called over a list."""
    return TITLES[kind] if kind in TITLES else SHELVES[Kind(group_of(kind))].title


def whole(text):
    """The number of a page that somebody typed; 1 for what is none."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
