"""What most tests begin with, made once for the tests that follow one another: Django's ``setUpTestData`` for fixtures.

A fixture made with ``kept`` is a layer: a transaction that holds its rows, open from the first test that asks for it to
the first that does not. Each test of a layer runs in a savepoint within it and gets a copy of the objects, so that it
may change both. A test of transactions has none open around it, and gets rows of its own.
"""

import copy
import inspect
from dataclasses import dataclass
from functools import partial

import pytest
from django.db import transaction
from pytest_django.plugin import blocking_manager_key

STACK = []  # the open ones, the lowest first


@dataclass
class Layer:
    """Its name is that of the function that makes it, whose arguments are layers: the one below, then lower ones."""

    name: str
    make: object
    needs: list
    together: bool


@dataclass
class Opened:
    layer: Layer
    block: object  # the transaction
    objects: object

    def copied(self):
        return copy.deepcopy(self.objects)


def kept(make=None, *, together=False):
    """A fixture whose rows are made once for many tests: decorates a function that makes them and gives the objects.

    With ``together`` the tests that ask for it run first, after one another: for what takes seconds to make.
    """
    if make is None:
        return partial(kept, together=together)
    layer = Layer(make.__name__, make, list(inspect.signature(make).parameters), together)

    def objects(request, db):
        opened = [each for each in STACK if each.layer is layer]
        return opened[0].copied() if opened else make(*map(request.getfixturevalue, layer.needs))

    objects.layer = layer
    return pytest.fixture(name=layer.name)(objects)


def open_layer(layer):
    """Make the rows of ``layer`` in a transaction of its own, on top of what is open."""
    below = {opened.layer.name: opened.copied() for opened in STACK if opened.layer.name in layer.needs}
    block = transaction.atomic()
    block.__enter__()
    try:
        STACK.append(Opened(layer, block, layer.make(**below)))
    except BaseException as error:
        block.__exit__(type(error), error, error.__traceback__)
        raise


def close_layer():
    """Take back the rows of the uppermost layer."""
    block = STACK.pop().block
    transaction.set_rollback(True)
    block.__exit__(None, None, None)


def close_layers():
    """Take back the rows of all layers."""
    while STACK:
        close_layer()


def layers_of(item):
    """The layers that a test asks for, the lowest first; none for a test of transactions."""
    marker, names = item.get_closest_marker("django_db"), set(item.fixturenames)
    if names & {"transactional_db", "live_server", "django_db_reset_sequences"} or (
        marker and (marker.args or marker.kwargs)
    ):
        return []
    wanted, layers = [], by_name(item)
    for name in sorted(layers):
        chain = []
        while name:
            chain.insert(0, layers[name])
            name = next(iter(layers[name].needs), None)
        if chain[: len(wanted)] == wanted:
            wanted = chain
    return wanted


def by_name(item):
    """The layers among the fixtures of a test, and those that they need: modules may have others of the same name."""
    found, names = {}, [*item.fixturenames]
    while names:
        made = item.session._fixturemanager.getfixturedefs(name := names.pop(), item)
        if layer := made and getattr(made[-1].func, "layer", None):
            found[name] = layer
            names += layer.needs
    return found


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not any(layer.together for layer in by_name(item).values()))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Close what the test does not ask for before any of its fixtures is made: one of its module may want no rows."""
    if STACK:
        wanted = layers_of(item)
        with item.config.stash[blocking_manager_key].unblock():
            while [opened.layer for opened in STACK] != wanted[: len(STACK)]:
                close_layer()


@pytest.fixture(scope="session")
def _closed_at_the_end(django_db_setup, django_db_blocker):
    yield
    with django_db_blocker.unblock():
        close_layers()


@pytest.fixture(autouse=True)
def _layered(request, _fast_and_separate, django_db_blocker):
    """Open the layers that the test asks for, before its own savepoint begins."""
    if wanted := layers_of(request.node)[len(STACK) :]:
        request.getfixturevalue("_closed_at_the_end")
        with django_db_blocker.unblock():
            for layer in wanted:
                open_layer(layer)
