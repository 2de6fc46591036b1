import CellCompiler

/// Which names are offered for what has been typed, and in which order.
package struct Ranking {
  /// The modules that are not meant to be imported by a cell.
  private let hiddenModules: Set<String>

  /// Makes a ranking that leaves out some modules; what they declare may come by way of others.
  package init(hiddenModules: Set<String>) { self.hiddenModules = hiddenModules }

  /// The names that fit, the likeliest first, each once.
  package func offers(_ candidates: [Candidate], typed: String) -> [Offer] {
    let fitting = candidates.compactMap { candidate -> RankedName? in
      guard let text = candidate.insertion, let match = NameMatch(text, typed: typed),
        isShown(candidate, text, typed: typed)
      else { return nil }
      return RankedName(candidate, text: text, match: match)
    }
    // Letters from within names are a last resort: front ends expect beginnings.
    let beginnings = fitting.filter { $0.match < .humps }
    let names = beginnings.isEmpty ? fitting : beginnings
    return Ranking.merged(names.sorted { $0.comes(before: $1) })
  }

  private func isShown(_ candidate: Candidate, _ text: String, typed: String) -> Bool {
    if candidate.module == CellCompiler.supportModule { return false }
    if candidate.word == "module" && isHidden(module: text) { return false }
    return !text.hasPrefix("_") || typed.hasPrefix("_")
  }

  private func isHidden(module: String) -> Bool {
    hiddenModules.contains(module) || module == CellCompiler.supportModule
      || module == CellCompiler.draftModule || CellCompiler.isCell(module)
  }

  /// One offer for all that would put in the same text.
  private static func merged(_ names: [RankedName]) -> [Offer] {
    var offers: [Offer] = []
    var places: [String: Int] = [:]
    for name in names {
      if let place = places[name.text] {
        offers[place].add(name.candidate)
      } else {
        places[name.text] = offers.count
        offers.append(Offer(name.candidate, text: name.text))
      }
    }
    return offers
  }
}

/// A name with what decides on its place among others.
private struct RankedName {
  let candidate: Candidate
  let text: String
  let match: NameMatch
  private let distance: Int
  private let lowercased: String

  init(_ candidate: Candidate, text: String, match: NameMatch) {
    self.candidate = candidate
    self.text = text
    self.match = match
    distance = RankedName.distance(of: candidate)
    lowercased = text.lowercased()
  }

  /// The better match comes first, then the nearer name, and of equals the order is the alphabet's.
  func comes(before other: RankedName) -> Bool {
    (match.rawValue, distance, lowercased, text)
      < (other.match.rawValue, other.distance, other.lowercased, other.text)
  }

  /// How far a name is from what is wanted; one whose type fits is nearer than any that only is near.
  private static func distance(of candidate: Candidate) -> Int {
    let fit = ["identical": -6, "convertible": -4, "invalid": 6][candidate.fit] ?? 0
    return fit + nearness(of: candidate)
  }

  private static func nearness(of candidate: Candidate) -> Int {
    if candidate.word == "param" { return 0 }
    if candidate.word == "keyword" { return 6 }
    switch candidate.context {
    case "local": return 1
    case "thisclass", "exprspecific": return 2
    case "superclass", "outsidenominal": return 3
    default: break
    }
    if CellCompiler.isCell(candidate.module) { return 2 }
    if candidate.module == CellCompiler.draftModule { return 1 }
    return candidate.module == "Swift" || candidate.module.hasPrefix("_") ? 5 : 4
  }
}
