internal import Glibc
internal import Numerics

/// What a sensor on a machine with a ball bearing measures, as a simple model has it.
///
/// A shaft that is out of balance gives sines at its frequency and twice of it. Each time a damaged place is
/// rolled over, the housing rings: a sine at its resonance that dies away. These impacts come at the
/// frequency of the fault, a little early or late since balls slip, and are modulated: those of the inner race
/// by the load, which the damaged place meets once in a turn of the shaft, those of a ball by the turns of the cage.
/// Noise is added.
///
/// P. D. McFadden and J. D. Smith, "Model for the vibration produced by a single point defect in a rolling
/// element bearing", Journal of Sound and Vibration 96 (1984); R. B. Randall and J. Antoni (2011), as for
/// ``Bearing``.
///
/// ```swift
/// let machine = VibrationGenerator()
/// let signal = try machine.signal(fault: .outerRace, count: 4_096, seed: 1)
/// let data = try machine.dataSet(windows: 50, seed: 1)   // four classes, six features
/// ```
public struct VibrationGenerator: Hashable, Sendable {
  /// The bearing.
  public var bearing = Bearing()
  /// How often the shaft turns, in Hz.
  public var shaft = 29.95
  /// How often the sensor measures, in Hz.
  public var samplingRate = 12_000.0
  /// The resonance of the housing, in Hz.
  public var resonance = 3_000.0
  /// How fast the ringing dies away: by the factor *e* in this many seconds.
  public var ringing = 0.001
  /// The size of an impact.
  public var severity = 1.0
  /// The amplitude of the shaft's sine.
  public var imbalance = 0.2
  /// The deviation of the noise.
  public var noise = 0.1
  /// The deviation of the time between two impacts, as a part of it.
  public var slip = 0.01

  /// A machine with the usual numbers; change what is different.
  public init() {}

  /// How often the damaged place is rolled over.
  ///
  /// - Parameter fault: Where the damage is.
  /// - Returns: The frequency in Hz; 0 where there is no damage.
  public func frequency(of fault: Bearing.Fault) -> Double {
    bearing.frequency(of: fault, shaft: shaft)
  }

  /// What the sensor measures.
  ///
  /// - Parameters:
  ///   - fault: Where the bearing is damaged.
  ///   - count: How many samples there are.
  ///   - seed: The seed of phases, slip and noise.
  /// - Returns: The samples.
  /// - Throws: ``LearningError/unfit(_:given:allowed:)`` for numbers that no machine has.
  /// - Complexity: O(`count`).
  public func signal(
    fault: Bearing.Fault, count: Int, seed: UInt64
  ) throws(LearningError) -> [Double] {
    try check()
    try Learning.check("vibration", "count", count, in: 1...50_000_000)
    return signal(fault, count, RandomStream(seed: seed).split(fault.rawValue))
  }

  /// Windows of what the sensor measures, for each kind of damage as many.
  ///
  /// - Parameters:
  ///   - windows: How many windows there are of each kind.
  ///   - length: How many samples a window has.
  ///   - faults: The kinds, which become the classes.
  ///   - features: What a row has.
  ///   - seed: The seed.
  /// - Returns: Rows of the classes `healthy`, `outer race`, `inner race`, `ball`.
  /// - Throws: ``LearningError`` for numbers that no machine has, counts below 1 or too large, and no faults.
  public func dataSet(
    windows: Int, length: Int = 2_048, faults: [Bearing.Fault] = Bearing.Fault.allCases,
    features: Features = .summary, seed: UInt64
  ) throws(LearningError) -> DataSet {
    try check()
    try Learning.check("vibration", "length", length, in: 16...1_000_000)
    try Learning.check("vibration", "windows", windows, in: 1...25_000_000 / length)
    guard !faults.isEmpty else { throw .empty("vibration, faults") }
    let random = RandomStream(seed: seed)
    var (rows, labels) = ([[Double]](), [Int]())
    for window in 0..<windows {
      for (label, fault) in faults.enumerated() {
        let window = signal(fault, length, random.split(fault.rawValue).split(window))
        rows.append(features == .samples ? window : summary(of: window))
        labels.append(label)
      }
    }
    return try DataSet(
      "vibration", rows: rows, labels: labels, classNames: faults.map(\.rawValue),
      featureNames: features == .samples ? nil : VibrationGenerator.summaryNames)
  }

  private func check() throws(LearningError) {
    try bearing.check()
    try checkPositive("vibration", "samplingRate", samplingRate)
    try Learning.check("vibration", "shaft", shaft, in: samplingRate * 1e-6...samplingRate / 20)
    try Learning.check("vibration", "resonance", resonance, in: 0...samplingRate / 2)
    try Learning.check("vibration", "ringing", ringing, in: 0...1e5 / samplingRate)
    try checkNotNegative("vibration", "severity", severity)
    try checkNotNegative("vibration", "imbalance", imbalance)
    try checkNotNegative("vibration", "noise", noise)
    try Learning.check("vibration", "slip", slip, in: 0...0.2)
    // So that impacts are few, also of a bearing of a thousand balls.
    for fault in Bearing.Fault.allCases {
      try Learning.check(
        "vibration", "frequency of faults", frequency(of: fault), in: 0...samplingRate / 4)
    }
  }

  private func signal(_ fault: Bearing.Fault, _ count: Int, _ stream: RandomStream) -> [Double] {
    var random = stream
    let phase = 2 * .pi * random.uniform()
    let turn = 2 * .pi * shaft / samplingRate
    var signal = (0..<count).map { sample in
      let angle = turn * Double(sample) + phase
      return imbalance * (sin(angle) + 0.3 * sin(2 * angle))
    }
    if fault != .none { addImpacts(of: fault, to: &signal, phase: phase, &random) }
    for sample in signal.indices { signal[sample] += noise * random.normal() }
    return signal
  }

  private func addImpacts(
    of fault: Bearing.Fault, to signal: inout [Double], phase: Double, _ random: inout RandomStream
  ) {
    let interval = samplingRate / frequency(of: fault)
    let length = Int(8 * ringing * samplingRate) + 1
    var time = interval * (random.uniform() - 1)
    while time < Double(signal.count) {
      let size = severity * load(on: fault, time: time / samplingRate, phase)
      let first = Int(time.rounded(.up))
      for sample in max(0, first)..<max(0, min(first + length, signal.count)) {
        let late = (Double(sample) - time) / samplingRate
        let fade = ringing > 0 ? exp(-late / ringing) : 0
        signal[sample] += size * fade * sin(2 * .pi * resonance * late)
      }
      // Bounded, so that time goes on whatever the normal number is.
      time += interval * max(0.2, 1 + slip * random.normal())
    }
  }

  /// How large an impact at a time is, from 0 to 1.
  private func load(on fault: Bearing.Fault, time: Double, _ phase: Double) -> Double {
    switch fault {
    case .none: 0
    case .outerRace: 1
    case .innerRace: 0.5 + 0.5 * cos(2 * .pi * shaft * time + phase)
    case .ball: 0.5 + 0.5 * cos(2 * .pi * bearing.cageFrequency(shaft: shaft) * time + phase)
    }
  }
}
