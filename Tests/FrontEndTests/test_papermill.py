"""quill-papermill: parameters as Swift, proved by running what was written."""

import datetime
import math
import random
import struct
import subprocess
import sys

import nbformat
import pytest
from conftest import PYTHON, ROOT
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

PLUGIN = ROOT / "python/quill-papermill"

# Writes a value down so that two values have one text only if they are the same.
CANONICAL = """
func canonical(_ value: Any) -> String {
  let children = Mirror(reflecting: value).children.map(\\.value)
  switch (Mirror(reflecting: value).displayStyle, value) {
  case (.optional, _): return children.first.map(canonical) ?? "nil"
  case (.collection, _): return "[" + children.map(canonical).joined(separator: ",") + "]"
  case (.dictionary, _):
    let pairs = children.map { pair in
      Mirror(reflecting: pair).children.map { canonical($0.value) }.joined(separator: ":")
    }
    return "{" + pairs.sorted().joined(separator: ",") + "}"
  case (_, let truth as Bool): return "\\(truth)"
  case (_, let number as Int): return "i\\(number)"
  case (_, let number as Double):
    return number.isNaN ? "nan" : "d" + String(number.bitPattern, radix: 16)
  case (_, let text as String):
    return "s" + text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: ".")
  default: return "?\\(type(of: value))"
  }
}
"""


def canonical(value):
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"i{value}"
    if isinstance(value, float):
        bits = int.from_bytes(struct.pack(">d", value), "big")
        return "nan" if math.isnan(value) else f"d{bits:x}"
    if isinstance(value, str):
        return "s" + ".".join(f"{ord(character):x}" for character in value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    pairs = [f"{canonical(key)}:{canonical(item)}" for key, item in value.items()]
    return "{" + ",".join(sorted(pairs)) + "}"


# What is given, and the type that it gets.
SAME = [
    (None, "Optional<Any>"), (True, "Bool"), (False, "Bool"), (0, "Int"), (-7, "Int"),
    (2**63 - 1, "Int"), (-(2**63), "Int"), (0.1, "Double"), (-0.0, "Double"), (1e300, "Double"),
    (5e-324, "Double"), (1e22, "Double"), (math.inf, "Double"), (-math.inf, "Double"),
    (math.nan, "Double"), ("", "String"), ("plain", "String"), ('"quoted" \'single\'', "String"),
    ('"""three', "String"), ('#"raw"# ##"', "String"), ("back\\slash \\n \\(1 + 1)", "String"),
    ("\\", "String"), ("lines\nand\r\nmore\rand\ttabs\0", "String"), ("// no comment", "String"),
    ("/* nor here */", "String"), ("\x01\x1b[31m\x7f\x85\u2028\u2029\ufeff", "String"),
    ("grüße 量子 🧪 👩‍🔬 e\u0301 \u202eevil", "String"), ("$0 `x` %@ \\u{41}", "String"),
    ([], "Array<Any>"), ([1, 2], "Array<Int>"), ([1, None], "Array<Optional<Int>>"),
    ([None], "Array<Optional<Any>>"), ([1, "a", True, 2.5], "Array<Any>"),
    ([1, "a", None], "Array<Optional<Any>>"), ([[1], []], "Array<Array<Int>>"),
    ([[1, "a"], 2], "Array<Any>"), ([[[]]], "Array<Array<Array<Any>>>"),
    ([[1, None], ["a"], {"b": [None]}], "Array<Any>"), ({}, "Dictionary<String, Any>"),
    ({"a": 1, "b": 2}, "Dictionary<String, Int>"), ({1: "a"}, "Dictionary<Int, String>"),
    ({"a": {"b": [1, {"c": None}]}}, None), ({True: 1}, "Dictionary<Bool, Int>"),
    ({"a": 1, 2: "b"}, "Dictionary<AnyHashable, Any>"), ({"\\(x)": '"'}, None),
    ([{"a": 1}, {"a": None}], "Array<Dictionary<String, Optional<Int>>>"), ([{}, {"a": 1}], None),
]  # fmt: skip

# What becomes another value, for want of one like it.
OTHER = [
    ([1, 2.5], [1.0, 2.5], "Array<Double>"),
    ([2**70, 0.5], [float(2**70), 0.5], "Array<Double>"),
    ([[1], [2.5], [None]], [[1.0], [2.5], [None]], "Array<Array<Optional<Double>>>"),
    ((1, 2), [1, 2], "Array<Int>"),
    (datetime.date(2026, 1, 2), "2026-01-02", "String"),
]


def invented(chance, depth=3):
    """A value that nobody thought of."""
    kind = chance.randrange(8 if depth else 6)
    if kind == 6:
        return [invented(chance, depth - 1) for _ in range(chance.randrange(4))]
    if kind == 7:
        return {
            "".join(chance.choices('ab"\\(\n é', k=4)) + str(at): invented(chance, depth - 1)
            for at in range(chance.randrange(4))
        }
    return [
        None, chance.random() < 0.5, chance.randrange(-(2**63), 2**63), chance.uniform(-1e9, 1e9),
        "".join(chr(chance.choice([*range(0x250), 0x1F600, 0x2028])) for _ in range(6)),
        chance.choice(["", "\\", '"', "\\("]),
    ][kind]  # fmt: skip


@pytest.fixture(scope="session")
def plugin(home, installed_kernel):
    """The package as pip installs it, where papermill finds its entry point."""
    folder = home / "plugin"
    subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps",
         "--no-build-isolation", "--disable-pip-version-check", "--target", folder, PLUGIN],
        check=True,
        timeout=120,
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        patch.syspath_prepend(str(folder))
        yield


@pytest.fixture
def papermill(plugin):
    import papermill

    return papermill


def notebook(path, *cells, parameters=""):
    page = new_notebook(cells=[new_code_cell(text) for text in (parameters, *cells)])
    page.cells[0].metadata["tags"] = ["parameters"]
    page.metadata.kernelspec = {"name": "quill", "display_name": "Quill", "language": "swift"}
    nbformat.write(page, path)
    return path


def printed(page):
    return "".join(
        output.text
        for cell in page.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream" and output.name == "stdout"
    ).splitlines()


def run_through(papermill, values):
    """What the kernel says of each value, and of its type.

    papermill's own way to a kernel would write the values into the notebook as JSON as well, which
    has no word for some of them.
    """
    parameters = {f"p{number}": value for number, value in enumerate(values)}
    cell = papermill.translators.translate_parameters("quill", "swift", parameters)
    asks = "\n".join(f"print(canonical({name}), type(of: {name}))" for name in parameters)
    page = new_notebook(cells=[new_code_cell(text) for text in (CANONICAL, cell, asks)])
    NotebookClient(page, kernel_name="quill", timeout=60).execute()
    return [line.split(" ", 1) for line in printed(page)]


def test_every_value_arrives(papermill):
    values = [value for value, _ in SAME] + [value for value, _, _ in OTHER]
    expected = [value for value, _ in SAME] + [value for _, value, _ in OTHER]
    types = [kind for _, kind in SAME] + [kind for _, _, kind in OTHER]
    answers = run_through(papermill, values)
    assert len(answers) == len(values)
    for value, (text, kind), wanted, wanted_type in zip(values, answers, expected, types):
        assert text == canonical(wanted), f"{value!r}"
        assert wanted_type in (None, kind), f"{value!r}"


def test_values_that_nobody_thought_of_arrive(papermill):
    seed = 2026
    chance = random.Random(seed)
    values = [invented(chance) for _ in range(80)]
    for value, (text, _) in zip(values, run_through(papermill, values), strict=True):
        assert text == widened(value), f"seed {seed}: {value!r}"


def widened(value):
    """The text of a value whose whole numbers may have become others among fractions."""
    import quill_papermill

    def as_swift(item, kind):
        if kind[0] == "optional":
            return None if item is None else as_swift(item, kind[1])
        if kind[0] == "list":
            return [as_swift(part, kind[1]) for part in item]
        if kind[0] == "dictionary":
            return {key: as_swift(part, kind[2]) for key, part in item.items()}
        if kind[0] == "Any":
            return as_swift(item, quill_papermill.type_of(item))
        return float(item) if kind[0] == "Double" else item

    return canonical(as_swift(value, quill_papermill.type_of(value)))


def test_parameters_replace_their_defaults_and_may_be_changed(papermill, tmp_path):
    path = notebook(
        tmp_path / "in.ipynb", "`class` += 1", "print(rate, `class`, text)",
        parameters='var rate = 0.5\nlet `class` = 1\nlet text = "default"',
    )
    page = papermill.execute_notebook(
        path, tmp_path / "out.ipynb", {"rate": 0.25, "class": 7}, progress_bar=False
    )
    assert printed(page) == ["0.25 8 default"]
    injected = page.cells[1]
    assert injected.metadata.tags == ["injected-parameters"]
    assert injected.source == "// Parameters\nvar rate = 0.25\nvar `class` = 7\n"


def test_the_command_runs_a_notebook_and_lists_its_parameters(plugin, run, tmp_path):
    path = notebook(
        tmp_path / "in.ipynb", "print(layers, Double(layers) * rate)",
        parameters='let layers = 2  // how deep\nvar rate: Double = 0.5\nlet note = "a // b"',
    )
    run("in.ipynb", "out.ipynb", "-p", "layers", "3", "-p", "rate", "1.5", module="papermill")
    assert printed(nbformat.read(tmp_path / "out.ipynb", as_version=4)) == ["3 4.5"]
    result = subprocess.run(
        [PYTHON, "-m", "papermill", "--help-notebook", path],
        capture_output=True, text=True, timeout=60,
    )
    listed = [line.strip() for line in result.stdout.splitlines()]
    assert listed[-4:] == [
        "layers: Unknown type (default 2)", "how deep", "rate: Double (default 0.5)",
        'note: Unknown type (default "a // b")',
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name, value, sentence",
    [
        ("n", 2**63, "parameter n: 9223372036854775808 does not fit into 64 bits"),
        ("n", [-(2**63) - 1], "does not fit into 64 bits"),
        ("n", [10**400, 0.5], "beyond the largest Double"),
        ("n", "\ud800", "half of a pair, U+D800, is no character in Swift"),
        ("n", {1, 2}, "no value in Swift for one of type set"),
        ("n", {None: 1}, "a key of a dictionary has to be text"),
        ("n", {"\u00e9": 1, "e\u0301": 2}, "two keys of a dictionary are the same text"),
        ("n", {math.nan: 1}, "cannot be the key"),
        ("my-rate", 1, "parameter my-rate: this is no name in Swift"),
        ("1st", 1, "this is no name in Swift"),
        ("x; fatalError()", 1, "this is no name in Swift"),
    ],
)
def test_what_swift_has_no_value_for_is_refused_in_words(papermill, name, value, sentence):
    translator = sys.modules["quill_papermill"].SwiftTranslator
    with pytest.raises(Exception, match="parameter") as problem:
        translator.codify({name: value})
    assert sentence in str(problem.value)


def test_comments_stay_comments(papermill):
    translator = sys.modules["quill_papermill"].SwiftTranslator
    assert translator.comment("two\nlines") == "// two\n// lines"
    assert translator.codify({}, "a\n\nb") == "// a\n//\n// b\n"
