import Circuits
import EdgeExport
import Numerics
import Testing

/// Programs that are broken on purpose: each check has to see it.
@Suite struct MutantTests {
  let tensor: FourierTensor
  let program: EdgeProgram
  let samples: [[Int32]]

  init() throws {
    tensor = try FourierTensor(ringModel(qubits: 3, layers: 2))
    program = try EdgeProgram("ring", FourierFixed(tensor))
    let program = program
    samples = try rows(40, of: 3, seed: 11).map { try program.words(of: $0) }
  }

  @Test func aChangedCoefficientIsSeen() throws {
    try expectDifference { $0.replacingFirstNumber(after: "_coefficients[") }
  }

  @Test func aChangedShiftIsSeen() throws {
    try expectDifference { $0.replacingFirst("inner + 16384) >> 15", with: "inner + 16384) >> 14") }
  }

  @Test func aChangedTableIsSeen() throws {
    try expectDifference { $0.replacingFirst(" 402,", with: " 420,") }
  }

  @Test func contractedProductsAreSeen() throws {
    let float = try EdgeProgram("ring", FourierFloat(tensor))
    let words = try rows(200, of: 3, seed: 11).map { try float.words(of: $0) }
    var check = CoreCheck(float, on: .cortexM4F, samples: words)
    check.options = ["-ffp-contract=fast"]
    #expect(throws: EdgeError.self) { try check.figures() }
  }

  @Test(arguments: [EdgeCore.cortexM4F, .cortexM33F]) func aFloatingPointUnitLeftOffIsSeen(
    _ core: EdgeCore
  ) throws {
    let float = try EdgeProgram("ring", FourierFloat(tensor))
    var check = CoreCheck(
      float, on: core, samples: try samples.map { _ in try float.words(of: [0, 1, 2]) })
    check.switchesFloatingPointOn = false
    let problem = #expect(throws: EdgeError.self) { try check.figures() }
    #expect(
      "\(problem, default: "")"
        == "the program on \(core) ended with status 99 instead of 0: the core "
        + "met an instruction or an address that it does not have")
  }

  @Test func aMemoryThatIsTooSmallIsSeen() throws {
    let state = try EdgeProgram("ring", StateVectorFloat(ringModel(qubits: 6, layers: 1)))
    let words = [try state.words(of: [0, 1, 2, 3, 4, 5])]
    let core = try EdgeCore.cortexM0Plus.with(ram: 1024)
    let problem = #expect(throws: EdgeError.self) {
      try CoreCheck(state, on: core, samples: words).figures()
    }
    guard case .doesNotFit(_, "RAM", let over) = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
    #expect(over > 0)
    let small = try EdgeCore.cortexM0Plus.with(flash: 512)
    let flash = #expect(throws: EdgeError.self) {
      try CoreCheck(program, on: small, samples: samples).figures()
    }
    guard case .doesNotFit(_, "flash", _) = flash else {
      Issue.record("\(String(describing: flash))")
      return
    }
  }

  @Test func anEndlessProgramIsEnded() throws {
    var check = CoreCheck(program, on: .cortexM4F, samples: samples)
    check.edit = { $0.replacingFirst("uint32_t sum = 0;", with: "uint32_t sum = 0; for (;;) {}") }
    check.seconds = 2
    check.options = ["-Wno-error"]
    #expect(throws: EdgeError.endless(core: "Cortex-M4F", seconds: 2)) { try check.figures() }
  }

  @Test(arguments: [
    ("int spare;", "unused variable"), ("uint8_t cut = sum; (void)cut;", "-Werror=conversion"),
    ("if (sum < 0u) sum = 1;", "-Werror=type-limits"),
    ("int list[0]; (void)list;", "-Werror=pedantic"),
    ("typeof(sum) other = 0; (void)other;", "typeof"),
  ]) func aWarningIsAnError(_ line: String, _ words: String) throws {
    var check = CoreCheck(program, on: .host, samples: samples)
    check.edit = { $0.replacingFirst("uint32_t sum = 0;", with: "uint32_t sum = 0; \(line)") }
    let problem = #expect(throws: EdgeError.self) { try check.figures() }
    #expect("\(problem, default: "")".contains(words))
  }

  @Test func aWeightOfAStudentIsSeen() throws {
    let stack = try randomStack([4, 8, 3], .tanh, seed: 2)
    let inputs = rows(60, of: 4, seed: 3, from: -1, to: 1)
    let net = try EdgeProgram("net", DenseInt8(stack, calibratedWith: inputs))
    var check = CoreCheck(
      net, on: .cortexM4F, samples: try inputs.map { try net.words(of: $0) })
    check.edit = { $0.replacingFirstNumber(after: "_weights_0[") }
    #expect(throws: EdgeError.self) { try check.figures() }
    check.edit = { $0.replacingFirst(">> -exponent", with: ">> (1 - exponent)") }
    #expect(throws: EdgeError.self) { try check.figures() }
  }

  private func expectDifference(_ edit: @escaping (String) -> String) throws {
    var check = CoreCheck(program, on: .cortexM4F, samples: samples)
    _ = try check.figures()
    check.edit = { text in
      let edited = edit(text)
      #expect(edited != text)
      return edited
    }
    let problem = #expect(throws: EdgeError.self) { try check.figures() }
    guard case .outputsDiffer = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
  }
}

extension String {
  /// The text with the first place of some words changed.
  func replacingFirst(_ words: String, with others: String) -> String {
    guard let place = firstRange(of: words) else { return self }
    return replacingCharacters(in: place, with: others)
  }

  private func replacingCharacters(in place: Range<String.Index>, with words: String) -> String {
    self[..<place.lowerBound] + words + self[place.upperBound...]
  }

  /// The text with the first number of a table made larger by 9.
  func replacingFirstNumber(after words: String) -> String {
    guard let table = firstRange(of: words),
      let start = self[table.upperBound...].firstRange(of: "{\n  ")?.upperBound,
      let end = self[start...].firstIndex(of: ","), let number = Int(self[start..<end])
    else { return self }
    return self[..<start] + "\(number > 100 ? number - 9 : number + 9)" + self[end...]
  }
}
