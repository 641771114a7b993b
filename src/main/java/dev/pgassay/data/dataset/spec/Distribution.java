package dev.pgassay.data.dataset.spec;

/** How a dataset's vectors are distributed. */
public sealed interface Distribution {
  /**
   * Returns the name of the kind in a dataset's file: {@code realistic}, {@code uniform} or {@code
   * gaussian}.
   */
  String kind();

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
    static final Range SHIFT = new Range(0, 4);

    public Realistic {
      SHIFT.check("meanShift", meanShift);
      SHIFT.check("tail", tail);
    }

    @Override
    public String kind() {
      return "realistic";
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
    static final Range RANK = new Range(2, 4096);
    static final Range EXPONENT = new Range(0, 4);

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
    static final Range FACTOR = new Range(0, 4);
    static final Range NOISE = new Range(1e-6, 4);
    static final Range SPREAD = new Range(0, 1);

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
    public String kind() {
      return "uniform";
    }
  }

  /**
   * Independent normal components, scaled to unit length: evenly distributed over the sphere. It is
   * a negative control like {@link Uniform}.
   */
  record Gaussian() implements Distribution {
    @Override
    public String kind() {
      return "gaussian";
    }
  }
}
