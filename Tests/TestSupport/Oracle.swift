import Foundation

/// What a script of `Tests/Oracles` answers.
///
/// The script runs with the checkout's own Python, is given the question as JSON and gives its answer as
/// JSON: `script.py question.json answer.json`.
///
/// - Parameters:
///   - script: The name of the script in `Tests/Oracles`.
///   - question: What it is asked.
/// - Returns: Its answer.
/// - Throws: An ``OracleError`` where there is no Python, or where the script fails, with what it said.
public func askOracle<Question: Encodable, Answer: Decodable>(
  _ script: String, _ question: Question
) throws -> Answer {
  let python = packageFolder.appending(path: ".venv/bin/python")
  guard FileManager.default.isExecutableFile(atPath: python.path) else {
    throw OracleError(
      words: "\(python.path) is missing: scripts/test makes the environment in which \(script) runs"
    )
  }
  let folder = FileManager.default.temporaryDirectory.appending(path: "quill-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let files = ["question.json", "answer.json", "errors.txt"].map { folder.appending(path: $0) }
  try JSONEncoder().encode(question).write(to: files[0])
  try Data().write(to: files[2])
  let errors = try FileHandle(forWritingTo: files[2])
  let process = Process()
  process.executableURL = python
  process.arguments = [
    packageFolder.appending(path: "Tests/Oracles/\(script)").path, files[0].path, files[1].path,
  ]
  process.standardError = errors
  process.standardOutput = errors
  try process.run()
  process.waitUntilExit()
  try errors.close()
  guard process.terminationStatus == 0 else {
    let said = (try? String(contentsOf: files[2], encoding: .utf8)) ?? ""
    throw OracleError(words: "\(script) failed:\n\(said.suffix(4_000))")
  }
  return try JSONDecoder().decode(Answer.self, from: Data(contentsOf: files[1]))
}

/// Why an oracle has no answer.
public struct OracleError: Error, CustomStringConvertible {
  let words: String
  /// What is missing, or what the script said.
  public var description: String { words }
}
