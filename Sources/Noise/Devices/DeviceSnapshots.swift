public import Circuits

extension DeviceSnapshot {
  /// Five qubits in a T, as good as superconducting devices were in 2021.
  ///
  /// ```
  /// 0 — 1 — 2
  ///     |
  ///     3
  ///     |
  ///     4
  /// ```
  ///
  /// The numbers are made up by this library in the range of what was published for such devices; they
  /// are no measurement of any.
  ///
  /// - Throws: Nothing but what the initialiser throws, which accepts these numbers.
  public static func fiveQubitT() throws -> DeviceSnapshot {
    try superconducting(
      "five-qubit T", edges: [(0, 1), (1, 2), (1, 3), (3, 4)],
      qubits: [
        (t1: 96, t2: 112, error: 2.9, zeroAsOne: 0.012, oneAsZero: 0.026),
        (t1: 121, t2: 88, error: 2.2, zeroAsOne: 0.009, oneAsZero: 0.019),
        (t1: 84, t2: 71, error: 3.6, zeroAsOne: 0.017, oneAsZero: 0.038),
        (t1: 108, t2: 134, error: 2.5, zeroAsOne: 0.011, oneAsZero: 0.024),
        (t1: 73, t2: 59, error: 4.4, zeroAsOne: 0.021, oneAsZero: 0.047),
      ],
      pairs: [(370, 7.4), (412, 9.1), (334, 6.8), (455, 11.6)])
  }

  /// Seven qubits in an H, as good as superconducting devices were in 2021.
  ///
  /// ```
  /// 0       4
  /// |       |
  /// 1 — 3 — 5
  /// |       |
  /// 2       6
  /// ```
  ///
  /// The numbers are made up by this library in the range of what was published for such devices; they
  /// are no measurement of any.
  ///
  /// - Throws: Nothing but what the initialiser throws, which accepts these numbers.
  public static func sevenQubitH() throws -> DeviceSnapshot {
    try superconducting(
      "seven-qubit H", edges: [(0, 1), (1, 2), (1, 3), (3, 5), (4, 5), (5, 6)],
      qubits: [
        (t1: 132, t2: 64, error: 2.9, zeroAsOne: 0.008, oneAsZero: 0.020),
        (t1: 118, t2: 145, error: 1.9, zeroAsOne: 0.010, oneAsZero: 0.022),
        (t1: 99, t2: 107, error: 2.7, zeroAsOne: 0.015, oneAsZero: 0.029),
        (t1: 141, t2: 163, error: 1.7, zeroAsOne: 0.007, oneAsZero: 0.016),
        (t1: 87, t2: 52, error: 3.8, zeroAsOne: 0.019, oneAsZero: 0.041),
        (t1: 126, t2: 95, error: 2.3, zeroAsOne: 0.011, oneAsZero: 0.023),
        (t1: 104, t2: 119, error: 2.8, zeroAsOne: 0.013, oneAsZero: 0.031),
      ],
      pairs: [(306, 5.9), (341, 6.6), (284, 5.2), (327, 6.1), (398, 9.7), (355, 7.3)])
  }

  /// The two devices that the library brings.
  ///
  /// - Throws: As ``fiveQubitT()``.
  public static func all() throws -> [DeviceSnapshot] { [try fiveQubitT(), try sevenQubitH()] }

  /// A device with CX, √X and turns about Z that take no time: µs, errors of √X in 10⁻⁴, then for each
  /// edge ns and errors of CX in 10⁻³.
  private static func superconducting(
    _ name: String, edges: [(Int, Int)],
    qubits: [(t1: Double, t2: Double, error: Double, zeroAsOne: Double, oneAsZero: Double)],
    pairs: [(time: Double, error: Double)]
  ) throws -> DeviceSnapshot {
    let sides = try qubits.map { qubit in
      Qubit(
        t1: qubit.t1 * 1e-6, t2: qubit.t2 * 1e-6,
        readout: try ReadoutError(zeroAsOne: qubit.zeroAsOne, oneAsZero: qubit.oneAsZero))
    }
    let single = qubits.enumerated().flatMap { number, qubit in
      [Gate.sx, .x].map {
        GateSite($0, on: [number], duration: 35.6e-9, error: qubit.error * 1e-4)
      }
    }
    let coupled = zip(edges, pairs).map { edge, pair in
      GateSite(.cx, on: [edge.0, edge.1], duration: pair.time * 1e-9, error: pair.error * 1e-3)
    }
    return try DeviceSnapshot(
      name, map: CouplingMap(edges: edges), basis: .rzSX, qubits: sides, gates: single + coupled)
  }
}
