/// The characters of a drawing in text.
struct TextStyle: Sendable {
  /// What runs in a row: nothing, a qubit or a classical bit.
  enum Wire: Sendable { case none, single, double }

  /// The edges of a box where a wire of a kind arrives.
  struct Edges: Sendable {
    let topLeft, topRight, left, right, bottomLeft, bottomRight, crossing: Unicode.Scalar
  }

  let isASCII: Bool
  let single, double: Unicode.Scalar
  /// Vertical lines, and what they are where they cross a wire of one line and of two.
  let link, linkOverSingle, linkOverDouble: Unicode.Scalar
  let classicalLink, classicalLinkOverSingle, classicalLinkOverDouble: Unicode.Scalar
  let dot, openDot, choice, plus, cross, landing, barrier, folded, cut, goesOn: Unicode.Scalar
  let side: Unicode.Scalar
  let bare, onSingle, onDouble: Edges

  /// Box drawing of Unicode.
  static let unicode = TextStyle(
    isASCII: false, single: "─", double: "═", link: "│", linkOverSingle: "┼", linkOverDouble: "╪",
    classicalLink: "║", classicalLinkOverSingle: "╫", classicalLinkOverDouble: "╬", dot: "●",
    openDot: "○", choice: "◐", plus: "X", cross: "×", landing: "╩", barrier: "┆", folded: "⋮",
    cut: "…", goesOn: "»", side: "│",
    bare: Edges(
      topLeft: "┌", topRight: "┐", left: "│", right: "│", bottomLeft: "└", bottomRight: "┘",
      crossing: "│"),
    onSingle: Edges(
      topLeft: "┬", topRight: "┬", left: "┤", right: "├", bottomLeft: "┴", bottomRight: "┴",
      crossing: "┼"),
    onDouble: Edges(
      topLeft: "╤", topRight: "╤", left: "╡", right: "╞", bottomLeft: "╧", bottomRight: "╧",
      crossing: "╪"))

  /// The characters that every terminal and every locale has.
  static let ascii = TextStyle(
    isASCII: true, single: "-", double: "=", link: "|", linkOverSingle: "+", linkOverDouble: "+",
    classicalLink: "|", classicalLinkOverSingle: "+", classicalLinkOverDouble: "+", dot: "@",
    openDot: "o", choice: "#", plus: "X", cross: "x", landing: "^", barrier: ":", folded: ":",
    cut: "~", goesOn: ">", side: "|", bare: corners, onSingle: corners, onDouble: corners)

  private static let corners = Edges(
    topLeft: "+", topRight: "+", left: "|", right: "|", bottomLeft: "+", bottomRight: "+",
    crossing: "+")

  /// A text in the characters of the style.
  func words(_ text: String) -> String { isASCII ? text.inASCII : text }

  /// A text in the characters of the style, cut where it is longer than so many columns.
  func words(_ text: String, upTo columns: Int) -> String {
    let words = words(text)
    guard isASCII, words.count > columns else { return words.cut(to: columns) }
    return String(words.prefix(max(columns - 2, 0)))
      + String(repeating: ".", count: min(columns, 2))
  }

  func line(_ wire: Wire) -> Unicode.Scalar {
    switch wire {
    case .none: " "
    case .single: single
    case .double: double
    }
  }

  func edges(_ wire: Wire) -> Edges {
    switch wire {
    case .none: bare
    case .single: onSingle
    case .double: onDouble
    }
  }

  /// What a vertical line is where it meets a wire.
  func link(isClassical: Bool, over wire: Wire) -> Unicode.Scalar {
    switch (wire, isClassical) {
    case (.none, false): link
    case (.none, true): classicalLink
    case (.single, false): linkOverSingle
    case (.single, true): classicalLinkOverSingle
    case (.double, false): linkOverDouble
    case (.double, true): classicalLinkOverDouble
    }
  }
}

extension Lane {
  /// What runs in the row.
  var wire: TextStyle.Wire {
    switch kind {
    case .qubit: .single
    case .bit, .bundle: .double
    case .foldedQubits, .foldedBits: .none
    }
  }
}
