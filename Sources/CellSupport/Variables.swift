import Display

/// A table of variables with their types and values; `%vars` in a cell is rewritten to call it.
public func quillVariables(_ variables: [(name: String, value: Any)]) -> Table? {
  let rows = variables.map { variable -> [Table.Cell] in
    let words = MIMEBundle(showing: variable.value).text
    let shown = words.count > 60 ? words.prefix(59) + "…" : words[...]
    return [
      .text(variable.name), .text("\(type(of: variable.value))"),
      .text(String(shown.map { $0.isNewline ? "⏎" : $0 })),
    ]
  }
  return try? Table(["name", "type", "value"], rows)
}
