/// How a gate is called in OpenQASM, where its standard libraries have it.
///
/// A name stands for a gate and, with letters before it, for the gate under controls: `x`, `cx`, `ccx`,
/// `c3x`. So a record says how many controls there may be.
struct StandardNames: Sendable {
  /// With how many controls `qelib1.inc` of version 2 has the gate, as the file is today and not in the
  /// first paper, where `sx` and `swap` are missing; nothing if it has not.
  var version2: Int?
  /// With how many controls `stdgates.inc` of version 3 has the gate.
  var version3: Int?
  /// Other names in the libraries, with their numbers of controls.
  var aliases: [String: Int] = [:]
  /// Names that are known without a library.
  var builtIn: [String: Int] = [:]

  /// The gate has no name in OpenQASM.
  static let none = StandardNames()

  /// With how many controls a version has the gate.
  func controls(in version: Int) -> Int? { version == 2 ? version2 : version3 }
}

/// The gates that OpenQASM texts know without a definition, all found in the records.
enum StandardGates {
  /// The files with standard gates.
  static let libraries: Set<String> = ["qelib1.inc", "stdgates.inc"]

  /// What the libraries name.
  static let named: [String: Gate] = table { names, gate in
    let most = max(names.version2 ?? -1, names.version3 ?? -1)
    let own = (0..<most + 1).map { controls in
      (gate.controlled(states: Array(repeating: true, count: controls)).name, controls)
    }
    return own + names.aliases.map { ($0, $1) }
  }

  /// What needs no library.
  static let builtIn: [String: Gate] = table { names, _ in names.builtIn.map { ($0, $1) } }

  /// Gates of `qelib1.inc` and `stdgates.inc` that are no records, by their definitions.
  static let defined: [String: String] = [
    "u0": "gate u0(gamma) q { id q; }",
    "cu": "gate cu(theta, phi, lambda, gamma) c, t { p(gamma) c; cu3(theta, phi, lambda) c, t; }",
    "rccx": """
    gate rccx a, b, c {
      h c; t c; cx b, c; tdg c; cx a, c; t c; cx b, c; tdg c; h c;
    }
    """,
    "rc3x": """
    gate rc3x a, b, c, d {
      h d; t d; cx c, d; tdg d; h d; cx a, d; t d; cx b, d; tdg d; cx a, d; t d; cx b, d; tdg d;
      h d; t d; cx c, d; tdg d; h d;
    }
    """,
  ]

  /// Whether a version has the gate under its own name.
  static func has(_ gate: Gate, in version: Int) -> Bool {
    guard let most = gate.base.standardNames.controls(in: version) else { return false }
    let states = gate.controlStates
    return states.count <= most && states.allSatisfy { $0 }
  }

  private static func table(
    _ names: (StandardNames, Gate) -> [(name: String, controls: Int)]
  ) -> [String: Gate] {
    var table: [String: Gate] = [:]
    for gate in Gate.all where gate.controlStates.isEmpty {
      for (name, controls) in names(gate.standardNames, gate) {
        table[name] = gate.controlled(states: Array(repeating: true, count: controls))
      }
    }
    return table
  }
}
