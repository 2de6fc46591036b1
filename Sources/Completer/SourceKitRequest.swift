import CSourceKit

/// What SourceKit is asked.
struct SourceKitRequest {
  /// A value of a request.
  enum Value {
    case text(String)
    case texts([String])
    case number(Int)
  }

  /// The kind of request, behind `source.request.`.
  let kind: String
  let values: [(key: SourceKitWord, value: Value)]

  init(_ kind: String, _ values: [(key: SourceKitWord, value: Value)]) {
    self.kind = kind
    self.values = values
  }

  /// The request as SourceKit takes it; whoever asks lets it go.
  func makeObject() -> sourcekitd_object_t? {
    let object = sourcekitd_request_dictionary_create(nil, nil, 0)
    guard let object, let request = SourceKitWord.request.identifier,
      let kind = SourceKitWord("source.request.\(kind)").identifier
    else { return object }
    sourcekitd_request_dictionary_set_uid(object, request, kind)
    for (key, value) in values {
      if let key = key.identifier { SourceKitRequest.set(value, for: key, in: object) }
    }
    return object
  }

  private static func set(
    _ value: Value, for key: sourcekitd_uid_t, in object: sourcekitd_object_t
  ) {
    switch value {
    case .number(let number):
      sourcekitd_request_dictionary_set_int64(object, key, Int64(number))
    case .text(let text):
      // With its length, since a cell may hold any character.
      var text = text
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          guard let start = characters.baseAddress else {
            return sourcekitd_request_dictionary_set_string(object, key, "")
          }
          sourcekitd_request_dictionary_set_stringbuf(object, key, start, characters.count)
        }
      }
    case .texts(let texts):
      guard let list = sourcekitd_request_array_create(nil, 0) else { return }
      // At place -1 SourceKit puts a text behind the last.
      for text in texts { sourcekitd_request_array_set_string(list, -1, text) }
      sourcekitd_request_dictionary_set_value(object, key, list)
      sourcekitd_request_release(list)
    }
  }
}
