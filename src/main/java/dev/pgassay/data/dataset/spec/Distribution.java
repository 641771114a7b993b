package dev.pgassay.data.dataset.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;

/** How a dataset's vectors are distributed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Distribution.Realistic.class, name = "realistic"),
  @JsonSubTypes.Type(value = Distribution.Uniform.class, name = "uniform"),
  @JsonSubTypes.Type(value = Distribution.Gaussian.class, name = "gaussian"),
})
public sealed interface Distribution {
  /**
   * Returns which distribution this is. A {@code switch} over the kinds has no {@code default}, so
   * that the compiler finds every place that a new distribution needs.
   */
  Kind kind();

  /** The distributions. */
  enum Kind {
    /** {@link Realistic}. */
    REALISTIC(false),
    /** {@link Uniform}. */
    UNIFORM(true),
    /** {@link Gaussian}. */
    GAUSSIAN(true);

    private final boolean negativeControl;

    Kind(boolean negativeControl) {
      this.negativeControl = negativeControl;
    }

    /**
     * Returns the name in a dataset's file, in listings and in run.json.
     *
     * @return lower-case letters
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells whether the vectors are without any structure, so that recall on them says nothing
     * about real data.
     *
     * @return true for a negative control
     */
    public boolean negativeControl() {
      return negativeControl;
    }
  }

  /**
   * Vectors like those of a text embedding model: clustered by topic, with a decaying spectrum, all
   * leaning to one side. A vector is the unit-length multiple of
   *
   * <pre>category + topic + subtopic + noise   (each normal in the subspace, times its weight)
   *   + meanShift * a fixed direction
   *   + tail * isotropic noise</pre>
   *
   * where every term is drawn with an expected squared length of 1 before its factor. Elliott and
   * Clark (arXiv 2405.17813, 2024) show why this matters: the recall of an HNSW index hangs on the
   * intrinsic dimensionality of its data.
   *
   * @param subspace where the terms live
   * @param weights the factors of the four terms
   * @param meanShift the length of the shared part, which makes all cosines positive, 0 to 4
   * @param tail the length of the part outside any structure, 0 to 4
   */
  record Realistic(Subspace subspace, Weights weights, double meanShift, double tail)
      implements Distribution {
    private static final Range SHIFT = new Range(0, 4);

    public Realistic {
      SHIFT.check("meanShift", meanShift);
      SHIFT.check("tail", tail);
    }

    @Override
    public Kind kind() {
      return Kind.REALISTIC;
    }
  }

  /**
   * A random subspace in which the k-th direction has a variance proportional to {@code
   * k^-exponent}.
   *
   * @param rank the number of its directions, 2 to 4,096
   * @param exponent how fast the variance falls, 0 (not at all) to 4
   */
  record Subspace(int rank, double exponent) {
    private static final Range RANK = new Range(2, 4096);
    private static final Range EXPONENT = new Range(0, 4);

    public Subspace {
      RANK.check("rank", rank);
      EXPONENT.check("exponent", exponent);
    }
  }

  /**
   * How far a row's category, topic, subtopic and the row itself move its vector: factors from 0 to
   * 4.
   *
   * @param category what all topics of a category share
   * @param topic what all subtopics of a topic share
   * @param subtopic what all rows of a subtopic share
   * @param noise what belongs to a row alone, as the root mean square over the subtopics; above 0
   * @param noiseSpread variation of breadth between subtopics: the standard deviation of the
   *     natural logarithm of a subtopic's own factor on the noise, 0 (all alike) to 1; it makes
   *     some queries easy and some hard, as in real data
   */
  record Weights(double category, double topic, double subtopic, double noise, double noiseSpread) {
    private static final Range FACTOR = new Range(0, 4);
    private static final Range NOISE = new Range(1e-6, 4);
    private static final Range SPREAD = new Range(0, 1);

    public Weights {
      FACTOR.check("category", category);
      FACTOR.check("topic", topic);
      FACTOR.check("subtopic", subtopic);
      NOISE.check("noise", noise);
      SPREAD.check("noiseSpread", noiseSpread);
    }
  }

  /**
   * Independent components from 0 to 1, scaled to unit length. It is a negative control: no vectors
   * are near each other, and recall on it says nothing about real data.
   */
  record Uniform() implements Distribution {
    @Override
    public Kind kind() {
      return Kind.UNIFORM;
    }
  }

  /**
   * Independent normal components, scaled to unit length: evenly distributed over the sphere. It is
   * a negative control like {@link Uniform}.
   */
  record Gaussian() implements Distribution {
    @Override
    public Kind kind() {
      return Kind.GAUSSIAN;
    }
  }
}
