extension DenseInt8 {
  /// The program as a model for TensorFlow Lite, whose interpreter for microcontrollers gives the same outputs
  /// bit for bit.
  ///
  /// ```swift
  /// let bytes = try DenseInt8(student, calibratedWith: rows).tfliteModel
  /// ```
  ///
  /// - Complexity: O(*p*) for *p* weights.
  public var tfliteModel: [UInt8] {
    var graph = TFLiteGraph(inputWidth: inputCount, format: inputFormat)
    for layer in layers { graph.append(layer) }
    return FlatWriter.file(graph.model, identifier: "TFL3")
  }
}

/// The tensors and operators of a model; the numbers are those of TensorFlow Lite's schema, version 3.
private struct TFLiteGraph {
  private enum ElementType: UInt8 { case int32 = 2, int8 = 9 }
  private enum Operator: Int32 { case fullyConnected = 9, logistic = 14, tanh = 28 }

  private var tensors: [FlatNode] = []
  /// The first buffer is the empty one.
  private var buffers: [FlatNode] = [.table([])]
  private var operators: [FlatNode] = []
  private var codes: [Operator] = []
  private let inputWidth: Int
  private var last: Int32 = 0

  init(inputWidth: Int, format: EdgeFormat) {
    self.inputWidth = inputWidth
    guard case .int8(let scale, let zero) = format else { return }
    last = addTensor("input", [1, inputWidth], .int8, scales: [scale], zero: zero)
  }

  /// The whole file.
  var model: FlatNode {
    let codes = codes.map { code in
      FlatNode.table([
        (0, .byte(UInt8(code.rawValue))), (2, .integer(code == .fullyConnected ? 4 : 2)),
        (3, .integer(code.rawValue)),
      ])
    }
    let graph = FlatNode.table([
      (0, .node(.nodes(tensors))), (1, .node(.integers([0]))), (2, .node(.integers([last]))),
      (3, .node(.nodes(operators))),
    ])
    return .table([
      (0, .integer(3)), (1, .node(.nodes(codes))), (2, .node(.nodes([graph]))),
      (3, .node(.text("written by Quill"))), (4, .node(.nodes(buffers))),
    ])
  }

  mutating func append(_ layer: DenseInt8.Layer) {
    let (rows, columns) = (layer.weights.count, layer.weights.first?.count ?? 0)
    let weights = addTensor(
      "weights", [rows, columns], .int8, scales: layer.weightScales, zero: 0,
      bytes: layer.weights.joined().map { UInt8(bitPattern: $0) })
    let biases = addTensor(
      "biases", [rows], .int32, scales: layer.weightScales.map { $0 * layer.inputScale }, zero: 0,
      bytes: layer.biases.flatMap { bias in withUnsafeBytes(of: bias.littleEndian) { Array($0) } })
    let sums = addTensor(
      "sums", [1, rows], .int8, scales: [layer.outputScale], zero: layer.outputZero)
    let relu: UInt8 = layer.activation == .relu ? 1 : 0
    addOperator(
      .fullyConnected, inputs: [last, weights, biases], output: sums,
      options: (tag: 8, .table([(0, .byte(relu))])))
    last = sums
    guard layer.table != nil else { return }
    let values = addTensor(
      "values", [1, rows], .int8, scales: [layer.nextScale], zero: layer.nextZero)
    addOperator(
      layer.activation == .tanh ? .tanh : .logistic, inputs: [last], output: values, options: nil)
    last = values
  }

  private mutating func addOperator(
    _ code: Operator, inputs: [Int32], output: Int32, options: (tag: UInt8, FlatNode)?
  ) {
    if !codes.contains(code) { codes.append(code) }
    var fields: [(field: Int, value: FlatValue)] = [
      (0, .integer(Int32(codes.firstIndex(of: code) ?? 0))), (1, .node(.integers(inputs))),
      (2, .node(.integers([output]))),
    ]
    if let options { fields += [(3, .byte(options.tag)), (4, .node(options.1))] }
    operators.append(.table(fields))
  }

  /// Adds a tensor and gives its number.
  private mutating func addTensor(
    _ name: String, _ shape: [Int], _ type: ElementType, scales: [Float], zero: Int,
    bytes: [UInt8]? = nil
  ) -> Int32 {
    if let bytes { buffers.append(.table([(0, .node(.bytes(bytes)))])) }
    let zeros = scales.map { _ in Int64(zero) }
    let quantization = FlatNode.table([
      (2, .node(.floats(scales))), (3, .node(.longIntegers(zeros))),
    ])
    tensors.append(
      .table([
        (0, .node(.integers(shape.map { Int32($0) }))), (1, .byte(type.rawValue)),
        (2, .integer(bytes == nil ? 0 : Int32(buffers.count - 1))),
        (3, .node(.text("\(name) \(tensors.count)"))), (4, .node(quantization)),
      ]))
    return Int32(tensors.count - 1)
  }
}
