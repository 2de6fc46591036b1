import CellCompiler
import Synchronization

/// The cell whose definitions and those before it a new text sees; any thread may ask.
///
/// A cell that failed, or that runs still, is not among them.
public final class VisibleCells: Sendable {
  private let newest = Mutex<CompiledCell?>(nil)

  /// Begins with no cell.
  public init() {}

  /// The newest of them.
  public var last: CompiledCell? { newest.withLock { $0 } }

  func end(with cell: CompiledCell?) { newest.withLock { $0 = cell } }
}
