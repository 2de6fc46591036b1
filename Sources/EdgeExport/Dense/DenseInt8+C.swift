internal import Numerics

extension DenseInt8 {
  /// Writes the layers and the functions that evaluate them.
  public func write(to text: inout CText) {
    for (place, layer) in layers.enumerated() {
      text.addTable("int8_t", "weights_\(place)", layer.weights.flatMap(\.self))
      text.addTable("int32_t", "biases_\(place)", layer.foldedBiases)
      text.addTable("int32_t", "multipliers_\(place)", layer.factors.map(\.multiplier))
      text.addTable("int8_t", "exponents_\(place)", layer.factors.map(\.exponent))
      if let table = layer.table { text.addTable("int8_t", "curve_\(place)", table.values) }
    }
    Requantization.write(
      to: &text, raises: layers.contains { $0.factors.contains { $0.exponent > 0 } })
    writeDense(to: &text)
    text.beginRun(self)
    for (place, layer) in layers.enumerated().dropLast() {
      text.add("  int8_t hidden_\(place)[\(layer.weights.count)];")
    }
    for (place, layer) in layers.enumerated() {
      writeCall(place, layer, to: &text)
    }
    text.add("}")
  }

  private func writeDense(to text: inout CText) {
    text.add(
      """
      typedef struct {
        const int8_t *weights;
        const int32_t *biases, *multipliers;
        const int8_t *exponents;
        int inputs, outputs;
        int32_t zero, lowest;
      } @layer;

      static void @dense(const @layer *layer, const int8_t *input, int8_t *output)
      {
        const int8_t *weight = layer->weights;
        for (int o = 0; o < layer->outputs; o++) {
          int32_t sum = layer->biases[o];
          for (int i = 0; i < layer->inputs; i++) sum += input[i] * *weight++;
          sum = @scaled(sum, layer->multipliers[o], layer->exponents[o]) + layer->zero;
          output[o] = (int8_t)(sum < layer->lowest ? layer->lowest : sum > 127 ? 127 : sum);
        }
      }

      """)
    for (place, layer) in layers.enumerated() {
      text.add(
        """
        static const @layer @layer_\(place) = {
            @weights_\(place), @biases_\(place), @multipliers_\(place), @exponents_\(place),
            \(layer.weights.first?.count ?? 0), \(layer.weights.count), \(layer.outputZero), \(layer.lowest)};
        """)
    }
    text.add("")
  }

  private func writeCall(_ place: Int, _ layer: Layer, to text: inout CText) {
    let input = place == 0 ? "input" : "hidden_\(place - 1)"
    let output = place == layers.count - 1 ? "output" : "hidden_\(place)"
    text.add("  @dense(&@layer_\(place), \(input), \(output));")
    if layer.table != nil {
      text.add(
        """
          for (int i = 0; i < \(layer.weights.count); i++) \(output)[i] = @curve_\(place)[\(output)[i] + 128];
        """)
    }
  }
}
