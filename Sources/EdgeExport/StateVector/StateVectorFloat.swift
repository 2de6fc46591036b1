internal import Circuits
internal import Numerics

/// A circuit itself, as a program that keeps the amplitudes of its state in single precision.
///
/// It serves where the circuit is to be seen on the device, and where features are uploaded so often that a
/// Fourier tensor would be larger.
public struct StateVectorFloat: EdgeBody {
  private let steps: [StateSteps.Step]
  private let outputs: [[StateTerm]]
  private let size: Int
  /// One input a feature.
  public let inputCount: Int

  /// The program of a model.
  ///
  /// - Throws: ``EdgeError/tooLarge(_:given:limit:instead:)`` for more than 12 qubits, and `CircuitError` for
  ///   gates that cannot be taken apart.
  /// - Complexity: O(*k*) for *k* gates; a run takes O(*k* 2ⁿ).
  public init(_ model: EdgeModel) throws {
    let (circuit, observables) = try model.circuit(for: "a state vector")
    steps = try StateSteps(circuit).steps
    outputs = observables.map { $0.terms.map(StateTerm.init) }
    (size, inputCount) = (1 << circuit.qubitCount, model.featureCount)
  }

  /// `State vector float`.
  public var title: String { "State vector float" }
  /// One output an observable.
  public var outputCount: Int { outputs.count }
  /// Features as they are.
  public var inputFormat: EdgeFormat { .float32 }
  /// Outputs as they are.
  public var outputFormat: EdgeFormat { .float32 }

  /// The outputs, computed as every core does.
  public func run(_ inputs: [Int32]) -> [Int32] {
    let x = inputs.map { Float(bitPattern: UInt32(bitPattern: $0)) }
    var state = FloatState(size: size)
    for step in steps {
      switch step {
      case .matrix(let matrix, let qubit): state.apply(matrix.map(Float.init), qubit)
      case .turnY(let angle, let qubit):
        let (c, s) = FloatTurns.turn(angle.value(x))
        state.apply([c, 0, -s, 0, s, 0, c, 0], qubit)
      case .turnZ(let angle, let qubit):
        let (c, s) = FloatTurns.turn(angle.value(x))
        state.apply([c, -s, 0, 0, 0, 0, c, s], qubit)
      case .flip(let control, let target): state.flip(control, target)
      }
    }
    return outputs.map { terms in
      let sum = terms.reduce(Float(0)) { $0 + Float($1.factor) * state.mean($1) }
      return Int32(bitPattern: sum.bitPattern)
    }
  }

  /// What a run costs.
  public var work: EdgeWork {
    var work = EdgeWork()
    for step in steps {
      switch step {
      case .matrix:
        work.floatProducts += 8 * size
        work.constantBytes += 32
      case .turnY, .turnZ:
        work.floatProducts += 8 * size
        work.floatTurns += 1
      case .flip: break
      }
      work.passes += 2 * size
      work.codeBytes += 10
    }
    let terms = outputs.reduce(0) { $0 + $1.count }
    work.floatProducts += terms * (2 * size + 1)
    work.passes += 2 * terms * size
    (work.staticBytes, work.stackBytes) = (8 * size, 128)
    work.codeBytes += 550
    return work
  }
}

/// Amplitudes in single precision.
private struct FloatState {
  private var real: [Float]
  private var imaginary: [Float]

  init(size: Int) {
    (real, imaginary) = (Array(repeating: 0, count: size), Array(repeating: 0, count: size))
    real[0] = 1
  }

  mutating func apply(_ m: [Float], _ qubit: Int) {
    let bit = 1 << qubit
    for i in real.indices where i & bit == 0 {
      let (ar, ai, br, bi) = (real[i], imaginary[i], real[i | bit], imaginary[i | bit])
      real[i] = m[0] * ar - m[1] * ai + m[2] * br - m[3] * bi
      imaginary[i] = m[0] * ai + m[1] * ar + m[2] * bi + m[3] * br
      real[i | bit] = m[4] * ar - m[5] * ai + m[6] * br - m[7] * bi
      imaginary[i | bit] = m[4] * ai + m[5] * ar + m[6] * bi + m[7] * br
    }
  }

  mutating func flip(_ control: Int, _ target: Int) {
    real.flip(control, target)
    imaginary.flip(control, target)
  }

  func mean(_ term: StateTerm) -> Float {
    real.indices.reduce(Float(0)) { sum, i in
      let j = i ^ term.flips
      let product =
        term.isImaginary
        ? real[j] * imaginary[i] - imaginary[j] * real[i]
        : real[j] * real[i] + imaginary[j] * imaginary[i]
      return (i & term.phases).nonzeroBitCount % 2 == 1 ? sum - product : sum + product
    }
  }
}

extension StateVectorFloat {
  /// Writes the matrices, the steps and the functions that take them.
  public func write(to text: inout CText) {
    let matrices: [Float] = steps.flatMap { step -> [Float] in
      if case .matrix(let matrix, _) = step { matrix.map(Float.init) } else { [] }
    }
    if !matrices.isEmpty { text.addTable("matrices", matrices) }
    FloatTurns.write(to: &text)
    text.add("static float @real[\(size)], @imaginary[\(size)];\n")
    text.add(StateVectorFloat.moves(size: size))
    text.add(StateVectorFloat.means(size: size))
    text.beginRun(self)
    text.add("  for (int i = 0; i < \(size); i++) @real[i] = @imaginary[i] = 0.0f;")
    text.add("  @real[0] = 1.0f;")
    var next = 0
    for step in steps {
      switch step {
      case .matrix(_, let qubit):
        text.add("  @apply(&@matrices[\(next)], \(qubit));")
        next += 8
      case .turnY(let angle, let qubit): text.add("  @turn_y(\(angle.text), \(qubit));")
      case .turnZ(let angle, let qubit): text.add("  @turn_z(\(angle.text), \(qubit));")
      case .flip(let control, let target): text.add("  @flip(\(control), \(target));")
      }
    }
    for (place, terms) in outputs.enumerated() {
      text.add("  output[\(place)] = 0.0f;")
      for term in terms {
        text.add(
          "  output[\(place)] += \(cText(Float(term.factor))) * @mean(\(term.flips)u, \(term.phases)u, "
            + "\(term.isImaginary ? 1 : 0));")
      }
    }
    text.add("}")
  }

  private static func moves(size: Int) -> String {
    """
    /* A matrix of one qubit: real and imaginary parts by turns, row after row. */
    static void @apply(const float *m, int qubit)
    {
      float *const re = @real, *const im = @imaginary;
      const int bit = 1 << qubit;
      for (int i = 0; i < \(size); i++) {
        if (i & bit) continue;
        const int j = i | bit;
        const float ar = re[i], ai = im[i], br = re[j], bi = im[j];
        re[i] = m[0] * ar - m[1] * ai + m[2] * br - m[3] * bi;
        im[i] = m[0] * ai + m[1] * ar + m[2] * bi + m[3] * br;
        re[j] = m[4] * ar - m[5] * ai + m[6] * br - m[7] * bi;
        im[j] = m[4] * ai + m[5] * ar + m[6] * bi + m[7] * br;
      }
    }

    /* Turns by twice the angle. */
    static inline void @turn_y(float angle, int qubit)
    {
      float m[8];
      @turn(angle, &m[0], &m[4]);
      m[1] = m[3] = m[5] = m[7] = 0.0f;
      m[2] = -m[4];
      m[6] = m[0];
      @apply(m, qubit);
    }

    static inline void @turn_z(float angle, int qubit)
    {
      float m[8];
      @turn(angle, &m[0], &m[7]);
      m[2] = m[3] = m[4] = m[5] = 0.0f;
      m[1] = -m[7];
      m[6] = m[0];
      @apply(m, qubit);
    }

    static inline void @flip(int control, int target)
    {
      const int from = 1 << control, to = 1 << target;
      for (int i = 0; i < \(size); i++) {
        if (!(i & from) || i & to) continue;
        const float re = @real[i], im = @imaginary[i];
        @real[i] = @real[i | to];
        @imaginary[i] = @imaginary[i | to];
        @real[i | to] = re;
        @imaginary[i | to] = im;
      }
    }

    """
  }

  private static func means(size: Int) -> String {
    """
    static int @is_odd(uint32_t bits)
    {
      for (int shift = 16; shift > 0; shift /= 2) bits ^= bits >> shift;
      return (int)(bits & 1u);
    }

    /* The mean of a product of Pauli matrices: what it flips, and where it changes signs. */
    static inline float @mean(uint32_t flips, uint32_t phases, int imaginary)
    {
      const float *const re = @real, *const im = @imaginary;
      float sum = 0.0f;
      for (uint32_t i = 0; i < \(size)u; i++) {
        const uint32_t j = i ^ flips;
        const float product =
            imaginary ? re[j] * im[i] - im[j] * re[i] : re[j] * re[i] + im[j] * im[i];
        sum = @is_odd(i & phases) ? sum - product : sum + product;
      }
      return sum;
    }

    """
  }
}
