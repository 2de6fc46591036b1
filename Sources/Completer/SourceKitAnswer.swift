import CSourceKit

/// An answer of SourceKit's; its values are there as long as it is.
final class SourceKitAnswer {
  private let response: sourcekitd_response_t

  init(_ response: sourcekitd_response_t) { self.response = response }

  deinit { sourcekitd_response_dispose(response) }

  /// Reads the answer.
  func read<Result>(_ body: (SourceKitValue) -> Result) -> Result {
    withExtendedLifetime(self) { body(SourceKitValue(sourcekitd_response_get_value(response))) }
  }
}

/// A value of an answer: a text, a number, a word, a list, or values with keys.
struct SourceKitValue {
  private let variant: sourcekitd_variant_t

  init(_ variant: sourcekitd_variant_t) { self.variant = variant }

  /// A text under a key.
  func text(_ key: SourceKitWord) -> String? {
    guard let key = key.identifier,
      let text = sourcekitd_variant_dictionary_get_string(variant, key)
    else { return nil }
    return String(cString: text)
  }

  /// A number under a key, 0 if there is none.
  func number(_ key: SourceKitWord) -> Int {
    key.identifier.map { Int(sourcekitd_variant_dictionary_get_int64(variant, $0)) } ?? 0
  }

  /// A word under a key.
  func word(_ key: SourceKitWord) -> String? {
    guard let key = key.identifier,
      let word = sourcekitd_variant_dictionary_get_uid(variant, key),
      let text = sourcekitd_uid_get_string_ptr(word)
    else { return nil }
    return String(cString: text)
  }

  /// The values of a list under a key.
  func list(_ key: SourceKitWord) -> some Collection<SourceKitValue> {
    let list = key.identifier.map { sourcekitd_variant_dictionary_get_value(variant, $0) }
    let count = list.map { isList($0) ? sourcekitd_variant_array_get_count($0) : 0 } ?? 0
    return (0..<count).lazy.map { index in
      SourceKitValue(sourcekitd_variant_array_get_value(list ?? variant, index))
    }
  }

  private func isList(_ variant: sourcekitd_variant_t) -> Bool {
    sourcekitd_variant_get_type(variant) == SOURCEKITD_VARIANT_TYPE_ARRAY
  }
}
