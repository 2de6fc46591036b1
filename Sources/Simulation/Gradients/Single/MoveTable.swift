/// Where each amplitude comes from, and where it goes back to.
///
/// The source of a number is a sum of bits: a table for the numbers within a block, and a number for each
/// higher bit; or there is a table for all.
struct MoveTable: Sendable {
  struct Sources: Sendable {
    let low: [UInt32]
    /// What each bit above the table adds.
    let high: [Int]

    /// Whether the table is that of a block.
    var isBlocked: Bool { !high.isEmpty }
  }

  let forward: Sources
  let backward: Sources

  init(_ move: Move, bits: Int) {
    switch move {
    case .affine(let frame):
      forward = Sources(bits: bits) { frame.place(of: $0) }
      backward = Sources(bits: bits) { frame.state(at: $0) }
    case .table(let sources):
      var back = sources
      for (to, from) in sources.enumerated() { back[Int(from)] = UInt32(to) }
      forward = Sources(low: sources, high: [])
      backward = Sources(low: back, high: [])
    }
  }

  /// Puts the amplitudes of a block, as long as the table, at their places.
  @inline(__always)
  static func gather(
    _ sources: Sources, block: Int, from old: UnsafePointer<SIMD2<Double>>,
    to new: UnsafeMutablePointer<SIMD2<Double>>
  ) {
    let added = block.setBits.reduce(0) { $0 ^ sources.high[$1] }
    sources.low.withUnsafeBufferPointer { low in
      let target = new + block * low.count
      for place in 0..<low.count { target[place] = old[Int(low[place]) ^ added] }
    }
  }

  /// Puts the amplitudes of a block back to where they came from.
  @inline(__always)
  static func scatter(
    _ sources: Sources, block: Int, from old: UnsafePointer<SIMD2<Double>>,
    to new: UnsafeMutablePointer<SIMD2<Double>>
  ) {
    let added = block.setBits.reduce(0) { $0 ^ sources.high[$1] }
    sources.low.withUnsafeBufferPointer { low in
      let source = old + block * low.count
      for place in 0..<low.count { new[Int(low[place]) ^ added] = source[place] }
    }
  }

  /// Puts the amplitudes that a table names at their places.
  static func gather(
    _ sources: Sources, from old: UnsafePointer<SIMD2<Double>>,
    to new: UnsafeMutablePointer<SIMD2<Double>>
  ) {
    for block in 0..<1 << sources.high.count { gather(sources, block: block, from: old, to: new) }
  }
}

extension MoveTable.Sources {
  fileprivate init(bits: Int, _ source: (Int) -> Int) {
    let table = min(bits, SingleProgram.blockBits)
    low = (0..<1 << table).map { UInt32(source($0)) }
    let start = source(0)
    high = (table..<bits).map { source(1 << $0) ^ start }
  }
}
