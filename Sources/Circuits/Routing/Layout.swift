/// Where each qubit of a circuit stands on a machine.
///
/// A layout has as many qubits as the machine: behind those of the circuit come spare ones, which stand
/// where room is left.
///
/// ```swift
/// layout[3]                                     // the place of qubit 3
/// layout.qubit(at: 7)                           // who stands at place 7
/// ```
public struct Layout: Hashable, Sendable {
  /// The place of each qubit, of the spare ones too.
  public let places: [Int]
  /// The qubit at each place.
  private let holders: [Int]
  /// How many of the qubits are those of the circuit.
  public let qubitCount: Int

  /// A layout of places that are known to be all of the machine's, each once.
  init(places: [Int], qubits: Int) {
    self.places = places
    qubitCount = qubits
    var holders = places
    for (qubit, place) in places.enumerated() { holders[place] = qubit }
    self.holders = holders
  }

  /// The layout that gives the first qubits these places; spare ones take the others in order.
  init(first places: [Int], size: Int) {
    var isTaken = Array(repeating: false, count: size)
    for place in places { isTaken[place] = true }
    self.init(places: places + (0..<size).filter { !isTaken[$0] }, qubits: places.count)
  }

  /// The place of a qubit.
  ///
  /// - Parameter qubit: A qubit of the circuit, or a spare one behind them.
  public subscript(qubit: Int) -> Int? { places.indices ~= qubit ? places[qubit] : nil }

  /// The qubit at a place; one behind those of the circuit is spare.
  public func qubit(at place: Int) -> Int? { holders.indices ~= place ? holders[place] : nil }

  /// An observable of the circuit's qubits as one of the places where they stand.
  ///
  /// - Complexity: O(*k*) in the number of factors.
  public func placed(_ observable: Observable) -> Observable {
    observable.moved { places.indices ~= $0 ? places[$0] : $0 }
  }
}

extension Layout: CustomStringConvertible {
  /// `0→5, 1→3`: the qubits of the circuit with their places.
  public var description: String {
    places.prefix(qubitCount).enumerated().map { "\($0.offset)→\($0.element)" }
      .joined(separator: ", ")
  }
}

/// Where the qubits of a circuit stand before its first gate.
public enum InitialLayout: Hashable, Sendable {
  /// Where few swaps are needed, as is found by a search.
  case searched
  /// Each qubit at the place of its number.
  case trivial
  /// Each qubit at the place that the list gives for it.
  case given([Int])

  /// The layout, where it needs no search.
  ///
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for a list that is no layout.
  func layout(qubits: Int, size: Int) throws(CircuitError) -> Layout? {
    switch self {
    case .searched: return nil
    case .trivial: return Layout(first: Array(0..<qubits), size: size)
    case .given(let places):
      let isFit = places.allSatisfy { 0..<size ~= $0 } && Set(places).count == places.count
      guard places.count == qubits, isFit else {
        throw .unfit(
          "layout", given: "\(places)",
          allowed: "give each of \(qubits) qubits a place of its own from 0 to \(size - 1)")
      }
      return Layout(first: places, size: size)
    }
  }
}
