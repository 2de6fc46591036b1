internal import Numerics

extension Channel {
  /// The qubit gives its energy away, and takes some up where its surroundings are warm.
  ///
  /// $$K_0 = \begin{pmatrix} 1 & 0 \\ 0 & \sqrt{1-γ} \end{pmatrix},\quad
  /// K_1 = \begin{pmatrix} 0 & \sqrt{γ} \\ 0 & 0 \end{pmatrix}$$
  ///
  /// with the probability $1 - e$, and the same with 0 and 1 exchanged with the probability $e$: the
  /// generalised amplitude damping, whose end is a 1 with the probability $e$.
  ///
  /// M. A. Nielsen and I. L. Chuang, "Quantum Computation and Quantum Information", Cambridge University
  /// Press (2000), section 8.3.5.
  ///
  /// - Parameters:
  ///   - strength: The share γ of the energy that is lost, from 0 to 1.
  ///   - excited: How likely a 1 is in the end; 0 where the surroundings are cold.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for another number.
  public static func amplitudeDamping(
    _ strength: Double, excited: Double = 0
  ) throws(NoiseError) -> Channel {
    let name = excited == 0 ? "\(strength)" : "\(strength), excited: \(excited)"
    return try damping(
      "amplitudeDamping(\(name))", amplitude: strength, phase: 0, excited: excited)
  }

  /// The qubit loses its phase, and keeps its energy.
  ///
  /// $$K_0 = \begin{pmatrix} 1 & 0 \\ 0 & \sqrt{1-λ} \end{pmatrix},\quad
  /// K_1 = \begin{pmatrix} 0 & 0 \\ 0 & \sqrt{λ} \end{pmatrix}$$
  ///
  /// It is `phaseFlip((1 - √(1 - λ))/2)`.
  ///
  /// - Parameter strength: The share λ, from 0 to 1.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for another number.
  public static func phaseDamping(_ strength: Double) throws(NoiseError) -> Channel {
    try damping("phaseDamping(\(strength))", amplitude: 0, phase: strength, excited: 0)
  }

  /// The qubit loses energy and phase at once.
  ///
  /// $$K_0 = \begin{pmatrix} 1 & 0 \\ 0 & \sqrt{1-γ-λ} \end{pmatrix},\quad
  /// K_1 = \begin{pmatrix} 0 & \sqrt{γ} \\ 0 & 0 \end{pmatrix},\quad
  /// K_2 = \begin{pmatrix} 0 & 0 \\ 0 & \sqrt{λ} \end{pmatrix}$$
  ///
  /// - Parameters:
  ///   - amplitude: The share γ of the energy that is lost.
  ///   - phase: The share λ that only loses its phase.
  ///   - excited: How likely a 1 is in the end.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for shares that are none, or sum to more than 1.
  public static func damping(
    amplitude: Double, phase: Double, excited: Double = 0
  ) throws(NoiseError) -> Channel {
    try damping(
      "damping(amplitude: \(amplitude), phase: \(phase), excited: \(excited))",
      amplitude: amplitude, phase: phase, excited: excited)
  }

  /// What a qubit does while a gate lasts: it loses energy with the time T1 and its phase with T2.
  ///
  /// $$ρ_{11} \to e + (ρ_{11} - e)\, e^{-t/T_1}, \qquad ρ_{01} \to ρ_{01}\, e^{-t/T_2}$$
  ///
  /// ```swift
  /// try Channel.thermalRelaxation(t1: 80e-6, t2: 60e-6, time: 300e-9)
  /// ```
  ///
  /// - Parameters:
  ///   - t1: After which time 1/e of the energy is left; in the unit of the others, infinite for a qubit
  ///     that keeps it.
  ///   - t2: After which time 1/e of the phase is left, at most twice `t1`.
  ///   - time: How long it lasts.
  ///   - excited: How likely a 1 is in the end.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for times that are not positive, for T2 > 2 T1,
  ///   and for a time that is negative or endless.
  public static func thermalRelaxation(
    t1: Double, t2: Double, time: Double, excited: Double = 0
  ) throws(NoiseError) -> Channel {
    let name = "thermalRelaxation(t1: \(t1), t2: \(t2), time: \(time))"
    try checkTimes(t1: t1, t2: t2, of: name)
    guard time >= 0, time.isFinite else {
      throw .unfit(name, given: "the time \(time)", allowed: "it is 0 or more, and not endless")
    }
    let (kept, coherent) = (Double.exp(-time / t1), Double.exp(-2 * time / t2))
    return try damping(
      name, amplitude: 1 - kept, phase: max(0, kept - coherent), excited: excited)
  }

  /// Sees to it that a qubit can have such times.
  static func checkTimes(t1: Double, t2: Double, of what: String) throws(NoiseError) {
    for (name, time) in [("T1", t1), ("T2", t2)] where !(time > 0) {
      throw .unfit(what, given: "\(name) = \(time)", allowed: "times are more than 0")
    }
    // A time that is given as twice another may be so but for rounding.
    guard t2 <= 2 * t1 * (1 + 1e-12) else {
      throw .unfit(
        what, given: "T1 = \(t1) and T2 = \(t2)",
        allowed: "T2 is at most 2 T1 = \(2 * t1), since what loses its energy loses its phase")
    }
  }

  private static func damping(
    _ name: String, amplitude: Double, phase: Double, excited: Double
  ) throws(NoiseError) -> Channel {
    try check(amplitude, "the share of the energy", of: name)
    try check(phase, "the share of the phase", of: name)
    try check(excited, "the probability of a 1", of: name)
    let sum = amplitude + phase
    guard sum <= 1 + 1e-12 else {
      throw .unfit(
        name, given: "shares that sum to \(sum)", allowed: "energy and phase are at most 1 together"
      )
    }
    let (kept, lost, blurred) = (
      max(0, 1 - sum).squareRoot(), amplitude.squareRoot(), phase.squareRoot()
    )
    var kraus: [Matrix<Complex<Double>>] = []
    for (probability, upwards) in [(1 - excited, 0), (excited, 1)] where probability > 0 {
      let root = probability.squareRoot()
      // Rows and columns change places where the qubit is warmed up.
      func add(_ elements: [Double]) {
        guard elements.contains(where: { $0 != 0 }) else { return }
        kraus.append(
          Matrix(square: 2) { Complex(root * elements[($0 ^ upwards) << 1 | ($1 ^ upwards)]) })
      }
      add([1, 0, 0, kept])
      add([0, lost, 0, 0])
      add([0, 0, 0, blurred])
    }
    return try Channel(name, kraus: kraus)
  }
}

extension ChannelFamily {
  /// The channels that lose energy and phase.
  static let dampingFamilies = [
    ChannelFamily("amplitudeDamping") { p throws(NoiseError) in try .amplitudeDamping(p) },
    ChannelFamily("amplitudeDamping, warm") { p throws(NoiseError) in
      try .amplitudeDamping(p, excited: 0.2)
    },
    ChannelFamily("phaseDamping") { p throws(NoiseError) in try .phaseDamping(p) },
    ChannelFamily("damping") { p throws(NoiseError) in
      try .damping(amplitude: 0.7 * p, phase: 0.3 * p)
    },
    ChannelFamily("thermalRelaxation") { p throws(NoiseError) in
      try .thermalRelaxation(t1: 1, t2: 1.3, time: p)
    },
    ChannelFamily("thermalRelaxation, warm") { p throws(NoiseError) in
      try .thermalRelaxation(t1: 1, t2: 2, time: p, excited: 0.1)
    },
  ]
}
