extension CouplingMap {
  /// Qubits in a row, each beside the next.
  ///
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for a number of qubits that a map cannot have, as
  ///   each of the shapes.
  public static func line(_ qubits: Int) throws(CircuitError) -> CouplingMap {
    try check(qubits)
    return try CouplingMap("line", edges: (1..<qubits).map { ($0 - 1, $0) }, qubits: qubits)
  }

  /// Qubits in a ring, each beside the next and the last beside the first.
  public static func ring(_ qubits: Int) throws(CircuitError) -> CouplingMap {
    try check(qubits)
    let closing = qubits > 2 ? [(qubits - 1, 0)] : []
    return try CouplingMap(
      "ring", edges: (1..<qubits).map { ($0 - 1, $0) } + closing, qubits: qubits)
  }

  /// Qubits in rows and columns, numbered row after row.
  public static func grid(rows: Int, columns: Int) throws(CircuitError) -> CouplingMap {
    guard 1...mostQubits ~= rows, 1...mostQubits ~= columns else {
      throw .unfit(
        "CouplingMap.grid", given: "\(rows) rows and \(columns) columns",
        allowed: "a grid has at least 1 of each and at most \(mostQubits) qubits")
    }
    try check(rows * columns)
    var edges: [(Int, Int)] = []
    for qubit in 0..<rows * columns {
      if (qubit + 1) % columns != 0 { edges.append((qubit, qubit + 1)) }
      if qubit + columns < rows * columns { edges.append((qubit, qubit + columns)) }
    }
    return try CouplingMap("grid", edges: edges, qubits: rows * columns)
  }

  /// The first qubit beside all others.
  public static func star(_ qubits: Int) throws(CircuitError) -> CouplingMap {
    try check(qubits)
    return try CouplingMap("star", edges: (1..<qubits).map { (0, $0) }, qubits: qubits)
  }

  /// Each qubit beside each other.
  public static func full(_ qubits: Int) throws(CircuitError) -> CouplingMap {
    try check(qubits)
    let edges = (0..<qubits).flatMap { low in (low + 1..<qubits).map { (low, $0) } }
    return try CouplingMap("full map", edges: edges, qubits: qubits)
  }

  /// The heavy hexagons of IBM's machines, as the code of a distance needs them.
  ///
  /// *d* rows of 2*d* - 1 qubits, and between neighbouring rows (*d* + 1)/2 qubits that join them:
  /// 19 qubits for distance 3, 57 for 5, 115 for 7. Rows and what joins them are numbered in turn, from
  /// the top, each from the left.
  ///
  /// C. Chamberland, G. Zhu, T. J. Yoder, J. B. Hertzberg and A. W. Cross, "Topological and subsystem
  /// codes on low-degree graphs with flag qubits", Phys. Rev. X 10, 011022 (2020).
  ///
  /// - Parameter distance: An odd number from 1 to 39.
  /// - Returns: A map of (5*d*² - 2*d* - 1)/2 qubits.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for another distance.
  public static func heavyHex(distance: Int) throws(CircuitError) -> CouplingMap {
    guard 1...39 ~= distance, distance % 2 == 1 else {
      throw .unfit(
        "CouplingMap.heavyHex", given: "the distance \(distance)",
        allowed: "a distance is an odd number from 1 to 39")
    }
    let (width, joints) = (2 * distance - 1, (distance + 1) / 2)
    var edges: [(Int, Int)] = []
    for row in 0..<distance {
      let start = row * (width + joints)
      edges += (1..<width).map { (start + $0 - 1, start + $0) }
      guard row < distance - 1 else { break }
      for joint in 0..<joints {
        // Every fourth column; the first joint of even rows and the last of odd ones is at the border.
        let column = row % 2 == 0 ? max(0, 4 * joint - 1) : min(width - 1, 4 * joint + 1)
        edges.append((start + column, start + width + joint))
        edges.append((start + width + joint, start + width + joints + column))
      }
    }
    return try CouplingMap(
      "heavy hex", edges: edges, qubits: (5 * distance * distance - 2 * distance - 1) / 2)
  }
}
