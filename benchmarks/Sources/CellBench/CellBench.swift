import FoundationEssentials
import Glibc

/// The command `quill-cell-bench`: what a cell costs against a package, and looking whether to stop
/// against not looking.
@main struct CellBench {
  static let usage = """
    usage: quill-cell-bench [--rounds N]

    Runs the same loops compiled in a package, as a cell, and as a cell that cannot be stopped, in
    turn in one process. Prints a JSON line a loop: the seconds of each way, and how the cell stands
    to the other two.
    """

  /// The loops, by their numbers in Loops.swift.
  static let names = [
    "sum of integers, wrapping", "sum of integers, checked", "dot product", "axpy",
    "matrix product, 128 rows", "recursion", "map with a closure", "counting while", "nested loops",
    "matrix product, 8 rows", "zip and map", "filter and reduce", "loop over zip",
  ]

  static func main() {
    do {
      guard let rounds = rounds(Array(CommandLine.arguments.dropFirst())) else {
        fail(usage, status: 2)
      }
      try run(rounds: rounds)
    } catch {
      fail("quill-cell-bench: \(error)", status: 1)
    }
  }

  /// The number of rounds that the command line asks for; nothing where it makes no sense.
  static func rounds(_ arguments: [String]) -> Int? {
    if arguments.isEmpty { return 40 }
    guard arguments.count == 2, arguments[0] == "--rounds", let rounds = Int(arguments[1]),
      (1...10_000).contains(rounds)
    else { return nil }
    return rounds
  }

  static func run(rounds: Int) throws {
    let manager = FileManager.default
    let place = manager.temporaryDirectory.appending(path: "quill-cell-bench-\(getpid())").path
    defer { try? manager.removeItem(atPath: place) }
    let ways = [
      loop, try LoopCell(in: place + "/asking", asksInLoops: true).loop,
      try LoopCell(in: place + "/bare", asksInLoops: false).loop,
    ]
    for (number, name) in names.enumerated() {
      print(try Comparison(name, number: number, ways: ways, rounds: rounds).line)
      fflush(nil)
    }
  }

  static func fail(_ text: String, status: Int32) -> Never {
    _ = (text + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(status)
  }
}
