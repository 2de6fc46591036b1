public import Circuits

extension Circuit {
  /// The circuit as a device can run it: on its qubits, with its gates.
  ///
  /// ```swift
  /// let fitted = try circuit.fitted(to: .sevenQubitH(), seed: 7)
  /// fitted.circuit                                // rz, √X, X and CX on edges of the map
  /// fitted.finalLayout.placed(.z(0))              // where qubit 0 is in the end
  /// ```
  ///
  /// - Parameters:
  ///   - device: The device.
  ///   - layout: Where the qubits stand before the first gate.
  ///   - trials: From how many layouts the search for few swaps starts.
  ///   - seed: What chance in the search depends on.
  /// - Returns: The circuit with its layouts.
  /// - Throws: ``CircuitError``, as ``Circuit/routed(to:from:trials:seed:)`` and
  ///   ``Circuit/decomposed(into:spare:)``: for more qubits than the device has, for one.
  public func fitted(
    to device: DeviceSnapshot, from layout: InitialLayout = .searched, trials: Int = 5,
    seed: UInt64 = 0
  ) throws(CircuitError) -> RoutedCircuit {
    try routed(to: device.map, from: layout, trials: trials, seed: seed)
      .decomposed(into: device.basis)
  }
}
