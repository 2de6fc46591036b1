/// What goes round between states in the search for the lowest cost.
public struct Mixer: Hashable, Sendable {
  private enum Rule: Hashable {
    case turns(Gate)
    case exchange(EntanglingMap)
    case grover
    case observable(Observable)
  }

  private let rule: Rule

  private init(_ rule: Rule) { self.rule = rule }

  /// Flips every qubit: $e^{-i\beta\sum X}$.
  public static let x = Mixer(.turns(.rx))

  /// Exchanges qubits that differ, so that as many stay 1 as were: $e^{-i\beta(XX + YY)}$ along a map.
  ///
  /// S. Hadfield et al., "From the quantum approximate optimization algorithm to a quantum alternating
  /// operator ansatz", arXiv:1709.03489 (2017).
  public static func xy(_ map: EntanglingMap = .ring) -> Mixer { Mixer(.exchange(map)) }

  /// Turns the phase of the state that all begins with, as Grover's search does.
  ///
  /// A. Bärtschi and S. Eidenbenz, "Grover mixers for QAOA", arXiv:2006.00354 (2020).
  public static let grover = Mixer(.grover)

  /// Lets time pass under an observable, one term after the other.
  public static func observable(_ observable: Observable) -> Mixer {
    Mixer(.observable(observable))
  }

  /// Appends the mixer.
  fileprivate func append(to circuit: inout Circuit, _ β: Angle, start: Circuit) {
    switch rule {
    case .turns(let gate):
      for qubit in 0..<circuit.qubitCount { circuit.append(gate, [2 * β], on: [qubit]) }
    case .exchange(let map):
      for pair in circuit.groups(of: 2, joinedBy: map) {
        circuit.xxPlusYY(4 * β, 0, pair[0], pair[1])
      }
    case .grover:
      let all = Array(0..<circuit.qubitCount)
      guard let last = all.last else { return }
      circuit.append(start.inverted())
      for qubit in all { circuit.x(qubit) }
      circuit.mcp(-β, Array(all.dropLast()), last)
      for qubit in all { circuit.x(qubit) }
      circuit.append(start)
    case .observable(let observable): circuit.turn(under: observable, for: β)
    }
  }
}

extension Circuit {
  /// The quantum approximate optimisation algorithm: time under the cost, time under a mixer, and again.
  ///
  /// $$\prod_l e^{-i\beta_l M} e^{-i\gamma_l C} \, |s\rangle$$
  ///
  /// 2*p* weights, of the shape [*p*, 2]: γ and β of each layer.
  ///
  /// ```swift
  /// let cost = Observable.maxCut(.ring(4))
  /// Circuit.qaoa(cost, layers: 2)                 // γ₀, β₀, γ₁, β₁
  /// ```
  ///
  /// E. Farhi, J. Goldstone and S. Gutmann, "A quantum approximate optimization algorithm",
  /// arXiv:1411.4028 (2014).
  ///
  /// - Parameters:
  ///   - cost: The cost; terms that do not commute are taken one after the other.
  ///   - layers: *p*.
  ///   - mixer: The mixer.
  ///   - start: What makes the state that all begins with; Hadamard's gate on each qubit unless given.
  ///   - qubits: How many qubits there are; as many as the cost names unless given.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func qaoa(
    _ cost: Observable, layers: Int = 1, mixer: Mixer = .x, start: Circuit? = nil,
    qubits: Int? = nil, weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits ?? cost.width) { circuit in
      var w = Weights(weights)
      let start =
        start
        ?? Circuit(qubits: circuit.qubitCount) { start in
          for qubit in 0..<start.qubitCount { start.h(qubit) }
        }
      circuit.append(start)
      circuit.layers(layers) { circuit, _ in
        circuit.turn(under: cost, for: w.next())
        mixer.append(to: &circuit, w.next(), start: start)
      }
    }
  }

  /// Time under an observable whose parts have times of their own: a layer has a weight for each.
  ///
  /// $$\prod_l \prod_k e^{-i w_{lk} H_k}$$
  ///
  /// *L* times as many weights as there are parts, of the shape [*L*, parts].
  ///
  /// D. Wecker, M. B. Hastings and M. Troyer, "Progress towards practical quantum variational algorithms",
  /// arXiv:1507.08969 (2015).
  ///
  /// - Parameters:
  ///   - parts: The parts of a Hamiltonian, as its bonds and its field.
  ///   - layers: *L*.
  ///   - qubits: How many qubits there are; as many as the parts name unless given.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights, which begins with zeros.
  public static func hamiltonianVariational(
    _ parts: [Observable], layers: Int = 1, qubits: Int? = nil, weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits ?? parts.map(\.width).max() ?? 0) { circuit in
      var w = Weights(weights)
      circuit.layers(layers) { circuit, _ in
        for part in parts { circuit.turn(under: part, for: w.next()) }
      }
    }
  }

  /// Lets time pass under an observable in steps, one term after the other: Trotter's formula.
  ///
  /// $$e^{-itH} \approx \Bigl(\prod_k e^{-i c_k P_k t/s}\Bigr)^s$$
  ///
  /// The error falls with 1/*s*, or with 1/*s*² for the symmetric form, whose second half goes back. It is
  /// exact for terms that commute.
  ///
  /// M. Suzuki, "Generalized Trotter's formula and systematic approximants of exponential operators",
  /// Commun. Math. Phys. 51, 183 (1976).
  ///
  /// - Parameters:
  ///   - observable: The Hamiltonian, on the qubits of this circuit.
  ///   - time: *t*.
  ///   - steps: *s*, at least 1.
  ///   - isSymmetric: Whether each step goes through the terms and back.
  /// - Complexity: O(*k s*) gates for *k* terms.
  public mutating func evolve(
    under observable: Observable, for time: Angle, steps: Int, isSymmetric: Bool = false
  ) {
    guard steps > 0 else {
      return note("evolve(steps: \(steps))", "time passes in 1 step or more")
    }
    let step = time * (1 / Double(steps))
    layers(steps, called: "steps") { circuit, _ in
      guard isSymmetric else { return circuit.turn(under: observable, for: step) }
      circuit.turn(under: observable, for: 0.5 * step)
      circuit.turn(under: observable, for: 0.5 * step, backwards: true)
    }
  }

  /// The turn about each term of an observable, one after the other; not that of the whole phase.
  mutating func turn(under observable: Observable, for time: Angle, backwards: Bool = false) {
    for flaw in observable.flaws { note("evolve(under: \(observable))", flaw) }
    let terms = backwards ? observable.terms.reversed() : observable.terms
    for term in terms where term.string != .identity {
      turn(about: term.string, 2 * term.coefficient * time)
    }
  }

  /// A turn about a product of Pauli matrices, by the gate that has a name where there is one.
  package mutating func turn(about string: PauliString, _ angle: Angle) {
    let factors = string.factors
    let named = Circuit.namedTurns[factors.map(\.pauli)]
    guard let named else { return pauliRotation(angle, string) }
    append(named, [angle], on: factors.map(\.qubit))
  }

  private static let namedTurns: [[Pauli]: Gate] = [
    [.x]: .rx, [.y]: .ry, [.z]: .rz, [.x, .x]: .rxx, [.y, .y]: .ryy, [.z, .z]: .rzz,
    [.z, .x]: .rzx,
  ]
}
