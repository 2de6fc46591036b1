internal import Circuits
internal import Synchronization

/// The circuits that a device was asked for last: a training asks for the same one at each step, and to fit it
/// takes longer than to run it.
final class FittedCircuits: Sendable {
  private static let most = 16

  private let entries = Mutex<[(circuit: Circuit, fitted: RoutedCircuit)]>([])

  /// The circuit as it was fitted before, or as it is now.
  func fitted(
    _ circuit: Circuit, otherwise fit: (Circuit) throws -> RoutedCircuit
  ) rethrows -> RoutedCircuit {
    let known = entries.withLock { entries -> RoutedCircuit? in
      guard let place = entries.lastIndex(where: { $0.circuit == circuit }) else { return nil }
      entries.append(entries.remove(at: place))
      return entries.last?.fitted
    }
    if let known { return known }
    let fitted = try fit(circuit)
    entries.withLock { entries in
      entries.append((circuit, fitted))
      if entries.count > FittedCircuits.most { entries.removeFirst() }
    }
    return fitted
  }
}
