/// Neighbours and distances of a map as plain numbers, for loops that look them up millions of times.
///
/// Immutable once it is made, so that a map can be copied and sent for nothing.
final class CouplingTables: @unchecked Sendable {
  /// How many places there are.
  let size: Int
  /// How many pairs of neighbours there are.
  let edgeCount: Int
  /// Whether there is a way from each place to each other.
  let isConnected: Bool
  /// The longest of the shortest ways.
  let farthest: Int
  /// For each place the first of its neighbours, and the end of the last.
  let starts: UnsafePointer<Int32>
  /// The neighbours of all places, in order.
  let neighbours: UnsafePointer<Int32>
  /// For each way from a place to a neighbour, as they are counted in ``neighbours``, the way back.
  let twins: UnsafePointer<Int32>
  /// How far it is from each place to each; from a place to itself it is 1 here.
  ///
  /// A qubit that goes to the place of another swaps with it, and so stays beside it.
  let distances: UnsafePointer<UInt16>

  /// The distance where there is no way.
  static let unreachable = UInt16.max

  init(size: Int, edges: [(Int, Int)]) {
    var lists = Array(repeating: Set<Int>(), count: size)
    for (a, b) in edges {
      lists[a].insert(b)
      lists[b].insert(a)
    }
    let starts = UnsafeMutablePointer<Int32>.allocate(capacity: size + 1)
    let total = lists.reduce(0) { $0 + $1.count }
    let neighbours = UnsafeMutablePointer<Int32>.allocate(capacity: max(total, 1))
    starts[0] = 0
    for (place, list) in lists.enumerated() {
      starts[place + 1] = starts[place] + Int32(list.count)
      for (offset, other) in list.sorted().enumerated() {
        neighbours[Int(starts[place]) + offset] = Int32(other)
      }
    }
    let twins = UnsafeMutablePointer<Int32>.allocate(capacity: max(total, 1))
    // Ways to a place come from lower ones first, and so do its ways back.
    var ends = (0..<size).map { starts[$0] }
    for place in 0..<size {
      for way in Int(starts[place])..<Int(starts[place + 1]) {
        let other = Int(neighbours[way])
        twins[way] = ends[other]
        ends[other] += 1
      }
    }
    let distances = UnsafeMutablePointer<UInt16>.allocate(capacity: size * size)
    distances.initialize(repeating: CouplingTables.unreachable, count: size * size)
    (self.size, edgeCount) = (size, total / 2)
    (self.starts, self.neighbours) = (UnsafePointer(starts), UnsafePointer(neighbours))
    (self.twins, self.distances) = (UnsafePointer(twins), UnsafePointer(distances))
    let queue = UnsafeMutablePointer<Int32>.allocate(capacity: size)
    defer { queue.deallocate() }
    var (isConnected, farthest) = (true, 0)
    for place in 0..<size {
      let row = distances + place * size
      let reached = CouplingTables.measure(from: place, into: row, starts, neighbours, queue)
      isConnected = isConnected && reached == size
      farthest = max(farthest, Int(row[Int(queue[reached - 1])]))
      row[place] = 1
    }
    (self.isConnected, self.farthest) = (isConnected, farthest)
  }

  deinit {
    starts.deallocate()
    neighbours.deallocate()
    twins.deallocate()
    distances.deallocate()
  }

  /// Walks from a place to all others, the nearest first.
  ///
  /// - Returns: How many are reached; the queue holds them in their order.
  private static func measure(
    from place: Int, into row: UnsafeMutablePointer<UInt16>, _ starts: UnsafePointer<Int32>,
    _ neighbours: UnsafePointer<Int32>, _ queue: UnsafeMutablePointer<Int32>
  ) -> Int {
    row[place] = 0
    queue[0] = Int32(place)
    var (first, end) = (0, 1)
    while first < end {
      let here = Int(queue[first])
      first += 1
      for index in Int(starts[here])..<Int(starts[here + 1]) {
        let next = Int(neighbours[index])
        guard row[next] == unreachable else { continue }
        row[next] = row[here] + 1
        queue[end] = Int32(next)
        end += 1
      }
    }
    return end
  }

  /// How far it is between two different places.
  @inline(__always)
  func distance(_ a: Int32, _ b: Int32) -> Int { Int(distances[Int(a) * size + Int(b)]) }

  func neighbours(of place: Int) -> [Int] {
    (starts[place]..<starts[place + 1]).map { Int(neighbours[Int($0)]) }
  }
}
