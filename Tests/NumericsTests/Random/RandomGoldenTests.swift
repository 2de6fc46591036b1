import Numerics
import TestSupport
import Testing

/// The first numbers of every distribution, bit for bit, which no machine may change.
@Suite struct RandomGoldenTests {
  @Test func firstNumbersOfEveryDistribution() throws {
    let root = RandomStream(seed: 42)
    let weights = [0.1, 0.2, 0.3, 0.4]
    let table = try AliasTable(weights: weights)
    var lines: [String] = []
    func add(_ name: String, _ draw: (inout RandomStream) throws -> String) rethrows {
      var stream = root.split(name)
      lines.append("\(name): \(try (0..<6).map { _ in try draw(&stream) }.joined(separator: " "))")
    }
    add("word") { String($0.next(), radix: 16) }
    add("uniform") { bits($0.uniform()) }
    try add("uniform in -2..<3") { bits(try $0.uniform(in: -2..<3)) }
    add("normal") { bits($0.normal()) }
    try add("exponential") { bits(try $0.exponential(rate: 0.5)) }
    try add("integer in -5..<1000") { String(try $0.integer(in: -5..<1000)) }
    try add("bernoulli 0.25") { try $0.bernoulli(0.25) ? "1" : "0" }
    try add("categorical") { String(try $0.categorical(weights)) }
    add("alias") { String(table.draw(using: &$0)) }
    try add("permutation of 5") { try $0.permutation(5).map(String.init).joined() }
    try add("sample 3 of 10") { try $0.sampleIndices(3, below: 10).map(String.init).joined() }
    try add("Haar state") { bits(try $0.haarState(2)[1].imaginary) }
    try add("Haar unitary") { bits(try $0.haarUnitary(3)[2, 2].real) }
    add("child") { bits($0.split(1).split("x").firstNormal) }
    try expectGolden(lines.joined(separator: "\n") + "\n", "Numerics/random-streams.txt")
  }

  private func bits(_ value: Double) -> String { String(value.bitPattern, radix: 16) }
}

extension RandomStream {
  fileprivate var firstNormal: Double {
    var copy = self
    return copy.normal()
  }
}
