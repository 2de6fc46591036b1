import CSourceKit

/// The toolchain's SourceKit, in this process.
enum SourceKit {
  /// Makes SourceKit ready; once, before anything else.
  static func start() { sourcekitd_initialize() }

  /// Asks and waits for the answer.
  /// - Throws: ``SourceKitError`` with SourceKit's own words where it has no answer.
  static func answer(_ request: SourceKitRequest) throws(SourceKitError) -> SourceKitAnswer {
    guard let object = request.makeObject() else {
      throw SourceKitError(reason: "SourceKit takes no request")
    }
    defer { sourcekitd_request_release(object) }
    guard let response = sourcekitd_send_request_sync(object) else {
      throw SourceKitError(reason: "SourceKit gave no answer")
    }
    let answer = SourceKitAnswer(response)
    guard sourcekitd_response_is_error(response) else { return answer }
    let words = sourcekitd_response_error_get_description(response)
    throw SourceKitError(reason: words.map { String(cString: $0) } ?? "SourceKit gave no reason")
  }
}

/// Why SourceKit has no answer.
struct SourceKitError: Error, CustomStringConvertible {
  /// SourceKit's own words.
  let reason: String

  var description: String { reason }
}
