import Circuits
import Foundation
import Learning
import Storage
import TestSupport
import Testing

/// What scikit-learn and Qiskit said; `Tests/Oracles/learning_oracle.py` asked them.
struct Oracle: Decodable {
  struct Sums: Decodable {
    let columns: [Double]
    let target: Double
  }
  struct Components: Decodable {
    let directions, projected: [[Double]], variances, ratios: [Double]
  }
  struct Splits: Decodable {
    let sizes: [[Double]]
    let folds: [[Int]]
    let stratified: [[[Int]]]
  }
  struct Machine: Decodable {
    let decisions: [[Double]]
    let labels: [Int]
    let support: Int
  }
  struct Machines: Decodable {
    let radial, linear, polynomial: Machine
    let numbers: [Double]
  }
  struct Quantum: Decodable {
    let rows, kernel, projected: [[Double]]
    let labels: [Int]
    let decisions: [Double]
    let alignment, centered: Double
  }
  struct Plane: Decodable { let weights, probabilities: [[Double]] }
  struct Planes: Decodable {
    let wine, breastCancer: Plane
    let neighbors: [Int]
  }

  let sums: [String: Sums]
  let components: Components
  let splits: Splits
  let machines: Machines
  let quantum: Quantum
  let planes: Planes
  let mackeyGlass: [Double]

  static func read() throws -> Oracle {
    let path = goldensFolder.appending(path: "Learning/oracle.json")
    return try JSONDecoder().decode(Oracle.self, from: Data(contentsOf: path))
  }
}

/// The words of the error that a call throws.
func words(
  _ make: () throws -> Any, sourceLocation: SourceLocation = #_sourceLocation
) -> String {
  words(of: LearningError.self, make, sourceLocation: sourceLocation)
}

/// The words of an error of the floor of files.
func fileWords(
  _ make: () throws -> Any, sourceLocation: SourceLocation = #_sourceLocation
) -> String {
  words(of: StorageError.self, make, sourceLocation: sourceLocation)
}

private func words<Failure: Error & CustomStringConvertible>(
  of type: Failure.Type, _ make: () throws -> Any, sourceLocation: SourceLocation
) -> String {
  let error = #expect(throws: type, sourceLocation: sourceLocation) { _ = try make() }
  return error.map { "\($0)" } ?? ""
}

/// The greatest difference of two lists of one length.
func distance(_ a: [Double], _ b: [Double]) -> Double {
  a.count == b.count ? zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } : .infinity
}

func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
  a.count == b.count ? zip(a, b).reduce(0) { max($0, distance($1.0, $1.1)) } : .infinity
}

/// A folder of its own, which goes when the body is done.
func withFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "quill-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.path)
}

/// A gate between two qubits.
let entangler = Circuit(qubits: 2) { $0.cz(0, 1) }
