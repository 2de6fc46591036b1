import CSourceKit

/// A word of SourceKit's: a key, or a value that is one of a known few.
///
/// Each is looked up once; after that two words are compared as two pointers.
struct SourceKitWord: @unchecked Sendable {
  /// SourceKit keeps it for as long as the process lives.
  let identifier: sourcekitd_uid_t?

  init(_ text: String) { identifier = sourcekitd_uid_get_from_cstr(text) }

  static let request = SourceKitWord("key.request")
  static let name = SourceKitWord("key.name")
  static let sourceFile = SourceKitWord("key.sourcefile")
  static let sourceText = SourceKitWord("key.sourcetext")
  static let offset = SourceKitWord("key.offset")
  static let arguments = SourceKitWord("key.compilerargs")
  static let moduleName = SourceKitWord("key.modulename")
  static let syntaxOnly = SourceKitWord("key.syntactic_only")

  static let results = SourceKitWord("key.results")
  static let entities = SourceKitWord("key.entities")
  static let kind = SourceKitWord("key.kind")
  static let description = SourceKitWord("key.description")
  static let typeName = SourceKitWord("key.typename")
  static let context = SourceKitWord("key.context")
  static let typeRelation = SourceKitWord("key.typerelation")
  static let bytesToErase = SourceKitWord("key.num_bytes_to_erase")
  static let usr = SourceKitWord("key.usr")
  static let usrs = SourceKitWord("key.associated_usrs")
  static let declaration = SourceKitWord("key.annotated_decl")
  static let documentation = SourceKitWord("key.doc.full_as_xml")
}
