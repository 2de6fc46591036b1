"""Parameters of papermill as Swift, for notebooks of the Quill kernel.

papermill loads this module when it starts, since the package names an engine; the engine is
papermill's usual one, and loading the module registers the translator.
"""

import datetime
import math
import re
import unicodedata

from papermill.engines import NBClientEngine
from papermill.exceptions import PapermillException
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

__version__ = "0.1"

# Words that are names only between backquotes.
KEYWORDS = frozenset(
    """Any Self actor as associatedtype break case catch class continue default defer deinit do
    else enum extension fallthrough false fileprivate for func guard if import in init inout
    internal is let nil operator precedencegroup private protocol public repeat rethrows return
    self static struct subscript super switch throw throws true try typealias var where
    while""".split()
)

# What a literal of text says instead of these characters.
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}


class Unwritable(PapermillException):
    """A parameter that Swift has no value or no name for."""


class Engine(NBClientEngine):
    """papermill's usual way to run a notebook."""


class SwiftTranslator(Translator):
    """Writes parameters as Swift, and reads their defaults."""

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        lines = [cls.comment(comment)]
        for name, value in parameters.items():
            try:
                lines.append(cls.assign(cls.name(name), cls.definition(value)))
            except Unwritable as problem:
                raise Unwritable(f"parameter {name}: {problem}") from None
        return "\n".join(lines) + "\n"

    @classmethod
    def comment(cls, cmt_str):
        return "\n".join(f"// {line}".rstrip() for line in cmt_str.splitlines() or [""])

    @classmethod
    def assign(cls, name, str_val):
        """A `var`, since a notebook may change what it was given."""
        return f"var {name}{str_val}"

    @classmethod
    def translate(cls, val):
        """The value alone, with its type where Swift would not find it."""
        kind = type_of(val)
        literal = written(val, kind)
        return f"{literal} as {spelled(kind)}" if needs_type(kind) else literal

    @classmethod
    def definition(cls, value):
        """What stands behind the name."""
        kind = type_of(value)
        return f"{f': {spelled(kind)}' if needs_type(kind) else ''} = {written(value, kind)}"

    @classmethod
    def name(cls, name):
        if not re.fullmatch(r"[^\W\d]\w*", name):
            raise Unwritable("this is no name in Swift; take letters, digits and _")
        return f"`{name}`" if name in KEYWORDS else name

    DEFAULT = re.compile(
        r"^\s*(?:let|var)\s+`?(?P<name>\w+)`?\s*(?::\s*(?P<type>[^=]+?))?\s*=\s*"
        r'(?P<value>(?:"(?:\\.|[^"\\])*"|(?!//).)*?)\s*(?://\s*(?P<help>.*))?$'
    )

    @classmethod
    def inspect(cls, parameters_cell):
        """The definitions that take one line each; others are passed over."""
        found = filter(None, map(cls.DEFAULT.match, parameters_cell["source"].splitlines()))
        return [
            Parameter(line["name"], line["type"] or "None", line["value"], line["help"] or "")
            for line in found
        ]


# A type is a tuple: ("Int",), ("optional", type), ("list", type), ("dictionary", key, value).
# NOTHING is the type of what is not there: the items of an empty list.
NOTHING, ANY = ("nothing",), ("Any",)
BOOL, INT, DOUBLE, STRING = ("Bool",), ("Int",), ("Double",), ("String",)


def type_of(value):
    """The narrowest type that a value has in Swift."""
    if value is None:
        return ("optional", NOTHING)
    for kind, swift in [(bool, BOOL), (int, INT), (float, DOUBLE), (str, STRING)]:
        if isinstance(value, kind):
            return swift
    if isinstance(value, (list, tuple)):
        return ("list", common(map(type_of, value)))
    if isinstance(value, dict):
        return ("dictionary", key_type(value), common(map(type_of, value.values())))
    if isinstance(value, (datetime.date, datetime.time)):
        return STRING
    raise Unwritable(f"there is no value in Swift for one of type {type(value).__name__}")


def key_type(dictionary):
    kinds = {type_of(key) for key in dictionary}
    if not kinds <= {BOOL, INT, DOUBLE, STRING}:
        raise Unwritable("a key of a dictionary has to be text, a number or a truth value")
    texts = [unicodedata.normalize("NFC", key) for key in dictionary if isinstance(key, str)]
    if len(set(texts)) < len(texts):
        raise Unwritable("two keys of a dictionary are the same text for Swift")
    if any(isinstance(key, float) and math.isnan(key) for key in dictionary):
        raise Unwritable("not a number cannot be the key of a dictionary")
    return kinds.pop() if len(kinds) == 1 else STRING if not kinds else ("AnyHashable",)


def common(kinds):
    """The narrowest type that values of all these types have."""
    result = NOTHING
    for kind in kinds:
        result = joined(result, kind)
    return result


def joined(one, other):
    if one == other or other == NOTHING:
        return one
    if one == NOTHING:
        return other
    if "optional" in (one[0], other[0]):
        bare = [kind[1] if kind[0] == "optional" else kind for kind in (one, other)]
        return ("optional", joined(*bare))
    if {one, other} == {INT, DOUBLE}:
        return DOUBLE
    if one[0] == other[0] == "list":
        return ("list", joined(one[1], other[1]))
    if one[0] == other[0] == "dictionary" and one[1] == other[1]:
        return ("dictionary", one[1], joined(one[2], other[2]))
    return ANY


def needs_type(kind):
    return kind[0] in ("optional", "list", "dictionary")


def spelled(kind):
    if kind[0] == "optional":
        return f"{spelled(kind[1])}?"
    if kind[0] == "list":
        return f"[{spelled(kind[1])}]"
    if kind[0] == "dictionary":
        return f"[{spelled(kind[1])}: {spelled(kind[2])}]"
    return "Any" if kind == NOTHING else kind[0]


def written(value, kind):
    """The literal for a value where Swift expects a type."""
    if value is None:
        return "nil"
    if kind[0] == "optional":
        return written(value, kind[1])
    if kind[0] in ("Any", "AnyHashable"):
        own = type_of(value)
        literal = written(value, own)
        return f"{literal} as {spelled(own)}" if needs_type(own) else literal
    if kind[0] == "list":
        return "[" + ", ".join(written(item, kind[1]) for item in value) + "]"
    if kind[0] == "dictionary":
        pairs = [
            f"{written(key, kind[1])}: {written(item, kind[2])}" for key, item in value.items()
        ]
        return "[" + (", ".join(pairs) or ":") + "]"
    return written_scalar(value, kind)


def written_scalar(value, kind):
    if kind == BOOL:
        return "true" if value else "false"
    if kind == INT:
        if not -(2**63) <= value < 2**63:
            raise Unwritable(f"{value} does not fit into 64 bits; give it as text or as {value}.0")
        return str(value)
    if kind == DOUBLE:
        return written_double(value)
    return written_text(value if isinstance(value, str) else value.isoformat())


def written_double(value):
    try:
        number = float(value)
    except OverflowError:
        raise Unwritable(f"{value} is beyond the largest Double") from None
    if math.isnan(number):
        return "Double.nan"
    if math.isinf(number):
        return "Double.infinity" if number > 0 else "-Double.infinity"
    return repr(number)


def written_text(text):
    return '"' + "".join(map(written_character, text)) + '"'


def written_character(character):
    if character in ESCAPES:
        return ESCAPES[character]
    if "\ud800" <= character <= "\udfff":
        raise Unwritable(f"half of a pair, U+{ord(character):X}, is no character in Swift")
    # Control and format characters could be taken for something else by an editor or a reader.
    if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
        return f"\\u{{{ord(character):X}}}"
    return character


for language in ("swift", "quill"):
    papermill_translators.register(language, SwiftTranslator)
