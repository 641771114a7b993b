package dev.pgassay.data.dataset.spec;

/**
 * The text of events.
 *
 * @param vocabulary distinct lexemes, 50,000 to 1,000,000
 * @param exponent of the Zipf law of word frequencies, 0.5 to 2
 * @param nameWords words in an event's name
 * @param descriptionWords words in an event's description
 */
public record TextSpec(int vocabulary, double exponent, Length nameWords, Length descriptionWords) {
  private static final Range VOCABULARY = new Range(50_000, 1_000_000);
  private static final Range EXPONENT = new Range(0.5, 2);

  /** Checks the vocabulary and its exponent. */
  public TextSpec {
    VOCABULARY.check("vocabulary", vocabulary);
    EXPONENT.check("exponent", exponent);
  }

  /**
   * A log-normal number of words.
   *
   * @param median half of the texts are shorter, 1 to 1,000
   * @param sigma the standard deviation of the logarithm, 0 to 2
   */
  public record Length(double median, double sigma) {
    private static final Range MEDIAN = new Range(1, 1_000);
    private static final Range SIGMA = new Range(0, 2);

    /** Checks both. */
    public Length {
      MEDIAN.check("median", median);
      SIGMA.check("sigma", sigma);
    }
  }
}
