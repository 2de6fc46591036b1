/// How well a name fits what has been typed; the better is the smaller.
package enum NameMatch: Int, Comparable {
  /// The name begins with it.
  case beginning
  /// The name begins with it but for capitals.
  case beginningInOtherCase
  /// Its letters begin the words within the name, `svd` for `singularValueDecomposition`.
  case humps

  /// Compares two names that one has typed for.
  package static func < (first: NameMatch, second: NameMatch) -> Bool {
    first.rawValue < second.rawValue
  }

  /// How a name fits; nothing if it does not.
  package init?(_ name: String, typed: String) {
    if name.hasPrefix(typed) {
      self = .beginning
    } else if name.lowercased().hasPrefix(typed.lowercased()) {
      self = .beginningInOtherCase
    } else if NameMatch.fitsHumps(Array(name), Array(typed.lowercased())) {
      self = .humps
    } else {
      return nil
    }
  }

  /// Whether the letters can be spent, in order, on beginnings of the words of a name.
  private static func fitsHumps(_ name: [Character], _ letters: [Character]) -> Bool {
    guard letters.count > 1, name.first?.lowercased() == letters.first.map(String.init) else {
      return false
    }
    var place = 0
    var isInWord = false
    for (index, letter) in name.enumerated() where place < letters.count {
      let begins = index == 0 || letter.isUppercase || name[index - 1] == "_"
      let fits = letter.lowercased() == String(letters[place])
      isInWord = fits && (begins || isInWord)
      if isInWord { place += 1 }
    }
    return place == letters.count
  }
}
