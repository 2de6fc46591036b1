/// A part of a file in the format of FlatBuffers, as a tree.
indirect enum FlatNode {
  /// A table: its fields by their numbers.
  case table([(field: Int, value: FlatValue)])
  /// Bytes at a place that is a multiple of 16.
  case bytes([UInt8])
  case integers([Int32])
  case longIntegers([Int64])
  case floats([Float])
  case nodes([FlatNode])
  case text(String)
}

/// What stands in a field of a table.
enum FlatValue {
  case byte(UInt8)
  case integer(Int32)
  case node(FlatNode)

  var byteCount: Int { if case .byte = self { 1 } else { 4 } }
}

/// Writes trees as FlatBuffers: each node before the nodes that it names, so that every offset points
/// forward, and is filled in when its node is written.
struct FlatWriter {
  private var bytes: [UInt8]
  /// Places of offsets to nodes that are not written yet.
  private var open: [(place: Int, node: FlatNode)] = []

  /// The file of a tree.
  ///
  /// - Parameters:
  ///   - root: The table at the top.
  ///   - identifier: Four letters that say what the file is.
  /// - Returns: Its bytes.
  static func file(_ root: FlatNode, identifier: String) -> [UInt8] {
    var writer = FlatWriter(bytes: [0, 0, 0, 0] + Array(identifier.utf8))
    writer.open = [(0, root)]
    var next = 0
    while next < writer.open.count {
      let (place, node) = writer.open[next]
      let start = writer.write(node)
      writer.put(UInt32(start - place), at: place)
      next += 1
    }
    writer.align(to: 4)
    return writer.bytes
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Writes a node and gives the place at which it begins.
  private mutating func write(_ node: FlatNode) -> Int {
    switch node {
    case .table(let fields): return writeTable(fields)
    case .bytes(let values):
      return writeVector(values.count, alignment: 16) { $0.bytes += values }
    case .integers(let values):
      return writeVector(values.count) { writer in for value in values { writer.append(value) } }
    case .longIntegers(let values):
      return writeVector(values.count, alignment: 8) { writer in
        for value in values { writer.append(value) }
      }
    case .floats(let values):
      return writeVector(values.count) { writer in
        for value in values { writer.append(value.bitPattern) }
      }
    case .nodes(let nodes):
      return writeVector(nodes.count) { writer in
        for node in nodes { writer.appendOffset(to: node) }
      }
    case .text(let text):
      return writeVector(text.utf8.count) { $0.bytes += Array(text.utf8) + [0] }
    }
  }

  /// A vector: its length, and then its elements, which begin at a multiple of the alignment.
  private mutating func writeVector(
    _ count: Int, alignment: Int = 4, _ elements: (inout FlatWriter) -> Void
  ) -> Int {
    align(to: alignment, before: 4)
    let start = bytes.count
    append(UInt32(count))
    elements(&self)
    return start
  }

  /// A table, right behind the list that says where in it each field stands.
  private mutating func writeTable(_ fields: [(field: Int, value: FlatValue)]) -> Int {
    // Large fields first, so that none needs a gap before it.
    let ordered = fields.sorted {
      ($0.value.byteCount, $1.field) > ($1.value.byteCount, $0.field)
    }
    var places = [UInt16](repeating: 0, count: (fields.map(\.field).max() ?? -1) + 1)
    var size = 4
    for (field, value) in ordered {
      places[field] = UInt16(size)
      size += value.byteCount
    }
    let listSize = 4 + 2 * places.count
    align(to: 4, before: listSize)
    append(UInt16(listSize))
    append(UInt16(size))
    for place in places { append(place) }
    let start = bytes.count
    append(Int32(listSize))
    for (_, value) in ordered {
      switch value {
      case .byte(let byte): bytes.append(byte)
      case .integer(let number): append(number)
      case .node(let node): appendOffset(to: node)
      }
    }
    return start
  }

  private mutating func appendOffset(to node: FlatNode) {
    open.append((bytes.count, node))
    append(UInt32(0))
  }

  /// Appends zeros until so many bytes later a multiple of a number is reached.
  private mutating func align(to alignment: Int, before count: Int = 0) {
    while (bytes.count + count) % alignment != 0 { bytes.append(0) }
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  private mutating func put(_ value: UInt32, at place: Int) {
    withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(place..<place + 4, with: $0) }
  }
}
