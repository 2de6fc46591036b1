import CellCompiler
import Glibc
import Repl

/// The parts of Quill, the libraries that they load, and room for the files of cells.
struct InstallationChecks {
  let installation: Installation

  var all: [Check] {
    [
      Check(subject: "cell host") { try program(installation.cellHost, for: "runs cells") },
      Check(subject: "completer") { try program(installation.completer, for: "knows names") },
      Check(subject: "modules", look: modules), Check(subject: "libraries", look: libraries),
      Check(subject: "temporary", look: room),
    ]
  }

  /// What makes it nicer or quicker; without it nothing is bad.
  var extras: [Check] {
    [
      Check(subject: "pictures") {
        Rasterizer().map { "\($0.place) makes pictures for terminals that show them" }
          ?? "none in terminals: \(Rasterizer.program.name) is not there; install "
          + "\(Rasterizer.program.package) with apt-get for them"
      },
      Check(subject: "copies") {
        Environment.exists(installation.forkingCompiler)
          ? "the compiler is started once and copied for each cell"
          : "each cell starts a compiler of its own: \(installation.forkingCompiler) is not there; "
            + InstallationChecks.rebuild
      },
    ]
  }

  private static let rebuild = "build Quill anew with swift build -c release"

  private func program(_ path: String, for purpose: String) throws -> String {
    guard Environment.isProgram(path) else {
      throw Complaint(
        "the program that \(purpose), \(path), is not there", mend: InstallationChecks.rebuild)
    }
    return path
  }

  private func modules() throws -> String {
    let missing = Installation.neededModules.filter {
      !Environment.exists("\(installation.modules)/\($0).swiftmodule")
    }
    guard missing.isEmpty else {
      throw Complaint(
        "\(installation.modules) lacks \(missing.joined(separator: ", "))",
        mend: InstallationChecks.rebuild)
    }
    return "\(Installation.givenModules.joined(separator: ", ")) in \(installation.modules)"
  }

  /// This program has found its own libraries, or it would not run.
  private func libraries() throws -> String {
    let libraries = try Toolchain.libraries(of: installation.cellHost)
    let missing = libraries.filter { $0.path == nil }.map(\.name)
    guard missing.isEmpty else {
      throw Complaint(
        "\(installation.cellHost) needs \(missing.joined(separator: ", ")), which cannot be found",
        mend: "install the packages of scripts/setup/packages.txt with apt-get")
    }
    if let threaded = libraries.compactMap(\.path).first(where: hasThreads) {
      let machine = threaded.split(separator: "/").dropLast().last ?? "x86_64-linux-gnu"
      throw Complaint(
        "\(threaded) is OpenBLAS with threads, which do not survive the copying of a process",
        mend: "choose the serial one: update-alternatives --config libopenblas.so.0-\(machine)")
    }
    return "\(libraries.count) for quill-cell-host, and those of quill"
  }

  /// Whether a library is one of Debian's builds of OpenBLAS with threads; the path may be a link.
  private func hasThreads(_ library: String) -> Bool {
    guard let real = realpath(library, nil) else { return false }
    defer { free(real) }
    let path = String(cString: real)
    return path.contains("/openblas-pthread/") || path.contains("/openblas-openmp/")
  }

  /// What a long session may fill.
  private static let neededMegabytes = 200

  private func room() throws -> String {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var facts = statvfs()
    let place = TemporaryFolder.base
    guard statvfs(folder.path, &facts) == 0 else {
      throw Complaint("the room in \(place) cannot be told", mend: "set TMPDIR to another folder")
    }
    let free = (Int(clamping: facts.f_bavail) * Int(clamping: facts.f_frsize)) >> 20
    guard free >= InstallationChecks.neededMegabytes else {
      throw Complaint(
        "\(place) has \(free) MB free and cells want \(InstallationChecks.neededMegabytes)",
        mend: "make room there, or set TMPDIR to another folder")
    }
    return "\(place), \(free) MB free"
  }
}
