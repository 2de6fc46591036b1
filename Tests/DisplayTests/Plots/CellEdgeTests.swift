import Display
import TestSupport
import Testing

/// Cells of a grid stand edge to edge as they are written, so that the card does not show between them.
@Suite struct CellEdgeTests {
  @Test(arguments: [3, 7, 13, 40, 60]) func neighboursShareTheirEdge(_ count: Int) throws {
    let rows = (0..<count).map { row in (0..<count).map { Double((row + $0) % 2) } }
    for width in [241.0, 320, 407.5, 640] {
      let svg = try Heatmap(rows).svg(width: width, height: width)
      var places: [[Int]: [(left: Int, right: Int)]] = [:]
      for cell in svg.matches(of: /M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-/) {
        let numbers = [cell.1, cell.2, cell.3, cell.4].map { hundredths($0) }
        places[[numbers[1], numbers[3]], default: []].append(
          (numbers[0], numbers[0] + numbers[2]))
      }
      let full = places.values.filter { $0.count == count }
      #expect(full.count == count, "\(count) rows at width \(width)")
      for row in full {
        let cells = row.sorted { $0.left < $1.left }
        #expect(zip(cells, cells.dropFirst()).allSatisfy { $0.right == $1.left })
      }
      let tops = places.filter { $0.value.count == count }.keys.sorted { $0[0] < $1[0] }
      #expect(zip(tops, tops.dropFirst()).allSatisfy { $0[0] + $0[1] == $1[0] })
    }
  }

  private func hundredths(_ text: Substring) -> Int {
    Double(text).map { Int(($0 * 100).rounded()) } ?? -1
  }
}
