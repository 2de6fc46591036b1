extension Gate {
  /// Every gate that is there, and some members of each family that has more than can be listed.
  ///
  /// Laws are proved and pictures drawn for all of these: whoever adds a gate adds it to the list of its
  /// family, and whoever adds a family adds its list here.
  public static let all: [Gate] = [
    fixedGates, rotationGates, swapGates, isingGates, controlledGates, pauliRotationGates,
    multiplexedGates, matrixGates, evolutionGates, transformGates, preparationGates,
  ].flatMap { $0 }
}
