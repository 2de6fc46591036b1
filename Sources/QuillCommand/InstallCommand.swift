import FoundationEssentials

/// Puts the kernel's specification where Jupyter looks for it.
struct InstallCommand {
  private let prefix: String

  init(_ arguments: [String]) throws { prefix = try value(of: "--prefix", in: arguments) }

  func run() throws {
    let installation = try Installation()
    let source = try installation.kernelSpecification()
    let target = "\(prefix)/share/jupyter/kernels/quill"
    let files = FileManager.default
    try files.createDirectory(atPath: target, withIntermediateDirectories: true)
    for name in try files.contentsOfDirectory(atPath: source) where name != "kernel.json" {
      try? files.removeItem(atPath: "\(target)/\(name)")
      try files.copyItem(atPath: "\(source)/\(name)", toPath: "\(target)/\(name)")
    }
    let template = try String(contentsOfFile: "\(source)/kernel.json", encoding: .utf8)
    let specification = template.replacing("{quill}", with: installation.command)
    try specification.write(toFile: "\(target)/kernel.json", atomically: true, encoding: .utf8)
    print("The kernel Quill (Swift) is installed in \(target)")
  }
}
