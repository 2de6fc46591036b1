extension Circuit {
  /// A circuit from a text in OpenQASM 2 or 3.
  ///
  /// ```swift
  /// let bell = try Circuit(
  ///   openQASM: """
  ///     OPENQASM 3.0;
  ///     include "stdgates.inc";
  ///     qubit[2] q;
  ///     h q[0];
  ///     cx q[0], q[1];
  ///     """)
  /// ```
  ///
  /// All of OpenQASM 2 is read; of OpenQASM 3 everything that a circuit can be: registers, gates with
  /// `ctrl`, `negctrl`, `inv` and `pow`, definitions, constants, `measure`, `reset`, `barrier`, `if` with
  /// `else`, and `for` over numbers that are known. Registers follow one another in the order in which they
  /// are declared. Inputs of the types `float` and `angle` become open symbols: `x_2` is the feature
  /// `x[2]`, and every other name a weight, `w_2` the weight `w[2]`.
  ///
  /// A. W. Cross, L. S. Bishop, J. A. Smolin and J. M. Gambetta, "Open Quantum Assembly Language",
  /// arXiv:1707.03429 (2017). A. W. Cross et al., "OpenQASM 3: a broader and deeper quantum assembly
  /// language", ACM Trans. Quantum Comput. 3, 12 (2022).
  ///
  /// - Parameters:
  ///   - text: The text; without a version in its first line it is taken for version 3.
  ///   - file: What errors call the text.
  /// - Throws: ``CircuitError/notOpenQASM(file:line:column:reason:)`` with the place of what is not
  ///   understood, and what is expected there.
  /// - Complexity: O(*k*) in the length of the text and the number of operations that it comes to, which
  ///   is limited to four million.
  public init(openQASM text: String, file: String = "OpenQASM") throws(CircuitError) {
    var parser = try Parser(text, file: file)
    self = try Elaborator.circuit(of: try parser.program(), file: file)
  }
}
