import Circuits
import EdgeExport
import Numerics
import Testing

/// State vectors in whole numbers against the simulator, within the error that they promise.
@Suite struct StateVectorFixedTests {
  static let models: [(name: String, model: @Sendable () throws -> EdgeModel)] = [
    ("a ring", { try ringModel(qubits: 4, layers: 3) }),
    ("one qubit", { try ringModel(qubits: 1, layers: 5) }),
    ("features uploaded twice", { try ringModel(qubits: 3, layers: 3, uploads: 2) }),
    ("a scaled feature", { try ringModel(qubits: 2, layers: 2, scale: -0.3) }),
    ("no features", { try ringModel(qubits: 2, layers: 2, uploads: 0) }),
    ("no gates", { try EdgeModel(Circuit(qubits: 2), outputs: [.z(1), .x(0)]) }),
    ("six qubits", { try ringModel(qubits: 6, layers: 2) }),
    ("many kinds", { try kindsModel() }),
    ("large outputs", { try scaledModel(300) }),
    ("small outputs", { try scaledModel(1e-3) }),
    ("an output of 0", { try scaledModel(0) }),
  ]

  @Test(arguments: models.indices) func aProgramStaysWithinItsBound(_ index: Int) throws {
    let (name, make) = Self.models[index]
    let model = try make()
    let body = try StateVectorFixed(model)
    let program = try EdgeProgram("model", body)
    var worst = 0.0
    for row in rows(100, of: model.featureCount, seed: 8, from: -9, to: 9) {
      let expected = try model.values(for: [program.rounded(row)])[0]
      for (a, b) in zip(expected, try program.values(for: row)) { worst = max(worst, abs(a - b)) }
    }
    print(name, "differs by", worst, "at most; bound", body.errorBound)
    #expect(worst <= body.errorBound, "\(name)")
    // The bound is one that tells something.
    let largest = try model.values(for: [[Double](repeating: 0.3, count: model.featureCount)])
    #expect(body.errorBound < 0.02 * max(1, largest[0].reduce(0) { max($0, abs($1)) }))
  }

  @Test(arguments: EdgeCore.all) func itIsTheSameOnEveryCore(_ core: EdgeCore) throws {
    for model in [try ringModel(qubits: 4, layers: 3), try Self.kindsModel()] {
      let program = try EdgeProgram("ring", StateVectorFixed(model))
      let samples = try rows(32, of: model.featureCount, seed: 11).map { try program.words(of: $0) }
      let figures = try CoreCheck(program, on: core, samples: samples).figures()
      #expect(figures.comparedOutputs == 32 * model.outputCount)
      print(program.body.title, figures, core.estimate(of: program))
    }
  }

  @Test func whatDoesNotFitIsRefusedInWords() throws {
    let wide = #expect(throws: EdgeError.self) {
      try StateVectorFixed(ringModel(qubits: 13, layers: 1))
    }
    #expect("\(wide, default: "")".hasPrefix("the qubits of a state vector on a device: 13"))
    let long = #expect(throws: EdgeError.self) {
      try StateVectorFixed(ringModel(qubits: 10, layers: 60))
    }
    guard
      case .tooLarge("the steps of a state vector in whole numbers", let given, let limit, _) = long
    else {
      Issue.record("\(String(describing: long))")
      return
    }
    #expect(0..<given ~= limit)
    let loud = #expect(throws: EdgeError.self) { try StateVectorFixed(scaledModel(1e6)) }
    #expect("\(loud, default: "")".hasSuffix("they are at most 32768; scale the observables"))
    let product = try EdgeModel(
      Circuit(qubits: 1) { $0.rx(.feature(0) * .feature(1), 0) }, outputs: [.z(0)])
    #expect(throws: EdgeError.notLinear("x[0]·x[1]")) { try StateVectorFixed(product) }
    let irrational = try EdgeModel(
      Circuit(qubits: 1) {
        $0.ry(.feature(0), 0)
        $0.rz(2.0.squareRoot() * .feature(0), 0)
      }, outputs: [.z(0)])
    #expect(throws: EdgeError.self) { try StateVectorFixed(irrational) }
  }

  @Test func changedProgramsAreSeen() throws {
    let program = try EdgeProgram("kinds", StateVectorFixed(Self.kindsModel()))
    let samples = try rows(40, of: 2, seed: 11).map { try program.words(of: $0) }
    var check = CoreCheck(program, on: .cortexM4F, samples: samples)
    _ = try check.figures()
    for (words, others) in [
      ("(sum + 16384) >> 15;\n  return (int16_t)", "(sum + 16384) >> 14;\n  return (int16_t)"),
      ("return (sum + 16384) >> 15;", "return sum >> 15;"), (" 402,", " 420,"),
      ("sine * x + cosine * y", "cosine * y - sine * x"), ("i & bit ? s : -s", "i & bit ? -s : s"),
    ] {
      check.edit = { text in
        let edited = text.replacingFirst(words, with: others)
        #expect(edited != text)
        return edited
      }
      let problem = #expect(throws: EdgeError.self) { try check.figures() }
      guard case .outputsDiffer = problem else {
        Issue.record("\(words): \(String(describing: problem))")
        return
      }
    }
    check.edit = { $0.replacingFirstNumber(after: "_matrices[") }
    #expect(throws: EdgeError.self) { try check.figures() }
  }

  private static func kindsModel() throws -> EdgeModel {
    let circuit = Circuit(qubits: 3) {
      $0.h(0, 1, 2)
      $0.rzz(2 * .feature(0) + 0.25, 0, 2)
      $0.crx(.feature(1), 0, 1)
      $0.u3(0.3, .feature(0) - 0.5 * .feature(1), -2, 2)
      $0.swap(1, 2)
      $0.s(0)
      $0.ccx(0, 1, 2)
      $0.ry(.weight(0), 1)
    }
    let outputs: [Observable] = [
      .z(0), .x(0) * .y(1), .y(0) * .y(2), .y(0) * .y(1) * .y(2), 0.5 * .x(1) - 2 * .y(2) + 0.25, 0,
    ]
    return try EdgeModel(circuit, weights: [0.7], outputs: outputs)
  }
}
