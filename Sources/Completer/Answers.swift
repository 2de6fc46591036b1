import JSONTrees

/// Answers requests, one after the other.
///
/// A request and its answer are a line of JSON each. A request has an `id`, which its answer repeats,
/// and says under `ask` what is wanted:
///
/// - `prepare`: names that `modules` do not show to everyone are no longer offered, and what takes long
///   the first time is done now;
/// - `complete`: what could stand at a place of a text; there are hundreds of names, so each is a list
///   of name, words, type, module, kind, context and fit, and not a tree with keys;
/// - `describe`: what the name at a place of a text means.
///
/// The answer is under `found`; or else the reason why there is none is under `failed`.
struct Answers {
  private var publicNames = PublicNames(of: [])

  /// Answers a line.
  mutating func answer(_ line: some Collection<UInt8>) -> JSON {
    let request: JSON
    do throws(JSONError) {
      request = try JSON(bytes: line)
    } catch {
      return ["id": nil, "failed": .string("the request is not JSON: \(error)")]
    }
    let id = request["id"] ?? .null
    do throws(SourceKitError) {
      return ["id": id, "found": try found(request)]
    } catch {
      return ["id": id, "failed": .string(error.description)]
    }
  }

  private mutating func found(_ request: JSON) throws(SourceKitError) -> JSON {
    switch (request["ask"]?.string, Draft(request)) {
    case ("prepare", _):
      return prepare(request["modules"]?.texts ?? [], request["arguments"]?.texts ?? [])
    case ("complete", let draft?): return try candidates(draft)
    case ("describe", let draft?): return try description(draft)
    default:
      throw SourceKitError(
        reason: "ask for prepare, complete or describe, with a text, an offset and arguments")
    }
  }

  /// Completes two texts for nobody: all names and the members of a text have SourceKit read the modules
  /// of the language and those that every cell imports.
  private mutating func prepare(_ modules: [String], _ arguments: [String]) -> JSON {
    publicNames = PublicNames(of: modules)
    for text in ["", "\"\"."] {
      _ = try? candidates(Draft(text, offset: text.utf8.count, arguments: arguments))
    }
    return true
  }

  private mutating func candidates(_ draft: Draft) throws(SourceKitError) -> JSON {
    let answer = try SourceKit.answer(
      SourceKitRequest(
        "codecomplete",
        [
          (.sourceFile, .text(Draft.file)), (.sourceText, .text(draft.text)),
          (.offset, .number(draft.offset)), (.arguments, .texts(draft.call)),
        ]))
    return answer.read { .array($0.list(.results).compactMap { candidate($0, draft) }) }
  }

  private mutating func candidate(_ result: SourceKitValue, _ draft: Draft) -> JSON? {
    // What would also change text before the place is not an insertion.
    guard result.number(.bytesToErase) == 0 else { return nil }
    let module = result.text(.moduleName)
    if publicNames.hide(result.text(.usrs), of: module, arguments: draft.arguments) { return nil }
    return [
      text(result, .name), text(result, .description), text(result, .typeName),
      .string(module ?? ""),
      .string(result.shortWord(.kind, after: "source.lang.swift.")),
      .string(result.shortWord(.context, after: "source.codecompletion.context.")),
      .string(result.shortWord(.typeRelation, after: "source.codecompletion.typerelation.")),
    ]
  }

  /// SourceKit describes names of texts that it has open, so it is shown this one for as long.
  private func description(_ draft: Draft) throws(SourceKitError) -> JSON {
    let name = (SourceKitWord.name, SourceKitRequest.Value.text(Draft.file))
    _ = try SourceKit.answer(
      SourceKitRequest(
        "editor.open",
        [
          name, (.sourceText, .text(draft.text)), (.arguments, .texts(draft.call)),
          (.syntaxOnly, .number(1)),
        ]))
    defer { _ = try? SourceKit.answer(SourceKitRequest("editor.close", [name])) }
    let answer = try SourceKit.answer(
      SourceKitRequest(
        "cursorinfo",
        [
          (.sourceFile, .text(Draft.file)), (.offset, .number(draft.offset)),
          (.arguments, .texts(draft.call)),
        ]))
    return answer.read { found in
      guard found.text(.name) != nil else { return .null }
      return [
        "name": text(found, .name), "type": text(found, .typeName),
        "module": text(found, .moduleName), "declaration": text(found, .declaration),
        "documentation": text(found, .documentation),
      ]
    }
  }

  private func text(_ value: SourceKitValue, _ key: SourceKitWord) -> JSON {
    .string(value.text(key) ?? "")
  }
}

extension SourceKitValue {
  /// A word under a key, without the beginning that all of its sort share.
  fileprivate func shortWord(_ key: SourceKitWord, after beginning: String) -> String {
    let word = word(key) ?? ""
    return word.hasPrefix(beginning) ? String(word.dropFirst(beginning.count)) : word
  }
}
