/// Looks for places at which every pair of qubits that meets is a pair of neighbours.
///
/// Qubit after qubit, each beside those it has to meet, is put on a place that is free and beside theirs;
/// where there is none, the last choice is taken back. The order makes sure that a qubit mostly has few
/// places to choose from.
///
/// After L. P. Cordella, P. Foggia, C. Sansone and M. Vento, "A (sub)graph isomorphism algorithm for
/// matching large graphs", IEEE Trans. Pattern Anal. Mach. Intell. 26, 1367 (2004).
struct PerfectLayout {
  private let map: CouplingTables
  /// The qubits that each qubit meets.
  private let partners: [[Int]]
  /// The qubits that meet any, in the order in which they are placed.
  private var order: [Int] = []
  private var places: [Int]
  private var isTaken: [Bool]

  /// After how many tried places the search is given up: it may take exponentially many.
  private static let patience = 50_000

  /// A place for each qubit, or nothing where none is found.
  ///
  /// - Parameters:
  ///   - pairs: The pairs that meet, each once.
  ///   - qubits: How many qubits there are; no more than places.
  ///   - map: The map.
  /// - Returns: The place of each qubit.
  static func places(for pairs: [(Int, Int)], qubits: Int, on map: CouplingTables) -> [Int]? {
    guard pairs.count <= map.edgeCount else { return nil }
    var search = PerfectLayout(pairs, qubits: qubits, map)
    guard search.degreesFit, search.succeeds() else { return nil }
    return search.filled()
  }

  private init(_ pairs: [(Int, Int)], qubits: Int, _ map: CouplingTables) {
    self.map = map
    var partners = Array(repeating: [Int](), count: qubits)
    for (a, b) in pairs {
      partners[a].append(b)
      partners[b].append(a)
    }
    self.partners = partners
    places = Array(repeating: -1, count: qubits)
    isTaken = Array(repeating: false, count: map.size)
    order = ordered(from: (0..<qubits).sorted { partners[$0].count > partners[$1].count })
  }

  /// Each connected part from its busiest qubit, and in it those first that meet most of the ones before.
  private func ordered(from busiest: [Int]) -> [Int] {
    var order: [Int] = []
    var met = Array(repeating: 0, count: partners.count)
    var isOrdered = Array(repeating: false, count: partners.count)
    var reached: [Int] = []
    for first in busiest where !partners[first].isEmpty && !isOrdered[first] {
      reached = [first]
      while !reached.isEmpty {
        var best = 0
        for index in reached.indices.dropFirst() {
          let (a, b) = (reached[index], reached[best])
          if (met[a], partners[a].count) > (met[b], partners[b].count) { best = index }
        }
        let qubit = reached.remove(at: best)
        order.append(qubit)
        isOrdered[qubit] = true
        for other in partners[qubit] where !isOrdered[other] {
          if met[other] == 0 { reached.append(other) }
          met[other] += 1
        }
      }
    }
    return order
  }

  /// Whether the map has enough places with as many neighbours as the busiest qubits need.
  private var degreesFit: Bool {
    let needed = partners.map(\.count).sorted(by: >)
    let there = (0..<map.size).map { map.starts[$0 + 1] - map.starts[$0] }.sorted(by: >)
    return zip(needed, there).allSatisfy { $0 <= Int($1) }
  }

  private mutating func succeeds() -> Bool {
    // For each placed qubit the places that are left to try, the next one last.
    var choices: [[Int]] = []
    var tried = 0
    while choices.count < order.count {
      choices.append(candidates(for: order[choices.count]).reversed())
      while !place(order[choices.count - 1], &choices[choices.count - 1], &tried) {
        choices.removeLast()
        guard !choices.isEmpty, tried < PerfectLayout.patience else { return false }
        let last = order[choices.count - 1]
        isTaken[places[last]] = false
        places[last] = -1
      }
    }
    return true
  }

  /// Puts a qubit on the first place that fits of those that are left to try.
  private mutating func place(_ qubit: Int, _ choices: inout [Int], _ tried: inout Int) -> Bool {
    while let place = choices.popLast() {
      tried += 1
      guard fits(qubit, place) else { continue }
      places[qubit] = place
      isTaken[place] = true
      return true
    }
    return false
  }

  private func candidates(for qubit: Int) -> [Int] {
    guard let placed = partners[qubit].first(where: { places[$0] >= 0 }) else {
      return Array(0..<map.size)
    }
    return map.neighbours(of: places[placed])
  }

  private func fits(_ qubit: Int, _ place: Int) -> Bool {
    !isTaken[place] && map.starts[place + 1] - map.starts[place] >= Int32(partners[qubit].count)
      && partners[qubit].allSatisfy {
        places[$0] < 0 || map.distance(Int32(places[$0]), Int32(place)) == 1
      }
  }

  /// The places, with room for the qubits that meet nobody: at the place of their number where it is free.
  private func filled() -> [Int] {
    var (places, isTaken) = (places, isTaken)
    for qubit in places.indices where places[qubit] < 0 && !isTaken[qubit] {
      places[qubit] = qubit
      isTaken[qubit] = true
    }
    var free = isTaken.indices.filter { !isTaken[$0] }[...]
    for qubit in places.indices where places[qubit] < 0 { places[qubit] = free.removeFirst() }
    return places
  }
}
