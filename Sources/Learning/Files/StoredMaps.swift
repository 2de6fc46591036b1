internal import Circuits
internal import Encoders
internal import Storage

extension FeatureMap {
  /// Writes the map as OpenQASM, where its features are the numbers of a row; the probes, rows as they are used, find
  /// out a map that computes its features.
  func write(to writer: inout ModelWriter, probes: [[Double]]) throws(StorageError) {
    // A row with numbers that are all different, too.
    let probes = probes + [(0..<featureCount).map { 0.1 + 0.37 * Double($0) }]
    guard let template,
      probes.allSatisfy({ row in
        (try? values(for: row)) == Array(row.prefix(template.layout(of: .feature).count))
      })
    else {
      throw .unfit(
        "model file", given: "the map \(name)",
        allowed:
          "a map is kept whose angles are formulas of the numbers of a row, as angle, z, zz and Pauli maps"
      )
    }
    writer.write(name)
    writer.write(featureCount)
    try writer.write(template)
  }

  /// Reads a map.
  init(from reader: inout ModelReader) throws(StorageError) {
    let (name, features) = (try reader.text(), try reader.integer(in: 1...1 << 22))
    self.init(name, try reader.circuit(name), features: features)
  }
}

extension ModelWriter {
  /// Writes a circuit as OpenQASM 3, weights and features as its inputs.
  mutating func write(_ circuit: Circuit) throws(StorageError) {
    do { write(try circuit.openQASM3()) } catch {
      throw .unfit("model file", given: "a circuit", allowed: "\(error)")
    }
  }

  /// Writes an observable, its factors to the last bit.
  mutating func write(_ observable: Observable) {
    write(observable.terms.map(\.coefficient))
    write(observable.terms.map { "\($0.string)" })
  }
}

extension ModelReader {
  /// Reads a circuit, which errors call by a name.
  mutating func circuit(_ name: String) throws(StorageError) -> Circuit {
    let text = try text()
    do { return try Circuit(openQASM: text, file: name) } catch { throw malformed("\(error)") }
  }

  /// Reads an observable.
  mutating func observable() throws(StorageError) -> Observable {
    let (factors, strings) = (try numbers(), try texts())
    guard factors.count == strings.count else { throw malformed("an observable lacks factors") }
    var sum = Observable.zero
    for (factor, string) in zip(factors, strings) {
      do { sum += factor * (try Observable(string)) } catch { throw malformed("\(error)") }
    }
    return sum
  }
}
