import JSONTrees

/// The answer to a request what a name means.
package enum InspectionReply {
  /// Tells what a name means, or that there is none.
  package static func reply(_ description: SymbolDescription?, isDetailed: Bool) -> JSON {
    guard let description else {
      return ["status": "ok", "found": false, "data": [:], "metadata": [:]]
    }
    func text(isMarkdown: Bool) -> JSON {
      .string(description.text(isMarkdown: isMarkdown, isDetailed: isDetailed))
    }
    return [
      "status": "ok", "found": true, "metadata": [:],
      "data": [
        "text/plain": text(isMarkdown: false), "text/markdown": text(isMarkdown: true),
      ],
    ]
  }
}
