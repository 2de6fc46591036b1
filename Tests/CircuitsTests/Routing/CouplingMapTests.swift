import Circuits
import Numerics
import Testing

/// Shapes against what is known of them, and distances against plain walks.
@Suite struct CouplingMapTests {
  static var shapes: [CouplingMap] {
    get throws {
      try [
        .line(1), .line(5), .ring(2), .ring(6), .grid(rows: 2, columns: 3),
        .grid(rows: 4, columns: 4),
        .heavyHex(distance: 1), .heavyHex(distance: 3), .star(6), .full(5),
        CouplingMap(edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 2)]),
        CouplingMap(edges: [(0, 1), (3, 4)], qubits: 6),
      ]
    }
  }

  @Test func shapesHaveTheirEdges() throws {
    #expect(try CouplingMap.line(4).edges.map(\.1) == [1, 2, 3])
    #expect(try CouplingMap.ring(5).edges.count == 5)
    #expect(try CouplingMap.ring(2).edges.count == 1 && CouplingMap.ring(1).edges.isEmpty)
    #expect(try CouplingMap.grid(rows: 2, columns: 3).neighbours(of: 4) == [1, 3, 5])
    #expect(try CouplingMap.star(6).neighbours(of: 0) == [1, 2, 3, 4, 5])
    #expect(try CouplingMap.full(6).edges.count == 15)
    #expect(try CouplingMap.full(6).diameter == 1 && CouplingMap.ring(7).diameter == 3)
    #expect(try "\(CouplingMap.heavyHex(distance: 5))" == "heavy hex of 57 qubits, 64 edges")
    #expect(try CouplingMap.line(3) == CouplingMap(edges: [(2, 1), (1, 0)]))
    #expect(try CouplingMap.line(3).hashValue == CouplingMap(edges: [(2, 1), (1, 0)]).hashValue)
  }

  /// Faces are rings of twelve, and at the border of ten; Euler's formula counts them.
  @Test(arguments: [3, 5, 7, 9]) func heavyHexIsOfHexagons(_ distance: Int) throws {
    let map = try CouplingMap.heavyHex(distance: distance)
    #expect(map.qubitCount == (5 * distance * distance - 2 * distance - 1) / 2)
    #expect(map.isConnected)
    let degrees = (0..<map.qubitCount).map { map.neighbours(of: $0).count }
    #expect(degrees.allSatisfy { 1...3 ~= $0 })
    // No two qubits of degree 3 are neighbours: on each edge of a hexagon there is one more.
    #expect(map.edges.allSatisfy { degrees[$0.0] < 3 || degrees[$0.1] < 3 })
    let faces = map.edges.count - map.qubitCount + 1
    #expect(faces == (distance - 1) * (distance - 1) / 2)
  }

  @Test func distancesAreThoseOfWalks() throws {
    for map in try CouplingMapTests.shapes {
      let size = map.qubitCount
      // Floyd's algorithm, which knows nothing of queues.
      var far = (0..<size).map { a in (0..<size).map { $0 == a ? 0 : map.hasEdge(a, $0) ? 1 : 999 }
      }
      for middle in 0..<size {
        for a in 0..<size {
          for b in 0..<size { far[a][b] = min(far[a][b], far[a][middle] + far[middle][b]) }
        }
      }
      for a in 0..<size {
        for b in 0..<size { #expect((map.distance(a, b) ?? 999) == far[a][b], "\(map) \(a) \(b)") }
      }
      #expect(map.isConnected == !far.joined().contains(999), "\(map)")
      #expect(map.diameter == (map.isConnected ? far.joined().max() : nil))
    }
  }

  @Test func whatIsNoMapIsRefused() throws {
    func words(_ make: () throws -> CouplingMap) -> String {
      (#expect(throws: CircuitError.self) { try make() }).map { "\($0)" } ?? ""
    }
    #expect(
      words { try CouplingMap(edges: [(0, 1), (2, 2)]) }
        == "CouplingMap from the edge (2, 2): an edge joins two different qubits from 0 to 2")
    #expect(words { try CouplingMap(edges: [(0, 4)], qubits: 3) }.contains("the edge (0, 4)"))
    #expect(words { try CouplingMap(edges: [(-1, 4)]) }.contains("the edge (-1, 4)"))
    #expect(words { try CouplingMap(edges: []) }.contains("1 to 4096"))
    #expect(words { try .line(0) } == "CouplingMap from 0 qubits: a map has 1 to 4096 qubits")
    #expect(words { try .ring(-3) }.contains("-3 qubits"))
    #expect(words { try .full(5_000) }.contains("5000 qubits"))
    #expect(words { try .star(.max) }.contains("qubits"))
    #expect(words { try .grid(rows: 0, columns: 3) }.contains("0 rows and 3 columns"))
    #expect(words { try .grid(rows: 4_000, columns: 4_000) }.contains("16000000 qubits"))
    #expect(words { try .grid(rows: .max, columns: .max) }.contains("rows"))
    #expect(words { try .heavyHex(distance: 4) }.contains("an odd number from 1 to 39"))
    #expect(words { try CouplingMap(edges: [(0, .max)]) }.contains("qubits"))
    let map = try CouplingMap.line(3)
    #expect(
      map.neighbours(of: 7).isEmpty && map.distance(0, 3) == nil && map.distance(-1, 0) == nil)
  }
}
