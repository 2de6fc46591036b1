internal import CNLopt

/// The algorithms of NLopt that we call.
public enum NLoptAlgorithm: String, CaseIterable, Hashable, Sendable {
  // Local, without gradients
  case cobyla, bobyqa, newuoa, praxis, subplex
  // Global, without gradients
  case direct, controlledRandomSearch, isres, esch
  // Local, with gradients
  case slsqp, mma, ccsa, truncatedNewton, variableMetric

  var code: nlopt_algorithm {
    switch self {
    case .cobyla: NLOPT_LN_COBYLA
    case .bobyqa: NLOPT_LN_BOBYQA
    // Its form with bounds solves each step by another search that may take minutes.
    case .newuoa: NLOPT_LN_NEWUOA
    case .praxis: NLOPT_LN_PRAXIS
    case .subplex: NLOPT_LN_SBPLX
    case .direct: NLOPT_GN_DIRECT_L
    case .controlledRandomSearch: NLOPT_GN_CRS2_LM
    case .isres: NLOPT_GN_ISRES
    case .esch: NLOPT_GN_ESCH
    case .slsqp: NLOPT_LD_SLSQP
    case .mma: NLOPT_LD_MMA
    case .ccsa: NLOPT_LD_CCSAQ
    case .truncatedNewton: NLOPT_LD_TNEWTON_PRECOND_RESTART
    case .variableMetric: NLOPT_LD_VAR2
    }
  }
}

/// How a search of NLopt ended.
public enum NLoptOutcome: Hashable, Sendable {
  /// A tolerance is reached, or the algorithm is through.
  case converged
  /// Rounding lets it get no further.
  case roundoff
  /// It could not begin or go on, in NLopt's words.
  case failed(String)
}
