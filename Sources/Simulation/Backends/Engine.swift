internal import Circuits
internal import Numerics

/// A state in one precision, as whoever holds it sees it.
///
/// The methods are compiled for each precision here, so that nothing generic is left to callers.
protocol Engine: AnyObject, Sendable {
  var qubitCount: Int { get }
  /// Applies gates to the state; one that is still 0 everywhere else has less to be done.
  func run(_ gates: GateRun, _ angles: [Double], isZero: Bool)
  func copy() throws(SimulationError) -> any Engine
  func amplitude(at index: Int) -> Complex<Double>
  func probabilities() -> [Double]
  func expectations(of set: ObservableSet) -> [Double]
  func innerProduct(with other: any Engine) -> Complex<Double>
  /// Keeps the part in which a qubit has a value, and makes its norm 1; returns the part's probability.
  func project(_ qubit: Int, to value: Bool) -> Double
  /// The probability that a qubit is 1.
  func probabilityOfOne(_ qubit: Int) -> Double
  func apply(_ gate: Gate, _ angles: [Double], on qubits: [Int])
  /// Multiplies some qubits by any matrix, given row after row.
  func multiply(by matrix: [Complex<Double>], on qubits: [Int])
  /// The sum of all probabilities.
  func squaredNorm() -> Double
  /// Makes the sum of all probabilities 1.
  func normalize()
  /// Draws basis states.
  func draws(_ count: Int, using random: inout RandomStream) -> [UInt64]
}

/// A state vector in one precision.
///
/// It is changed only while it is made, and by one thread.
final class VectorEngine<Scalar: AmplitudeScalar>: Engine, @unchecked Sendable {
  let amplitudes: Amplitudes<Scalar>

  init(_ amplitudes: Amplitudes<Scalar>) { self.amplitudes = amplitudes }

  convenience init(qubits: Int) throws(SimulationError) {
    self.init(try Amplitudes(qubits: qubits))
  }

  var qubitCount: Int { amplitudes.qubitCount }

  func run(_ gates: GateRun, _ angles: [Double], isZero: Bool) {
    if let own = amplitudes as? Amplitudes<Double> {
      gates.double.run(angles, on: own, isZero: isZero)
    } else if let own = amplitudes as? Amplitudes<Float> {
      gates.float.run(angles, on: own, isZero: isZero)
    }
  }

  func apply(_ gate: Gate, _ angles: [Double], on qubits: [Int]) {
    amplitudes.apply(gate, angles, on: qubits, where: Controls())
  }

  func copy() throws(SimulationError) -> any Engine {
    VectorEngine(try Amplitudes(copying: amplitudes))
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func amplitude(at index: Int) -> Complex<Double> {
    let amplitude = amplitudes.elements[index]
    return Complex(Double(amplitude.real), Double(amplitude.imaginary))
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func probabilities() -> [Double] {
    let elements = amplitudes.elements
    return [Double](unsafeUninitializedCapacity: amplitudes.count) { buffer, count in
      for index in 0..<amplitudes.count {
        let (re, im) = (Double(elements[index].real), Double(elements[index].imaginary))
        buffer.initializeElement(at: index, to: re * re + im * im)
      }
      count = amplitudes.count
    }
  }

  func multiply(by matrix: [Complex<Double>], on qubits: [Int]) {
    amplitudes.apply(matrix, to: qubits, where: Controls())
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func squaredNorm() -> Double {
    var sum = 0.0
    // A sum for each piece, so that single precision suffices within it.
    for start in stride(from: 0, to: amplitudes.vectorCount, by: 256) {
      var lanes = Scalar.Lanes()
      for place in start..<min(start + 256, amplitudes.vectorCount) {
        lanes = lanes.addingProduct(amplitudes.vectors[place], amplitudes.vectors[place])
      }
      sum += Double(lanes.sum())
    }
    return sum
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func normalize() {
    let scale = Scalar.Lanes(repeating: Scalar(1 / squaredNorm().squareRoot()))
    for place in 0..<amplitudes.vectorCount { amplitudes.vectors[place] *= scale }
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func draws(_ count: Int, using random: inout RandomStream) -> [UInt64] {
    if count > 3 { return OutcomeTable(amplitudes).draws(count, using: &random) }
    // For a few draws it is quicker to look for them one by one.
    let (elements, norm) = (amplitudes.elements, squaredNorm())
    return (0..<count).map { _ in
      var rest = random.uniform() * norm
      var chosen = 0
      for index in 0..<amplitudes.count {
        let probability = Double(elements[index].squaredMagnitude)
        if probability > 0 { chosen = index }
        rest -= probability
        if rest < 0 { break }
      }
      return UInt64(chosen)
    }
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func innerProduct(with other: any Engine) -> Complex<Double> {
    guard let other = other as? VectorEngine<Scalar> else {
      return (0..<amplitudes.count).reduce(.zero) {
        $0 + amplitude(at: $1).conjugate * other.amplitude(at: $1)
      }
    }
    var (re, im) = (0.0, 0.0)
    let (a, b) = (amplitudes.elements, other.amplitudes.elements)
    for index in 0..<amplitudes.count {
      let (x, y) = (a[index], b[index])
      re += Double(x.real * y.real + x.imaginary * y.imaginary)
      im += Double(x.real * y.imaginary - x.imaginary * y.real)
    }
    return Complex(re, im)
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func probabilityOfOne(_ qubit: Int) -> Double {
    let elements = amplitudes.elements
    var sum = 0.0
    for index in 0..<amplitudes.count where index >> qubit & 1 == 1 {
      sum += Double(elements[index].squaredMagnitude)
    }
    return sum
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func project(_ qubit: Int, to value: Bool) -> Double {
    let one = probabilityOfOne(qubit)
    let probability = value ? one : 1 - one
    let scale = Scalar(1 / max(probability, .leastNormalMagnitude).squareRoot())
    let elements = amplitudes.elements
    for index in 0..<amplitudes.count {
      elements[index] = (index >> qubit & 1 == 1) == value ? scale * elements[index] : .zero
    }
    return probability
  }

  func expectations(of set: ObservableSet) -> [Double] { set.means(of: amplitudes) }
}

/// The width of the numbers that a state is made of.
public enum Precision: String, Hashable, Sendable, CaseIterable {
  /// 16 bytes an amplitude, errors of 10⁻¹⁶.
  case double
  /// 8 bytes an amplitude, errors of 10⁻⁷, and twice the speed.
  case single

  func engine(qubits: Int) throws(SimulationError) -> any Engine {
    switch self {
    case .double: try VectorEngine<Double>(qubits: qubits)
    case .single: try VectorEngine<Float>(qubits: qubits)
    }
  }
}
