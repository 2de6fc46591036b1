import FoundationEssentials
import Glibc

/// The kernels of ours that Jupyter would find, and whether they are this program.
struct SpecificationChecks {
  /// The path of this program.
  let program: String

  /// A check for each kernel of ours, or one that says that there is none.
  var all: [Check] {
    let kernels = DataFolder.all().flatMap(Self.kernels)
    guard kernels.isEmpty else { return kernels.map(check) }
    return [
      Check(subject: "kernel") {
        throw Complaint(
          "Jupyter knows no kernel of Quill's",
          mend: "install it with quill install --user or --sys-prefix")
      }
    ]
  }

  private struct Kernel {
    let folder: String
    let program: String
  }

  /// Our kernels below a folder of Jupyter's.
  private static func kernels(below data: DataFolder) -> [Kernel] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: "\(data.path)/kernels")
    return (names ?? []).sorted().compactMap { name in
      let folder = "\(data.path)/kernels/\(name)"
      let file = "\(folder)/\(SpecificationFolder.mainFile)"
      guard case .ours(let program) = SpecificationFolder.contents(ofFile: file) else {
        return nil
      }
      return Kernel(folder: folder, program: program)
    }
  }

  private func check(_ kernel: Kernel) -> Check {
    Check(subject: "kernel") {
      guard isThisProgram(kernel.program) else {
        let wrong =
          Environment.exists(kernel.program)
          ? "another quill, \(kernel.program)" : "\(kernel.program), which is gone"
        throw Complaint(
          "\(kernel.folder) starts \(wrong)",
          mend: "install it anew with quill install, or take it away with quill uninstall")
      }
      return "\(kernel.folder) starts this program"
    }
  }

  private func isThisProgram(_ path: String) -> Bool {
    guard let real = realpath(path, nil) else { return false }
    defer { free(real) }
    return String(cString: real) == program
  }
}
