import CellCompiler

/// The Swift toolchain that compiles cells.
struct ToolchainChecks {
  /// The toolchain that Quill is made for; another one writes modules that ours cannot read.
  static let wantedVersion = "6.3"

  var all: [Check] { [Check(subject: "toolchain", look: version)] + programs }

  private func version() throws -> String {
    let toolchain = try Toolchain.found()
    let version = try toolchain.version()
    guard version == Self.wantedVersion || version.hasPrefix("\(Self.wantedVersion).") else {
      throw Complaint(
        "Swift \(Self.wantedVersion) is needed and \(toolchain.root) has \(version)",
        mend: "put the bin folder of a Swift \(Self.wantedVersion) toolchain first on PATH")
    }
    return "Swift \(version) in \(toolchain.root)"
  }

  /// A check for each program; none where the toolchain itself is missing, which was said before.
  private var programs: [Check] {
    ((try? Toolchain.found())?.programs ?? []).map { use, path in
      Check(subject: use) {
        guard Environment.isProgram(path) else {
          throw Complaint(
            "\(path) is not there or may not be run",
            mend: path.hasPrefix("/usr/bin/")
              ? "install Debian's binutils with apt-get install binutils"
              : "unpack the toolchain anew")
        }
        return path
      }
    }
  }
}
