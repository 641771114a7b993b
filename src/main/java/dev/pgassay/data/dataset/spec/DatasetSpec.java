package dev.pgassay.data.dataset.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.data.dataset.spec.Distribution.Gaussian;
import dev.pgassay.data.dataset.spec.Distribution.Realistic;
import dev.pgassay.data.dataset.spec.Distribution.Uniform;
import java.util.regex.Pattern;

/**
 * What a dataset is made of; everything that is generated follows from it and from the generator's
 * version. Read from a YAML file by {@link DatasetCatalog}.
 *
 * @param name short name, also part of database names: lower-case letters, digits and hyphens, a
 *     letter first, at most 40 characters; not part of the identity
 * @param description one sentence for listings; not part of the identity
 * @param content what the data follow from
 */
public record DatasetSpec(String name, String description, Content content) {
  /** The dimensions must be a multiple of this; smaller blocks would leave coordinates apart. */
  public static final int LEAST_BLOCK = 64;

  /** The most events that a dataset may have. */
  public static final long MOST_EVENTS = 100_000_000;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** Checks name and description. */
  public DatasetSpec {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be 1 to 40 lower-case letters, digits and hyphens, a letter first: " + name);
    }
    if (description.isBlank() || description.contains("\n")) {
      throw new IllegalArgumentException("description must be one line of text: " + description);
    }
  }

  /**
   * What the data follow from: equal contents give equal bytes.
   *
   * @param seed any value
   * @param events rows of the table of events, 100 to 100,000,000
   * @param dimensions components of each vector: a multiple of 64 from 64 to 16,000
   * @param topics the tree of topics
   * @param distribution how vectors are spread
   * @param queries how many query vectors there are
   * @param text the text of events
   * @param entities how speakers and companies scale
   */
  public record Content(
      long seed,
      long events,
      int dimensions,
      TopicSpec topics,
      Distribution distribution,
      QuerySpec queries,
      TextSpec text,
      EntitySpec entities) {
    private static final Range EVENTS = new Range(100, MOST_EVENTS);
    private static final Range DIMENSIONS = new Range(64, 16_000);

    /** The centres of all subtopics are held while generating: 64 MiB of floats. */
    private static final long MOST_CENTRE_COMPONENTS = 1L << 24;

    /** Checks sizes, and that the subspace fits into the dimensions. */
    public Content {
      EVENTS.check("events", events);
      DIMENSIONS.check("dimensions", dimensions);
      if (dimensions % LEAST_BLOCK != 0) {
        throw new IllegalArgumentException(
            "dimensions must be a multiple of "
                + LEAST_BLOCK
                + ", which the transform needs: "
                + dimensions);
      }
      if (distribution instanceof Realistic realistic) {
        checkSubspace(realistic.subspace().rank(), dimensions, topics);
      }
    }

    private static void checkSubspace(int rank, int dimensions, TopicSpec topics) {
      if (rank >= dimensions) {
        throw new IllegalArgumentException(
            "distribution.subspace.rank must be less than dimensions, %d: %d"
                .formatted(dimensions, rank));
      }
      long held = (long) rank * topics.topics() * topics.subtopics();
      if (held > MOST_CENTRE_COMPONENTS) {
        throw new IllegalArgumentException(
            "distribution.subspace.rank times the subtopics of all topics must be at most %d: %d"
                .formatted(MOST_CENTRE_COMPONENTS, held));
      }
    }
  }

  /**
   * Returns the number of events.
   *
   * @return at least 100
   */
  public long events() {
    return content.events();
  }

  /**
   * Returns the number of components of each vector.
   *
   * @return a multiple of 64
   */
  public int dimensions() {
    return content.dimensions();
  }

  /**
   * Returns the same dataset drawn with another seed, which is another dataset with an identity of
   * its own.
   *
   * @param seed any value
   * @return the dataset
   */
  public DatasetSpec withSeed(long seed) {
    return new DatasetSpec(
        name,
        description,
        new Content(
            seed,
            content.events,
            content.dimensions,
            content.topics,
            content.distribution,
            content.queries,
            content.text,
            content.entities));
  }

  /**
   * Returns the same dataset with another number of events, which is another dataset with an
   * identity of its own: topics and words are the same, but the same row is another event.
   *
   * @param events 100 to 100,000,000
   * @return the dataset
   */
  public DatasetSpec withEvents(long events) {
    return new DatasetSpec(
        name,
        description,
        new Content(
            content.seed,
            events,
            content.dimensions,
            content.topics,
            content.distribution,
            content.queries,
            content.text,
            content.entities));
  }

  /**
   * Returns all that the data follow from, for another process that is to generate them.
   *
   * @return JSON, which {@link #ofText} reads
   */
  public String text() {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the dataset cannot be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #text} returned.
   *
   * @param name of the dataset
   * @param text JSON
   * @return a dataset of the same identity
   * @throws IllegalArgumentException where the text is none of a dataset
   */
  public static DatasetSpec ofText(String name, String text) {
    try {
      return new DatasetSpec(name, name, JSON.readValue(text, Content.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the text is that of no dataset", e);
    }
  }

  /**
   * Tells whether the vectors are a negative control, without any structure.
   *
   * @return true for uniform and Gaussian vectors
   */
  public boolean negativeControl() {
    return content.distribution instanceof Uniform || content.distribution instanceof Gaussian;
  }

  /**
   * Returns what tells this dataset's data from all others.
   *
   * @return the identity
   */
  public DatasetIdentity identity() {
    return DatasetIdentity.of(this);
  }
}
