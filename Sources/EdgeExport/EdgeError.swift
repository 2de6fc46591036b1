public import Circuits

/// What a function of `EdgeExport` throws, besides what is wrong with a circuit itself.
///
/// Every description says what was given, what is allowed and what to do.
public enum EdgeError: Error, Hashable, Sendable {
  /// A number or a name that something is asked with is not allowed.
  case unfit(String, given: String, allowed: String)
  /// A program would be larger than can be used.
  case tooLarge(String, given: Int, limit: Int, instead: String)
  /// An angle multiplies features with one another, so that no Fourier series ends.
  case notLinear(String)
  /// The frequencies of a feature have no common measure.
  case noCommonMeasure(Symbol, frequencies: [Double])
  /// A circuit has something that a program on a device does not do.
  case notExportable(String, instead: String)
  /// A folder holds what no export has written.
  case folderHasOtherContent(String, names: [String])
  /// The system refuses something with a file or a folder.
  case fileFailed(String, doing: String, reason: String)
  /// A program that is needed is not installed.
  case missingTool(String, package: String)
  /// A compiler or an emulator could not be started.
  case toolFailed(String, reason: String)
  /// The compiler refuses a program.
  case notCompiled(core: String, words: String)
  /// A program is too large for the memory of a core.
  case doesNotFit(core: String, memory: String, over: Int)
  /// A program faulted on a core, or ended with a status that no program of ours has.
  case faulted(core: String, status: Int32, hint: String)
  /// A program did not end in time.
  case endless(core: String, seconds: Int)
  /// What a program printed on a core is not what every program prints.
  case unreadable(core: String, words: String)
  /// A core computes something else than the same program in Swift.
  case outputsDiffer(core: String, sample: Int, output: Int, expected: Int32, found: Int32)
}

extension EdgeError: CustomStringConvertible {
  /// What went wrong, what is allowed and what to do.
  public var description: String {
    switch self {
    case .unfit(let what, let given, let allowed): "\(what) of \(given): \(allowed)"
    case .tooLarge(let what, let given, let limit, let instead):
      "\(what): \(given) are needed, and \(limit) are the most; \(instead)"
    case .notLinear(let angle):
      "the angle \(angle) multiplies features: a Fourier tensor and whole numbers need angles that are "
        + "sums of features with constant factors; export the state vector in single precision or a student"
    case .noCommonMeasure(let feature, let frequencies):
      "the frequencies \(frequencies) of \(feature) are no multiples of one number that is at least a 64th "
        + "of the largest: a Fourier tensor and whole numbers need that; export the state vector in single "
        + "precision or a student"
    case .notExportable(let what, let instead):
      "\(what): a program for a device is made of gates whose weights are bound; \(instead)"
    default: toolDescription
    }
  }

  /// What went wrong with files, tools and cores.
  private var toolDescription: String {
    switch self {
    case .folderHasOtherContent(let folder, let names):
      "\(folder) holds what no export has written, or what was changed since: "
        + names.prefix(5).joined(separator: ", ")
        + (names.count > 5 ? " and \(names.count - 5) more" : "")
        + "; nothing was written, give a folder that is empty or new"
    case .fileFailed(let path, let doing, let reason): "\(path) could not be \(doing): \(reason)"
    case .missingTool(let program, let package):
      "\(program) is not installed: it comes with Debian's package \(package); "
        + "apt-get install \(package)"
    case .toolFailed(let program, let reason): "\(program) could not be run: \(reason)"
    case .notCompiled(let core, let words): "the program for \(core) is not compiled:\n\(words)"
    case .doesNotFit(let core, let memory, let over):
      "the program for \(core) needs \(over) bytes more \(memory) than there are: take a smaller "
        + "model, another form, or a larger core"
    case .faulted(let core, let status, let hint):
      "the program on \(core) ended with status \(status) instead of 0\(hint)"
    case .endless(let core, let seconds):
      "the program on \(core) had not ended after \(seconds) s, and was ended"
    case .unreadable(let core, let words):
      "the program on \(core) printed what cannot be read: \(words)"
    case .outputsDiffer(let core, let sample, let output, let expected, let found):
      "sample \(sample) on \(core): output \(output) is \(found), and \(expected) in Swift"
    default: ""
    }
  }
}
