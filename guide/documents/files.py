"""The YAML files of ``fixtures/guide/``."""

import yaml

from guide.documents.shape import DocumentError, name_of, normalise


class Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
    """Every scalar is text, so that ``on``, ``yes`` and 2026 mean what is written; a key stands once in a mapping."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        doubles = sorted({str(key) for key in keys if keys.count(key) > 1})
        if doubles:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {', '.join(doubles)} stands there twice", node.start_mark
            )
        return super().construct_mapping(node, deep)


def read_fixtures(directory):
    """All records below ``directory`` as normalised documents, in the order of files and within them.

    Raises DocumentError with every problem found, each with its file and record.
    """
    problems, documents, homes = [], [], {}
    files = sorted(directory.rglob("*.yaml"))
    if not files:
        raise DocumentError([f"{directory} holds no fixtures (*.yaml)."])
    for file in files:
        shown = file.relative_to(directory)
        try:
            found = [normalise_or_tell(raw, shown, problems) for raw in records_in(file)]
        except (yaml.YAMLError, UnicodeDecodeError, DocumentError) as error:
            problems.append(f"{shown}: {error}")
            continue
        for document in filter(None, found):
            for name in [name_of(document), *(figure.get("key") for figure in document.get("figures", []))]:
                if name in homes:
                    problems.append(f"{shown}: {name_of(document)}: {name} stands in {homes[name]} already.")
                homes[name] = f"{name_of(document)} ({shown})"
            documents.append(document)
    if problems:
        raise DocumentError(problems)
    return documents


def records_in(file):
    """The raw records of one file: a list."""
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506  (a base loader: text only)
    if not isinstance(content, dict):
        raise DocumentError(["A file holds one record, or “records:” with a list of them."])
    if "records" not in content:
        return [content]
    if len(content) > 1 or not isinstance(content["records"], list):
        raise DocumentError(["“records:” is to be a list, and the file's only key."])
    return content["records"]


def normalise_or_tell(raw, shown, problems):
    """The normalised document, or None with its problems noted under the file's name."""
    try:
        return normalise(raw)
    except DocumentError as error:
        problems.extend(f"{shown}: {problem}" for problem in error.problems)
        return None
