internal import Numerics

/// Leaves out derivatives that are likely too small to be told from noise, as training on a device does.
///
/// For some steps all derivatives are found and their sizes are added up; for some more, only a part of the
/// weights are, drawn with a probability in proportion to those sums; then it begins anew.
///
/// H. Wang and others, "QOC: quantum on-chip training with parameter shift and gradient pruning", DAC 2022.
///
/// ```swift
/// TrainingOptions(pruning: GradientPruning(ratio: 0.5, accumulating: 1, pruning: 2))
/// ```
public struct GradientPruning: Hashable, Sendable {
  /// How weights are chosen.
  public enum Choice: String, Hashable, Sendable, CaseIterable {
    /// By chance, in proportion to the sizes of their derivatives.
    case byMagnitude
    /// Those with the largest derivatives.
    case largest
    /// By chance, all alike.
    case evenly
  }

  /// The part of the weights that is left out.
  public let ratio: Double
  /// For how many steps sizes are added up.
  public let accumulationWindow: Int
  /// For how many steps weights are left out after that.
  public let pruningWindow: Int
  /// How weights are chosen.
  public let choice: Choice

  /// A way to leave derivatives out.
  public init(
    ratio: Double = 0.5, accumulating: Int = 1, pruning: Int = 2, choice: Choice = .byMagnitude
  ) {
    (self.ratio, accumulationWindow, pruningWindow) = (ratio, accumulating, pruning)
    self.choice = choice
  }

  func check() throws(TrainingError) {
    guard ratio >= 0, ratio < 1 else {
      throw .unfit("pruning ratio", given: "\(ratio)", allowed: "from 0 to below 1")
    }
    guard 1...(1 << 20) ~= accumulationWindow, 0...(1 << 20) ~= pruningWindow else {
      throw .unfit(
        "pruning windows", given: "\(accumulationWindow) and \(pruningWindow) steps",
        allowed: "1 step or more of accumulating, and 0 or more of pruning")
    }
  }

  /// The weights whose derivatives a step finds; nothing for all of them.
  ///
  /// - Parameters:
  ///   - step: The number of the step, from 0.
  ///   - sizes: The sizes of the derivatives, summed over the present window.
  ///   - random: Where chance comes from.
  /// - Returns: The places of these weights.
  func places(
    atStep step: Int, sizes: [Double], using random: inout RandomStream
  ) -> Set<Int>? {
    guard step % (accumulationWindow + pruningWindow) >= accumulationWindow else { return nil }
    let kept = max(1, sizes.count - Int((ratio * Double(sizes.count)).rounded(.down)))
    switch choice {
    case .largest:
      let order = sizes.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
      return Set(order.prefix(kept))
    case .evenly:
      return Set(random.shuffled(Array(sizes.indices)).prefix(kept))
    case .byMagnitude:
      return drawn(kept, sizes, &random)
    }
  }

  /// Draws without putting back: the first of the times at which each comes up, at a rate of its size.
  ///
  /// P. S. Efraimidis and P. G. Spirakis, "Weighted random sampling with a reservoir", Information Processing
  /// Letters 97, 181 (2006).
  private func drawn(_ count: Int, _ sizes: [Double], _ random: inout RandomStream) -> Set<Int> {
    let times = sizes.map { size in
      let wait = (try? random.exponential()) ?? 1
      return size > 0 ? wait / size : .infinity
    }
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    return Set(order.prefix(count))
  }
}
