import Circuits
import Numerics
import Testing

/// Texts that nobody would write: each is read, or refused in words, and soon.
@Suite struct OpenQASMFuzzTests {
  /// Reads a text; an error has to be one of ours, with a place in the text.
  private func read(_ text: String, _ seed: UInt64) {
    do {
      _ = try Circuit(openQASM: text)
    } catch let error {
      guard case .notOpenQASM(_, let line, let column, let reason) = error else {
        Issue.record("seed \(seed): \(error)\n\(text)")
        return
      }
      #expect(line >= 1 && column >= 1 && !reason.isEmpty, "seed \(seed)")
    }
  }

  @Test func randomBytesAreRefused() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = RandomStream(seed: seed)
      let bytes = (0..<random.uniform(below: 200)).map { _ in UInt8(random.uniform(below: 256)) }
      read(String(decoding: bytes, as: UTF8.self), seed)
    }
  }

  @Test func randomWordsAreReadOrRefused() {
    let words =
      Self.programs.flatMap { $0.split(separator: " ").map(String.init) } + [
        "99999999999999999999", "1e400", "-", "[", "]", "{", "}", "(", ")", ";", ",", "->", "==",
        "gate",
        "if", "for", "in", "ctrl @", "pow(1e9) @", "inv @", "\"", "/*", "$1", "θ", "𝔘",
      ]
    for seed in 0..<2_000 as Range<UInt64> {
      var random = RandomStream(seed: 10_000 + seed)
      let text = (0..<random.uniform(below: 60)).map { _ in
        words[random.uniform(below: words.count)]
      }
      read(text.joined(separator: " "), seed)
    }
  }

  @Test func changedProgramsAreReadOrRefused() {
    for seed in 0..<3_000 as Range<UInt64> {
      var random = RandomStream(seed: 20_000 + seed)
      var text = Array(Self.programs[random.uniform(below: Self.programs.count)].utf8)
      for _ in 0...random.uniform(below: 4) {
        let place = random.uniform(below: text.count)
        let end = min(text.count, place + 1 + random.uniform(below: 12))
        switch random.uniform(below: 5) {
        case 0: text[place] = UInt8(random.uniform(below: 128))
        case 1: text.removeSubrange(place..<end)
        case 2: text.insert(contentsOf: text[place..<end], at: random.uniform(below: text.count))
        case 3: text.insert(contentsOf: Array("9".utf8), at: place)
        default: text.removeLast(random.uniform(below: text.count - 1))
        }
        if text.isEmpty { text = [59] }
      }
      read(String(decoding: text, as: UTF8.self), seed)
    }
  }

  @Test func whatIsWrittenIsReadAgainAfterChanges() throws {
    for seed in 0..<200 as Range<UInt64> {
      var random = RandomStream(seed: 30_000 + seed)
      let program = random.program()
      for text in [try program.openQASM2(), try program.openQASM3()] {
        let lines = random.shuffled(text.split(separator: "\n").map(String.init))
        read(lines.joined(separator: "\n"), seed)
      }
    }
  }

  private static let programs = [
    """
    OPENQASM 2.0; include "qelib1.inc"; gate turn(a, b) p, q { rx(a/2) p; cx p, q; rz(a - b) q; }
    opaque magic(a) q; qreg q[3]; qreg r[3]; creg c[2]; h q; cx q, r; turn(sin(pi/3), 2^0.5) q[0], r[2];
    barrier q, r[0]; measure q[0] -> c[0]; if(c==1) x r; reset q; u3(0.1, -pi/2, ln(3)) r[1];
    """,
    """
    OPENQASM 3.0; include "stdgates.inc"; const int n = 3; input float[64] w_0; input array[float, 2] v;
    qubit[n] q; bit[2] c; gate wave(a) p { rx(sin(a)) p; } let ends = q[0:1] ++ q[{2}];
    for int i in [0:n - 2] { cx q[i], q[i + 1]; rx(w_0 * i + v[1]) q[i]; }
    ctrl(2) @ inv @ pow(2) @ sx q[0], q[1], q[2]; negctrl @ gphase(pi / 8) q[0]; wave(0.5) ends;
    c[0] = measure q[0]; if (c[0] && !c[1]) { x q[1]; c[1] = measure q[1]; } else { reset q[2]; }
    if (c == 2) { h q[0]; } for uint k in {0, 2} { if (k == 2) z q[k]; } barrier q; gphase(-w_0 ** 2);
    """,
  ]
}
