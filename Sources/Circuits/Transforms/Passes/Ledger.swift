/// Operations in order, with what stands on each qubit, so that neighbours are found without looking at
/// other qubits.
struct Ledger {
  /// An operation and the facts of its gate; nothing for what is no gate, or depends on a bit.
  struct Entry {
    var operation: Operation
    let facts: GateFacts?
    /// Operations that were moved before it.
    var before: [Operation] = []
  }

  private(set) var entries: [Entry?] = []
  /// The places of the entries on each qubit, in order.
  private(set) var wires: [[Int]]
  private var book = FactBook()
  /// How far it is looked back on a qubit; without an end, a circuit of gates that all commute would
  /// take time that grows with the square of their count.
  static let reach = 48

  init(qubits: Int) { wires = Array(repeating: [], count: qubits) }

  /// An operation with the facts of its gate.
  mutating func entry(_ operation: Operation) -> Entry {
    guard operation.condition == nil, case .gate(let gate, _) = operation.action else {
      return Entry(operation: operation, facts: nil)
    }
    return Entry(operation: operation, facts: book.facts(of: gate))
  }

  mutating func append(_ entry: Entry) {
    for qubit in entry.operation.qubits { wires[qubit].append(entries.count) }
    entries.append(entry)
  }

  mutating func remove(_ place: Int) {
    guard let entry = entries[place] else { return }
    for qubit in entry.operation.qubits {
      if let index = wires[qubit].lastIndex(of: place) { wires[qubit].remove(at: index) }
    }
    entries[place] = nil
  }

  mutating func replace(_ place: Int, by operation: Operation) {
    entries[place]?.operation = operation
  }

  /// Puts a gate of one qubit before an entry; it stands on the qubit from there on.
  mutating func insert(_ entry: Entry, before place: Int, on qubit: Int) {
    entries[place]?.before.append(entry.operation)
    guard let index = wires[qubit].lastIndex(of: place) else { return }
    // An entry that stands on the wire alone: what is looked for behind it is behind its host.
    wires[qubit].insert(entries.count, at: index)
    var shadow = entry
    shadow.operation.qubits = [qubit]
    shadows.insert(entries.count)
    entries.append(shadow)
  }

  private var shadows: Set<Int> = []

  /// What is left, in order.
  var operations: [Operation] {
    var operations: [Operation] = []
    operations.reserveCapacity(entries.count)
    for (place, entry) in entries.enumerated() {
      guard let entry, !shadows.contains(place) else { continue }
      operations += entry.before
      operations.append(entry.operation)
    }
    return operations
  }

  /// The last place before the end of a qubit at which an entry fits a condition, past others that
  /// commute with an operation.
  func lastPlace(
    on qubit: Int, past entry: Entry, where fits: (Int, Entry) -> Bool
  ) -> Int? {
    for place in wires[qubit].suffix(Ledger.reach).reversed() {
      guard let other = entries[place] else { continue }
      if fits(place, other) { return place }
      if !Ledger.commute(other, entry) { return nil }
    }
    return nil
  }

  /// Whether two operations may change places.
  static func commute(_ a: Entry, _ b: Entry) -> Bool {
    guard let first = a.facts, let second = b.facts else { return false }
    var differing = 0
    var commutes = true
    for (place, qubit) in a.operation.qubits.enumerated() {
      guard let other = b.operation.qubits.firstIndex(of: qubit) else { continue }
      if first.axes[place].isDisjoint(with: second.axes[other]) { commutes = false }
      if let p = first.turned?[place], let q = second.turned?[other], p != q { differing += 1 }
    }
    if commutes { return true }
    // Products of Pauli matrices commute where they differ on an even number of qubits.
    return first.turned != nil && second.turned != nil && differing % 2 == 0
  }

  /// Whether two gates act on the same qubits in the same way.
  static func coincide(_ a: Entry, _ b: Entry) -> Bool {
    let (mine, others) = (a.operation.qubits, b.operation.qubits)
    if mine == others { return true }
    guard mine.count == others.count, let facts = a.facts, facts.classes == b.facts?.classes
    else { return false }
    return others.enumerated().allSatisfy { place, qubit in
      mine.firstIndex(of: qubit).map { facts.classes[$0] == facts.classes[place] } ?? false
    }
  }
}
