/// What the modules that a cell may see show to everyone.
///
/// Cells are compiled without access control, so that one sees what another declared; SourceKit then
/// offers the insides of libraries, too, and does not say which names those are.
struct PublicNames {
  /// The modules whose insides are hidden, and whose names have not been learnt yet.
  private var unread: Set<String> = []
  private var read: Set<String> = []
  /// The public names, as the compiler makes each unique.
  private var names: Set<String> = []

  /// Hides the insides of some modules from now on.
  init(of modules: [String]) { unread = Set(modules) }

  /// Tells whether a name is an inside of a module; the first time the module is read.
  ///
  /// - Parameters:
  ///   - names: The unique names of what is offered under one, with spaces between.
  ///   - module: The module that declares it.
  ///   - arguments: How the compiler is called, which knows where the module lies.
  /// - Returns: Whether the name is not to be offered.
  mutating func hide(_ names: String?, of module: String?, arguments: [String]) -> Bool {
    guard let module, let names else { return false }
    if unread.remove(module) != nil { learn(module, arguments) }
    guard read.contains(module) else { return false }
    if self.names.contains(names) { return false }
    return !names.utf8.split(separator: UInt8(ascii: " "))
      .contains { self.names.contains(String(Substring($0))) }
  }

  /// Learns the names of a module; one that SourceKit cannot read goes unfiltered.
  private mutating func learn(_ module: String, _ arguments: [String]) {
    let request = SourceKitRequest(
      "docinfo",
      [(.name, .text(module)), (.moduleName, .text(module)), (.arguments, .texts(arguments))])
    guard let answer = try? SourceKit.answer(request) else { return }
    answer.read { add($0.list(.entities)) }
    read.insert(module)
  }

  private mutating func add(_ entities: some Collection<SourceKitValue>) {
    for entity in entities {
      if let name = entity.text(.usr) { names.insert(name) }
      add(entity.list(.entities))
    }
  }
}
