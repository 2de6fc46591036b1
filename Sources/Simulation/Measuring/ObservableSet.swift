public import Circuits
internal import Numerics

/// Observables made ready to be measured on states of so many qubits, all of them in one walk over a state.
///
/// ```swift
/// let energy = try ObservableSet([.z(0) * .z(1), .x(0)], qubits: 2)
/// try state.expectations(of: energy)            // two means
/// ```
///
/// Whoever measures the same observables many times makes the set once.
public struct ObservableSet: Sendable {
  /// What is measured.
  public let observables: [Observable]
  /// How many qubits the states have.
  public let qubitCount: Int
  private let weights: Weights

  /// Observables for states of so many qubits.
  ///
  /// - Parameters:
  ///   - observables: What is measured.
  ///   - qubits: How many qubits the states have.
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for an observable with flaws, and
  ///   ``SimulationError/noSuchQubit(_:qubits:)`` for one of more qubits than the states have; also
  ///   ``SimulationError/unfit(_:given:allowed:)`` for more qubits than any state vector has.
  /// - Complexity: O(*k*) for *k* strings, each with a table of at most a thousand numbers.
  public init(_ observables: [Observable], qubits: Int) throws {
    guard 0..<48 ~= qubits else {
      throw SimulationError.unfit(
        "observables of a state vector", given: "\(qubits) qubits",
        allowed: "there are 0 to 47; other simulators take the observables themselves")
    }
    try checkObservables(observables, qubits: qubits)
    (self.observables, qubitCount) = (observables, qubits)
    weights = Weights(observables, qubits: qubits)
  }

  /// The means of all for a state.
  func means<Scalar: AmplitudeScalar>(of state: Amplitudes<Scalar>) -> [Double] {
    var means = observables.map(\.constant)
    if let state = state as? Amplitudes<Double> {
      for group in weights.double { group.add(to: &means, for: state) }
    } else if let state = state as? Amplitudes<Float> {
      for group in weights.single { group.add(to: &means, for: state) }
    }
    return means
  }

  /// The strings by what they flip, in both precisions; the narrower ones are made at their first use.
  private final class Weights: @unchecked Sendable {
    let double: [FlipGroup<Double>]
    private let terms: [Int: [WeighedString]]
    private let qubits: Int
    private let lock = Lock()
    private var made: [FlipGroup<Float>]?

    init(_ observables: [Observable], qubits: Int) {
      var terms: [Int: [WeighedString]] = [:]
      let places = Array(0..<qubits)
      for (number, observable) in observables.enumerated() {
        for term in observable.terms where term.string != .identity {
          let masks = PauliMasks(term.string, on: places)
          terms[masks.flips, default: []].append(
            WeighedString(
              observable: number, phases: masks.phases, weight: term.coefficient * masks.power))
        }
      }
      (self.terms, self.qubits) = (terms, qubits)
      double = terms.sorted { $0.key < $1.key }.map {
        FlipGroup(flips: $0.key, $0.value, qubits: qubits)
      }
    }

    var single: [FlipGroup<Float>] {
      lock.lock()
      defer { lock.unlock() }
      if let made { return made }
      let groups = terms.sorted { $0.key < $1.key }.map {
        FlipGroup<Float>(flips: $0.key, $0.value, qubits: qubits)
      }
      made = groups
      return groups
    }
  }
}

/// A product of Pauli matrices in one of several observables.
struct WeighedString {
  /// The number of the observable.
  let observable: Int
  /// The bits that choose the sign.
  let phases: Int
  /// The factor, with an i for each Y.
  let weight: Complex<Double>
}

/// Sees to it that observables have no flaws and fit onto so many qubits.
func checkObservables(_ observables: [Observable], qubits: Int) throws {
  for observable in observables {
    guard observable.flaws.isEmpty else {
      throw CircuitError.flawed("observable", flaws: observable.flaws)
    }
    guard observable.width <= qubits else {
      throw SimulationError.noSuchQubit(observable.width - 1, qubits: qubits)
    }
  }
}
