/// How weights and features are called as inputs of an OpenQASM text, and found again in one.
///
/// A weight `θ[2]` is `θ_2` and a feature `x[2]` is `x_2`. The group x belongs to the features; others of
/// them are marked, as `x_pixels_2`, and so are weights that could be taken for features: `w_x_2`.
enum InputName {
  static func name(of symbol: Symbol) -> String {
    let group = symbol.group
    switch symbol.role {
    case .feature: return group == "x" ? "x_\(symbol.index)" : "x_\(group)_\(symbol.index)"
    case .weight:
      let isMarked = group == "x" || group.hasPrefix("x_") || group.hasPrefix("w_")
      return (isMarked ? "w_" : "") + "\(group)_\(symbol.index)"
    }
  }

  static func symbol(for name: String) -> Symbol {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    var (stem, index) = (name, 0)
    if parts.count > 1, let last = parts.last, last.utf8.allSatisfy({ 48...57 ~= $0 }),
      let number = Int(last), number < Circuit.mostQubits
    {
      (stem, index) = (String(name.dropLast(last.count + 1)), number)
    }
    if stem == "x" { return Symbol(.feature, group: stem, index: index) }
    if stem.hasPrefix("x_") {
      return Symbol(.feature, group: String(stem.dropFirst(2)), index: index)
    }
    let isMarked = stem.hasPrefix("w_")
    return Symbol(.weight, group: isMarked ? String(stem.dropFirst(2)) : stem, index: index)
  }
}
