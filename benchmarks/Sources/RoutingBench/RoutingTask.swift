import Circuits
import Glibc
import JSONTrees

/// A circuit to be routed, and the map.
struct RoutingTask {
  private let circuit: Circuit
  private let map: CouplingMap
  private let seed: UInt64

  /// A line that is no task, and why.
  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  init(_ line: JSON) throws {
    func numbers(_ name: String, in value: JSON?) throws -> [Int] {
      guard let numbers = value?.array?.map(\.integer), numbers.allSatisfy({ $0 != nil }) else {
        throw Malformed(description: "\(name) is no list of numbers")
      }
      return numbers.compactMap { $0 }
    }
    guard let qubits = line["qubits"]?.integer, let places = line["places"]?.integer,
      let edges = line["edges"]?.array, let gates = line["gates"]?.array
    else { throw Malformed(description: "a line needs qubits, places, edges and gates") }
    let pairs = try edges.map { edge in
      let ends = try numbers("an edge", in: edge)
      guard ends.count == 2 else { throw Malformed(description: "an edge has two ends") }
      return (ends[0], ends[1])
    }
    map = try CouplingMap(edges: pairs, qubits: places)
    seed = UInt64(line["seed"]?.integer ?? 0)
    var circuit = Circuit(qubits: qubits)
    for (number, gate) in gates.enumerated() {
      let qubits = try numbers("a gate", in: gate)
      // The angle carries the number of the gate through the router.
      circuit.append(qubits.count == 1 ? .rz : .rzz, [Angle(Double(number))], on: qubits)
    }
    self.circuit = try circuit.checked()
  }

  func answer(_ options: Options) throws -> JSON {
    var (best, fastest): (RoutedCircuit?, Double) = (nil, .infinity)
    for _ in 0..<options.repetitions {
      let start = seconds()
      let routed =
        if let trials = options.trials {
          try circuit.routed(to: map, trials: trials, seed: seed)
        } else {
          try circuit.routed(to: map, seed: seed)
        }
      fastest = min(fastest, seconds() - start)
      best = routed
    }
    guard let best else { throw Malformed(description: "nothing was asked for") }
    return [
      "swaps": .integer(best.swapCount), "seconds": .number(fastest),
      "first": .array(best.initialLayout.places.map { .integer($0) }),
      "last": .array(best.finalLayout.places.map { .integer($0) }),
      "gates": .array(best.circuit.operations.map(row)),
    ]
  }

  private func row(_ operation: Operation) -> JSON {
    let number = operation.angles.first.map { Int($0.constant) } ?? -1
    return .array(([number] + operation.qubits).map { .integer($0) })
  }

  private func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
