/// Every workload that `quill-bench` knows, in the order of `list` and `report`.
package let registry: [any Workload] = [
  TimerWorkload(), LimitWorkload(), PlotWorkload(.svg), PlotWorkload(.text), LiveWorkload(),
  MessageWorkload(), CircuitWorkload(), StateWorkload(), LoopWorkload(), NoiseWorkload(),
  SamplingWorkload(),
  DiagramWorkload(.svg), DiagramWorkload(.text),
  GradientWorkload(), TrainingStepWorkload(), DrawnTrainingWorkload(), KernelWorkload(),
  ChainWorkload(), StabilizerWorkload(), ClassifierWorkload(), OnDeviceWorkload(), FitWorkload(),
]
