import JSONTrees
import KernelCore

/// A cell from its text to its value, through everything that a kernel's cells go through.
struct CellCheck {
  static let text = "1 + 1"
  static let value = "2"

  let installation: Installation

  var check: Check { Check(subject: "cell", look: look) }

  private func look() throws -> String {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let session = try Session(
      compiler: installation.compiler(in: folder.path), host: installation.cellHost)
    var shown: String?
    let time = ContinuousClock().measure {
      let outcome = session.execute(CellCheck.text) { event in
        if case .result(let bundle) = event { shown = bundle["text/plain"]?.string }
      }
      if case .failed(let failure) = outcome { shown = failure.value }
    }
    guard shown == CellCheck.value else {
      throw Complaint(
        "\(CellCheck.text) gave \(shown ?? "nothing") instead of \(CellCheck.value)",
        mend: "mend what is bad above, then build Quill anew with swift build -c release")
    }
    let milliseconds = time / .milliseconds(1)
    return "\(CellCheck.text) gave \(CellCheck.value) in \(Int(milliseconds.rounded())) ms"
  }
}
