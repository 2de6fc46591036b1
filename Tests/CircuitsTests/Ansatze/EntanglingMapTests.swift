import Circuits
import Testing

@Suite struct EntanglingMapTests {
  @Test func mapsAreTheirPairs() {
    func pairs(_ map: EntanglingMap, _ qubits: Int = 4) -> [[Int]] {
      map.pairs(qubits: qubits).map { [$0.0, $0.1] }
    }
    #expect(pairs(.linear) == [[0, 1], [1, 2], [2, 3]])
    #expect(pairs(.reverseLinear) == [[2, 3], [1, 2], [0, 1]])
    #expect(pairs(.ring) == [[0, 1], [1, 2], [2, 3], [3, 0]])
    #expect(pairs(.ring, 2) == [[0, 1]] && pairs(.ring, 1).isEmpty && pairs(.full, 0).isEmpty)
    #expect(pairs(.ring(stride: 2)) == [[0, 2], [1, 3], [2, 0], [3, 1]])
    #expect(pairs(.ring(stride: -1), 3) == [[0, 2], [1, 0], [2, 1]])
    #expect(pairs(.ring(stride: .max), 3) == [[0, 1], [1, 2], [2, 0]])
    #expect(pairs(.full) == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])
    #expect(pairs(.star) == [[0, 1], [0, 2], [0, 3]])
    #expect(pairs(.star(center: 2)) == [[2, 0], [2, 1], [2, 3]])
    #expect(pairs(.pairwise, 5) == [[0, 1], [2, 3], [1, 2], [3, 4]])
    #expect(pairs([(0, 2), (3, 1)]) == [[0, 2], [3, 1]])
    #expect(pairs(.groups([[0, 1, 2], [1, 3]])) == [[1, 3]])
  }

  @Test func mapsAreGroupsOfMore() {
    #expect(EntanglingMap.linear.groups(of: 3, qubits: 5) == [[0, 1, 2], [1, 2, 3], [2, 3, 4]])
    #expect(EntanglingMap.full.groups(of: 3, qubits: 4).count == 4)
    #expect(EntanglingMap.full.groups(of: 1, qubits: 3) == [[0], [1], [2]])
    #expect(EntanglingMap.ring.groups(of: 3, qubits: 4).last == [3, 0, 1])
    #expect(EntanglingMap.ring.groups(of: 3, qubits: 3) == [[0, 1, 2]])
    #expect(EntanglingMap.star.groups(of: 3, qubits: 4) == [[0, 1, 2], [0, 1, 3], [0, 2, 3]])
    #expect(
      EntanglingMap.pairwise.groups(of: 3, qubits: 5) == [[0, 1, 2], [1, 2, 3], [2, 3, 4]])
    #expect(EntanglingMap.linear.groups(of: 3, qubits: 2).isEmpty)
    #expect("\(EntanglingMap.ring(stride: 2)), \(EntanglingMap.star)" == "ring(stride: 2), star")
    #expect("\([(0, 1)] as EntanglingMap)" == "groups([[0, 1]])")
  }
}
