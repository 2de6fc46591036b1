import JSONTrees

/// The answer to a request for names.
package enum CompletionReply {
  /// Offers for what has been typed before a place.
  package static func reply(_ offers: [Offer], typed: TypedPrefix, end: CursorPlace) -> JSON {
    let rows = offers.map { $0.row(from: typed.start.scalars, to: end.scalars) }
    return [
      "status": "ok", "matches": .array(offers.map { .string($0.text) }),
      "cursor_start": .integer(typed.start.scalars), "cursor_end": .integer(end.scalars),
      "metadata": ["_jupyter_types_experimental": .array(rows)],
    ]
  }
}
