"""The cells that are measured, in the languages of the kernels.

`{i}` stands for a number that makes each text a new one.
"""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Dialect:
    expression: str
    # Twenty lines that use a library for numbers and one for plots; none where there is none.
    library: str | None
    # A function and a variable.
    declaration: str
    trap: str
    # Cannot be compiled.
    mistake: str
    # The number of the process that runs cells, where that is not the kernel's own.
    process: str | None
    loop: str
    sleep: str
    # Declares the value that is completed after.
    noun: str
    # So many lines of 100 bytes.
    lines: str


SWIFT_LIBRARY = """
let seed{i} = {i}
var stream{i} = RandomStream(seed: UInt64(seed{i}))
let size{i} = 8
let noise{i} = try Matrix(rows: size{i}, columns: size{i}) { _, _ in
  Complex(stream{i}.normal(), stream{i}.normal())
}
let hermitian{i} = try noise{i} + noise{i}.adjoint
let levels{i} = try hermitian{i}.hermitianEigenvalues()
func gap{i}(_ values: [Double]) -> [Double] {
  zip(values.dropFirst(), values).map { $0 - $1 }
}
struct Summary{i} {
  let smallest: Double
  let largest: Double
}
let gaps{i} = gap{i}(levels{i})
let summary{i} = Summary{i}(smallest: gaps{i}.min() ?? 0, largest: gaps{i}.max() ?? 0)
print("gaps from \\(summary{i}.smallest) to \\(summary{i}.largest)")
let title{i} = "Level spacings \\(seed{i})"
LinePlot(gaps{i}, title: title{i}, x: "level", y: "gap")
""".strip()

SWIFT = Dialect(
    expression="1+{i}",
    library=SWIFT_LIBRARY,
    declaration="var value{i} = {i}\nfunc next{i}(_ x: Int) -> Int { x + value{i} }\nnext{i}(1)",
    trap="[1, 2, 3][{i}]",
    mistake='let wrong{i}: Int = "text"',
    process="import Glibc\ngetpid()",
    loop="var turns = 0\nwhile true { turns &+= 1 }",
    sleep="import Glibc\nsleep(60)",
    noun='let greeting = "hello"',
    lines='let line = String(repeating: "x", count: 99)\nfor _ in 0..<{i} { print(line) }',
)

PYTHON = Dialect(
    expression="1+{i}",
    library=None,
    declaration="value{i} = {i}\ndef next{i}(x): return x + value{i}\nnext{i}(1)",
    trap="[1, 2, 3][{i}]",
    mistake="let wrong{i}",
    process=None,
    loop="turns = 0\nwhile True: turns += 1",
    sleep="import time\ntime.sleep(60)",
    noun='greeting = "hello"',
    lines='line = "x" * 99\nfor _ in range({i}): print(line)',
)

DIALECTS = {"swift": SWIFT, "python": PYTHON}


def cell(text, number):
    return text.replace("{i}", str(number))
