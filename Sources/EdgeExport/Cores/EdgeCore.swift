/// A processor that programs are compiled for and run on: its compiler, its emulator and its memory.
///
/// ```swift
/// EdgeCore.cortexM4F
/// EdgeCore.cortexM0Plus.with(flash: 64 << 10, ram: 8 << 10)     // a chip with less
/// ```
///
/// An emulator counts instructions exactly; it knows nothing of the cycles that memory makes a chip wait.
public struct EdgeCore: Sendable {
  /// What is special about the core's emulator.
  enum Family: Sendable {
    /// A counter that ticks so often for each instruction, and whether floating point has to be switched on.
    case arm(ticksPerInstruction: Double, hasFloatingPoint: Bool)
    /// A counter of instructions.
    case riscV
    /// This machine; instructions are not counted.
    case host
  }

  /// A piece of the address space.
  struct Memory: Hashable, Sendable {
    let origin: Int
    var bytes: Int
  }

  /// The name.
  public let name: String
  let family: Family
  /// The compiler, and the package that it comes in.
  var compiler: (program: String, package: String)
  /// What the compiler is told of the core.
  let options: [String]
  /// The emulator, the package that it comes in, and the board that it is.
  var emulator: (program: String, package: String, options: [String])
  var flash: Memory
  var ram: Memory
  /// What a step of each kind costs, in instructions.
  let prices: EdgePrices

  /// Whether it computes in single precision by itself.
  public var hasFloatingPoint: Bool {
    switch family {
    case .arm(_, let hasFloatingPoint): hasFloatingPoint
    case .riscV: false
    case .host: true
    }
  }

  /// The bytes of the memory that programs stand in.
  public var flashBytes: Int { flash.bytes }
  /// The bytes of the memory for variables.
  public var ramBytes: Int { ram.bytes }

  /// The same core in a chip with other memories.
  ///
  /// - Parameters:
  ///   - flash: The bytes for programs; at most as many as the emulated board has.
  ///   - ram: The bytes for variables; at most as many as the emulated board has.
  /// - Returns: A core that a program has to fit into.
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for sizes that the board does not have.
  public func with(flash: Int? = nil, ram: Int? = nil) throws(EdgeError) -> EdgeCore {
    var core = self
    for (name, bytes, limit) in [
      ("flash", flash ?? flashBytes, flashBytes), ("ram", ram ?? ramBytes, ramBytes),
    ] where !(64...limit ~= bytes) {
      throw .unfit("\(self.name)'s \(name)", given: "\(bytes) bytes", allowed: "64 to \(limit)")
    }
    (core.flash.bytes, core.ram.bytes) = (flash ?? flashBytes, ram ?? ramBytes)
    return core
  }

  /// The same core with other programs for its tools; tests take those that are not there.
  package func withTools(compiler: String? = nil, emulator: String? = nil) -> EdgeCore {
    var core = self
    core.compiler.program = compiler ?? core.compiler.program
    core.emulator.program = emulator ?? core.emulator.program
    return core
  }

  /// Whether the core is this machine, where nothing is emulated.
  var isHost: Bool { if case .host = family { true } else { false } }
}

extension EdgeCore: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}

extension EdgeCore: Hashable {
  /// Whether both are the same core with the same memory.
  public static func == (left: EdgeCore, right: EdgeCore) -> Bool {
    left.name == right.name && left.flash == right.flash && left.ram == right.ram
  }

  /// Hashes the name and the memory.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(flash)
    hasher.combine(ram)
  }
}
