// What a cell is given, and what a package imports that wants all of it.

@_exported import Circuits
@_exported import Diagrams
@_exported import Display
@_exported import EdgeExport
@_exported import Encoders
@_exported import Learning
@_exported import Mitigation
@_exported import Noise
@_exported import Numerics
@_exported import Optimizers
@_exported import Simulation
@_exported import Storage
@_exported import Training
@_exported import Widgets
