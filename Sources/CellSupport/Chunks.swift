@_exported import CInterruption

/// A range of integers in pieces, so that a loop can look between two of them whether to stop.
///
/// A look in the loop itself would keep the compiler from using vector instructions.
public struct Chunks<Bound: FixedWidthInteger>: Sequence, IteratorProtocol {
  @usableFromInline var rest: Range<Bound>

  @inlinable init(_ range: Range<Bound>) { rest = range }

  /// The next piece of the range.
  @inlinable public mutating func next() -> Range<Bound>? {
    guard rest.lowerBound < rest.upperBound else { return nil }
    let (end, isBeyond) = rest.lowerBound.addingReportingOverflow(Bound(clamping: 4096))
    let cut = isBeyond || end > rest.upperBound ? rest.upperBound : end
    defer { rest = cut..<rest.upperBound }
    return rest.lowerBound..<cut
  }
}

/// A range of integers in pieces; the text of a cell is rewritten to call it.
@inlinable public func quillChunks<Bound: FixedWidthInteger>(
  _ range: Range<Bound>
) -> Chunks<Bound> { Chunks(range) }

/// A piece of a range, with its ends in order for the compiler to see: then it need not compare each
/// index with the bounds of an array.
@inlinable public func quillPiece<Bound: FixedWidthInteger>(_ piece: Range<Bound>) -> Range<Bound> {
  piece.lowerBound..<piece.upperBound
}

/// Anything else in one piece.
@_disfavoredOverload
@inlinable public func quillChunks<Whole: Sequence>(_ whole: Whole) -> CollectionOfOne<Whole> {
  CollectionOfOne(whole)
}

/// A piece that is anything else.
@_disfavoredOverload
@inlinable public func quillPiece<Whole: Sequence>(_ whole: Whole) -> Whole { whole }
