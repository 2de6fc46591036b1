import Numerics
import Testing

@Suite struct RandomStreamSplittingTests {
  @Test func aChildDoesNotDependOnWhatWasDrawn() {
    let fresh = RandomStream(seed: 5)
    var used = fresh
    for _ in 0..<7 { _ = used.next() }
    #expect(fresh.split("a") == used.split("a") && fresh.split(3) == used.split(3))
  }

  @Test func differentLabelsGiveDifferentChildren() {
    let parent = RandomStream(seed: 5)
    let sixteen = "0123456789abcdef"
    let names = ["", "\0", "a", "b", "ab", "3", sixteen, sixteen + "\0", sixteen + sixteen]
    var children = Set(names.map { parent.split($0) })
    children.formUnion((-3..<4).map { parent.split($0) })
    children.formUnion([parent, parent.split("a").split("b"), parent.split("b").split("a")])
    #expect(children.count == names.count + 7 + 3)
    #expect(RandomStream(seed: 6).split("a") != parent.split("a"))
  }

  /// Neighbouring children, and a parent with its child, share no more than chance allows.
  @Test func childrenAreUncorrelated() throws {
    let parent = RandomStream(seed: 5)
    var streams = [parent] + (0..<7).map { parent.split($0) } + [parent.split("x")]
    let samples = try streams.indices.map { try streams[$0].normals(4_096) }
    for first in samples.indices {
      for second in samples.indices where second > first {
        let dot = zip(samples[first], samples[second]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect((dot / 64).magnitude < 4, "streams \(first) and \(second)")
      }
    }
  }
}
