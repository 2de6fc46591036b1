import Circuits
import Glibc
import JSONTrees

/// The command `quill-routing-bench`: routes circuits that it reads, for a comparison with other routers.
@main struct RoutingBench {
  static let usage = """
    usage: quill-routing-bench [--trials N] [--repetitions N]

    Reads circuits from standard input, a JSON object a line: "qubits"; "places" and "edges" of the map;
    "seed"; and "gates", each a list of one or two qubits. Prints a JSON object a line: "swaps", the
    seconds that routing took at best, the place of each qubit before the first gate and after the last,
    and "gates", each as its number among those read, or -1 for a swap, and its places.
    """

  static func main() {
    do {
      guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
        fail(usage, status: 2)
      }
      while let line = readLine() { print(try RoutingTask(JSON(line)).answer(options).serialized) }
    } catch {
      fail("quill-routing-bench: \(error)", status: 1)
    }
  }

  static func fail(_ text: String, status: Int32) -> Never {
    _ = (text + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(status)
  }
}

/// What the command line asks for.
struct Options {
  /// From how many layouts a search starts; the library's own choice where nothing is said.
  private(set) var trials: Int?
  /// How often each circuit is routed, for the shortest time.
  private(set) var repetitions = 1

  /// Nothing where the words make no sense.
  init?(_ words: [String]) {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard let number = rest.popFirst().flatMap(Int.init), 1...1_000 ~= number else { return nil }
      switch word {
      case "--trials": trials = number
      case "--repetitions": repetitions = number
      default: return nil
      }
    }
  }
}
