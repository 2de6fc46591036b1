internal import Circuits
internal import Numerics

/// A circuit as a list of few kinds of steps on places in memory, made once for all values.
struct PauliProgram {
  /// What is done at once.
  enum Step {
    /// Pairs of amplitudes are turned.
    case turn(PauliTurn)
    /// Each amplitude takes the phase $\sum_m \varphi_m\chi_m$.
    case phases([PhaseTerm])
    /// Amplitudes change places.
    case move(Move)
    /// A matrix on some qubits, which lie where the frame says.
    case dense([Complex<Double>], qubits: [Int], AffineFrame)
  }

  let qubitCount: Int
  var steps: [Step]
  /// Where the states lie at the end.
  let frame: AffineFrame
  /// The phase of the whole state.
  let globalPhase: Angle
}

/// A phase whose sign is a parity of bits.
struct PhaseTerm: Hashable {
  let mask: Int
  var angle: Angle
}

/// A real turn by α of each pair of a state *a* and the state with some bits flipped: *a* is the one in which
/// the parity of some bits is even, and goes to $\cos\alpha\,a + \sin\alpha\,b$.
struct PauliTurn {
  var flips: Int
  /// The bits whose parity tells the first of a pair; an odd number of them is flipped.
  var phases: Int
  /// Parities that have to hold, as bits and whether their number is odd.
  var conditions: [Parity] = []
  var angle: Angle

  struct Parity: Hashable {
    let mask: Int
    let isOdd: Bool
    @inline(__always) func holds(for index: Int) -> Bool { (index & mask).isOdd == isOdd }
  }

  /// Whether two turn the same pairs, though by other angles.
  func isLike(_ other: PauliTurn) -> Bool {
    flips == other.flips && phases == other.phases && conditions == other.conditions
  }

  /// Whether the two can be done in either order.
  func commutes(with other: PauliTurn) -> Bool {
    (flips & other.phases).isOdd == (phases & other.flips).isOdd
      && conditions.allSatisfy { !($0.mask & other.flips).isOdd }
      && other.conditions.allSatisfy { !($0.mask & flips).isOdd }
  }

  /// Whether the turn is about Y of one qubit and nothing else.
  var isPlain: Bool { flips == phases && flips.nonzeroBitCount == 1 && conditions.isEmpty }
}

/// Where amplitudes come from.
enum Move {
  /// From where a frame says that the states lie.
  case affine(AffineFrame)
  /// From the places in a table.
  case table([UInt32])
}
