import CellCompiler
import Foundation
import KernelCore

/// A session whose cells have variables of every kind, which can be compared exactly at any time.
final class Containment {
  let talk: Conversation
  private let cache: String
  private(set) var step = 0

  init() throws {
    cache = FileManager.default.temporaryDirectory.appending(path: "containment-\(UUID())").path
    talk = try Conversation(cache: CellCache(folder: cache))
    precondition(talk.run(Self.variables) == .finished, talk.stderr)
    precondition(talk.run(Self.changes) == .finished, talk.stderr)
  }

  deinit { try? FileManager.default.removeItem(atPath: cache) }

  /// Changes every variable in its place.
  func advance() {
    talk.run("advance()")
    step += 1
  }

  /// The names of the variables that are not as they were left.
  var damaged: String? { talk.value("damaged(after: \(step))") }

  private static let variables = """
    import Dispatch
    import Foundation
    import Glibc

    struct Point { var x = 0; var tags: [String: [Int]] = [:] }
    final class Node {
      var value: Int
      var children: [Node]
      init(_ value: Int, _ children: [Node] = []) { (self.value, self.children) = (value, children) }
      var sum: Int { value + children.reduce(0) { $0 + $1.sum } }
    }

    var numbers = [0]
    var table: [String: [Int]] = ["k0": [0], "k5": Array(0..<20)]
    var nested: [Int: [String: Int]] = [0: ["zero": 0]]
    var points = [Point()]
    var names: Set<String> = ["n0"]
    var maybe: Int? = nil
    var text = "t"
    var tree = Node(0, [Node(1), Node(2, [Node(3)])])
    var big = [Double](repeating: 0, count: 200_000)
    let count: () -> Int = { var n = 0; return { n += 1; return n } }()
    var counted = 0
    """

  private static let changes = """
    func advance() {
      let n = numbers.count
      numbers.append(n)
      table["k\\(n % 7)", default: []].append(n)
      table["k5"]![n % 20] = n
      nested[n % 3, default: [:]]["w\\(n % 4)", default: 0] += n
      points.append(Point(x: n, tags: ["a": [n]]))
      points[n / 2].tags["b", default: []].append(n)
      names.insert("n\\(n % 50)")
      maybe = n % 2 == 0 ? n : nil
      text += "\\(n % 10)"
      tree.children[n % 2].children.append(Node(n))
      let value = Double(n)
      for i in 0..<100 { big[(n * 100 + i) % big.count] = value }
      counted = count()
    }

    func damaged(after n: Int) -> String {
      var wrong: [String] = []
      func expect(_ name: String, _ isRight: Bool) { if !isRight { wrong.append(name) } }
      let steps = n > 0 ? Array(1...n) : []
      expect("numbers", numbers == Array(0...n))
      var k: [String: [Int]] = ["k0": [0], "k5": Array(0..<20)]
      for s in steps { k["k\\(s % 7)", default: []].append(s); k["k5"]![s % 20] = s }
      expect("table", table == k)
      var m: [Int: [String: Int]] = [0: ["zero": 0]]
      for s in steps { m[s % 3, default: [:]]["w\\(s % 4)", default: 0] += s }
      expect("nested", nested == m)
      expect("points", points.count == n + 1 && points.enumerated().allSatisfy { i, p in
        p.x == i && p.tags["a"] == (i > 0 ? [i] : nil)
          && p.tags["b"] == [2 * i, 2 * i + 1].filter { 1 <= $0 && $0 <= n }.nilIfEmpty })
      expect("names", names == Set(["n0"] + steps.map { "n\\($0 % 50)" }))
      expect("maybe", maybe == (n > 0 && n % 2 == 0 ? n : nil))
      expect("text", text == "t" + steps.map { "\\($0 % 10)" }.joined())
      expect("tree", tree.sum == 6 + steps.reduce(0, +))
      var b = [Double](repeating: 0, count: 200_000)
      for s in steps { for i in 0..<100 { b[(s * 100 + i) % b.count] = Double(s) } }
      expect("big", big == b)
      expect("counted", counted == n)
      return wrong.joined(separator: " ")
    }

    extension Array { var nilIfEmpty: [Element]? { isEmpty ? nil : self } }
    """
}
