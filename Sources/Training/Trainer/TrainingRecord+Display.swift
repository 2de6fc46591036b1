public import Display

extension TrainingRecord: Displayable {
  /// The losses of all epochs as curves.
  public var bundle: MIMEBundle { plot.bundle }

  /// The losses of all epochs as curves.
  public var plot: LinePlot {
    var series = [Series("training", points: places(losses))]
    if !validationLosses.isEmpty {
      series.append(Series("validation", points: places(validationLosses)))
    }
    return LinePlot(series, title: lossName, x: "epoch", y: "loss")
  }

  /// Epochs are counted from 1.
  private func places(_ values: [Double]) -> PointList {
    PointList(pairs: values.enumerated().map { (Double($0.offset + 1), $0.element) })
  }
}
