/// The steps of a circuit as a router sees them: which pairs of qubits have to meet, and which steps have
/// to wait for which.
///
/// Everything is in flat arrays of numbers, since a router walks through it thousands of times. Gates that
/// follow one another on the same two qubits are one step, for where one can be done the others can.
struct StepGraph {
  /// The two qubits of each step, one after the other; -1 twice for a step that needs no edge.
  private(set) var qubits: [Int32] = []
  /// For each step the first of its successors in ``successors``, and the end of the last.
  private(set) var starts: [Int32] = [0]
  /// The steps that wait for each step.
  private(set) var successors: [Int32] = []
  /// For how many others each step waits.
  private(set) var waits: [Int32] = []

  /// How many steps there are.
  var count: Int { waits.count }

  /// A graph from the steps and what each waits for.
  ///
  /// - Parameters:
  ///   - qubits: The two qubits of each step, or -1 twice.
  ///   - links: An earlier step and one that waits for it, each link once.
  init(qubits: [Int32], links: [(earlier: Int32, later: Int32)]) {
    self.qubits = qubits
    let count = qubits.count / 2
    waits = Array(repeating: 0, count: count)
    starts = Array(repeating: 0, count: count + 1)
    for link in links {
      starts[Int(link.earlier) + 1] += 1
      waits[Int(link.later)] += 1
    }
    for step in 0..<count { starts[step + 1] += starts[step] }
    var ends = starts
    successors = Array(repeating: 0, count: links.count)
    for link in links {
      successors[Int(ends[Int(link.earlier)])] = link.later
      ends[Int(link.earlier)] += 1
    }
  }

  /// The same steps in the other order of time.
  func reversed() -> StepGraph {
    var links: [(earlier: Int32, later: Int32)] = []
    links.reserveCapacity(successors.count)
    for step in 0..<count {
      for place in starts[step]..<starts[step + 1] {
        links.append((successors[Int(place)], Int32(step)))
      }
    }
    return StepGraph(qubits: qubits, links: links)
  }
}
