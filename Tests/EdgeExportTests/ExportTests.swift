import Circuits
import EdgeExport
import Foundation
import Learning
import Testing

/// Exports into folders, and what they report.
@Suite struct ExportTests {
  private func withFolder(_ use: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "edge-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try use(folder)
  }

  @Test func anExportHasItsFilesAndAReport() throws {
    try withFolder { folder in
      let model = try ringModel(qubits: 3, layers: 2)
      let report = try model.exported(
        for: [.cortexM0Plus, .cortexM4F, .rv32imc, .host], to: folder.path, named: "ring")
      #expect(report.form == "Fourier Q15")
      #expect(report.figures.map(\.comparedOutputs) == [192, 192, 192, 192])
      #expect(report.largestError < 2e-4)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(names == ["quill-export.txt", "ring.c", "ring.h", "ring_test.c"])
      #expect("\(report)".contains("Cortex-M0+"))
      #expect("\(report.costs)".contains("State vector float"))
      print(report)
    }
  }

  @Test func aStudentIsWrittenAsTFLiteToo() throws {
    try withFolder { folder in
      let model = try ringModel(qubits: 2, layers: 1)
      let training = DenseTraining(epochs: 20, batchSize: 32)
      let student = try DenseStack.distilled(from: model, hidden: [8], training: training)
      let rows = rows(50, of: 2, seed: 1, from: -3, to: 3)
      let report = try model.exported(
        for: [.cortexM4F], to: folder.path, as: .student(student, calibratedWith: rows),
        samples: rows)
      #expect(report.files == ["model.h", "model.c", "model_test.c", "model.tflite"])
      #expect(report.largestError > 1e-3)
      // A second export of another kind takes the place of the first.
      try model.exported(for: [.host], to: folder.path, as: .fourierFloat)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(names == ["model.c", "model.h", "model_test.c", "quill-export.txt"])
    }
  }

  @Test func aFolderWithOtherContentIsLeftAlone() throws {
    try withFolder { folder in
      let model = try ringModel(qubits: 1, layers: 1)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "mine".write(to: folder.appending(path: "model.c"), atomically: true, encoding: .utf8)
      let problem = #expect(throws: EdgeError.self) {
        try model.exported(for: [.host], to: folder.path)
      }
      #expect(
        "\(problem, default: "")"
          == "\(folder.path) holds what no export has written, or what was changed since: model.c; "
          + "nothing was written, give a folder that is empty or new")
      #expect(try String(contentsOf: folder.appending(path: "model.c"), encoding: .utf8) == "mine")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["model.c"])
    }
  }

  @Test func aFileThatWasChangedByHandIsLeftAlone() throws {
    try withFolder { folder in
      let model = try ringModel(qubits: 1, layers: 1)
      try model.exported(for: [.host], to: folder.path)
      try model.exported(for: [.host], to: folder.path)
      let file = folder.appending(path: "model.h")
      let text = try String(contentsOf: file, encoding: .utf8) + "/* mine */\n"
      try text.write(to: file, atomically: true, encoding: .utf8)
      #expect(throws: EdgeError.folderHasOtherContent(folder.path, names: ["model.h"])) {
        try model.exported(for: [.host], to: folder.path)
      }
      #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
  }

  @Test func aMissingToolIsNamedWithItsPackage() throws {
    let core = EdgeCore.cortexM4F.withTools(compiler: "no-such-gcc")
    let problem = #expect(throws: EdgeError.self) {
      try ringModel(qubits: 1, layers: 1).exported(for: [core], to: "/nonexistent/folder")
    }
    #expect(
      "\(problem, default: "")"
        == "no-such-gcc is not installed: it comes with Debian's package gcc-arm-none-eabi; apt-get "
        + "install gcc-arm-none-eabi")
    let other = EdgeCore.rv32imc.withTools(emulator: "no-such-qemu")
    #expect(throws: EdgeError.missingTool("no-such-qemu", package: "qemu-system-misc")) {
      try ringModel(qubits: 1, layers: 1).exported(for: [other], to: "/nonexistent/folder")
    }
  }

  @Test func badArgumentsAreRefusedInWords() throws {
    let model = try ringModel(qubits: 2, layers: 1)
    #expect(throws: EdgeError.self) { try model.exported(for: [], to: "/nonexistent/x") }
    for name in ["", "1a", "a b", "Ring", "ß", "../x"] {
      #expect(throws: EdgeError.self, "\(name)") {
        try model.exported(for: [.host], to: "/nonexistent/x", named: name)
      }
    }
    for sample in [[], [1], [1, .nan], [1, .infinity], [1, 2, 3]] {
      #expect(throws: (any Error).self) {
        try model.exported(for: [.host], to: "/nonexistent/x", samples: [sample])
      }
    }
    #expect(throws: EdgeError.self) { try EdgeCore.cortexM4F.with(ram: -1) }
    #expect(throws: EdgeError.self) { try EdgeCore.cortexM4F.with(flash: .max) }
    let measuring = Circuit(qubits: 1) { $0.measure(0, into: 0) }
    #expect(throws: EdgeError.self) { try EdgeModel(measuring, outputs: [.z(0)]) }
    #expect(throws: EdgeError.self) { try EdgeModel(Circuit(qubits: 1), outputs: []) }
    #expect(throws: CircuitError.self) { try EdgeModel(Circuit(qubits: 1), outputs: [.z(3)]) }
  }

  @Test func theSanitizersFindNothing() throws {
    let model = try ringModel(qubits: 3, layers: 2)
    let tensor = try FourierTensor(model)
    let net = try randomStack([3, 9, 2], .tanh, seed: 5)
    let inputs = rows(200, of: 3, seed: 3, from: -7, to: 7)
    let bodies: [any EdgeBody] = [
      try FourierFloat(tensor), try FourierFixed(tensor), try StateVectorFloat(model),
      try StateVectorFixed(model), try DenseInt8(net, calibratedWith: inputs),
    ]
    for body in bodies {
      let program = try EdgeProgram("model", body)
      var check = CoreCheck(
        program, on: .host, samples: try inputs.map { try program.words(of: $0) })
      check.options = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
      #expect(try check.figures().comparedOutputs == 200 * body.outputCount)
      // A read behind the end is found.
      check.edit = { $0.replacingFirst("input[1]", with: "input[999]") }
      guard !(body is DenseInt8) else { continue }
      #expect(throws: EdgeError.self) { try check.figures() }
    }
  }

  @Test func theBarsOfAFourQubitModelHold() throws {
    let tensor = try FourierTensor(ringModel(qubits: 4, layers: 3))
    let program = try EdgeProgram("ring", FourierFixed(tensor))
    let samples = try rows(16, of: 4, seed: 11).map { try program.words(of: $0) }
    for (core, limit) in [(EdgeCore.cortexM4F, 2_300), (.cortexM0Plus, 4_200)] {
      let figures = try CoreCheck(program, on: core, samples: samples).figures()
      #expect(try #require(figures.instructions) <= limit)
    }
  }

  @Test(arguments: [EdgeCore.cortexM0Plus, .cortexM4F, .cortexM33F, .rv32imc])
  func whatIsPrintedBeforeIsNotFarOff(_ core: EdgeCore) throws {
    let model = try ringModel(qubits: 4, layers: 3)
    let tensor = try FourierTensor(model)
    let inputs = rows(8, of: 4, seed: 3, from: -3, to: 3)
    let net = try DenseInt8(randomStack([4, 24, 4], .relu, seed: 5), calibratedWith: inputs)
    let bodies: [any EdgeBody] = [
      try FourierFloat(tensor), try FourierFixed(tensor), try StateVectorFloat(model),
      try StateVectorFixed(model), net,
    ]
    for body in bodies {
      let program = try EdgeProgram("model", body)
      let samples = try inputs.map { try program.words(of: $0) }
      let figures = try CoreCheck(program, on: core, samples: samples).figures()
      let steps = Double(core.estimate(of: program)) / Double(figures.instructions ?? 0)
      #expect(0.7...1.3 ~= steps, "\(body.title) on \(core): \(steps) of the instructions")
      let bytes = Double(core.flashEstimate(of: program)) / Double(figures.flash ?? 0)
      #expect(0.7...1.3 ~= bytes, "\(body.title) on \(core): \(bytes) of the flash")
    }
  }
}
