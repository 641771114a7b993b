package dev.pgassay.dataset;

/**
 * The quantile function of the standard normal distribution: algorithm AS 241, PPND16 (Wichura,
 * "The percentage points of the normal distribution", Applied Statistics 37, 1988), accurate to
 * about one part in 10^16. Arithmetic and {@link StrictMath} only, so that every machine gives the
 * same bits.
 */
final class NormalQuantile {
  private static final double CENTRE_SQUARED = 0.180625; // 0.425 squared
  private static final double TAIL_SPLIT = 5.0;
  private static final double TAIL_OFFSET = 1.6;

  /** Numerators and denominators of the three rational functions, highest power first. */
  private static final double[] CENTRE_ABOVE = {
    2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
    4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
    1.3314166789178437745e+2, 3.3871328727963666080e0
  };

  private static final double[] CENTRE_BELOW = {
    5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
    2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
    4.2313330701600911252e+1, 1.0
  };

  private static final double[] NEAR_ABOVE = {
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
    4.63033784615654529590e0, 1.42343711074968357734e0
  };

  private static final double[] NEAR_BELOW = {
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
    2.05319162663775882187e0, 1.0
  };

  private static final double[] FAR_ABOVE = {
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
    5.46378491116411436990e0, 6.65790464350110377720e0
  };

  private static final double[] FAR_BELOW = {
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1.0
  };

  private NormalQuantile() {}

  /**
   * Returns the value below which a share of the distribution lies.
   *
   * @param probability above 0 and below 1
   */
  static double of(double probability) {
    double offset = probability - 0.5;
    double radius = CENTRE_SQUARED - offset * offset;
    if (radius >= 0) {
      return offset * ratio(CENTRE_ABOVE, CENTRE_BELOW, radius);
    }
    double quantile = tail(offset < 0 ? probability : 1 - probability);
    return offset < 0 ? -quantile : quantile;
  }

  private static double tail(double smaller) {
    double radius = Math.sqrt(-StrictMath.log(smaller));
    return radius <= TAIL_SPLIT
        ? ratio(NEAR_ABOVE, NEAR_BELOW, radius - TAIL_OFFSET)
        : ratio(FAR_ABOVE, FAR_BELOW, radius - TAIL_SPLIT);
  }

  private static double ratio(double[] above, double[] below, double r) {
    double numerator = above[0];
    double denominator = below[0];
    for (int i = 1; i < 8; i++) {
      numerator = numerator * r + above[i];
      denominator = denominator * r + below[i];
    }
    return numerator / denominator;
  }
}
