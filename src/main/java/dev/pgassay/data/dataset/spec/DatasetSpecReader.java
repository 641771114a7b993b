package dev.pgassay.data.dataset.spec;

import dev.pgassay.data.dataset.spec.DatasetSpec.Content;
import dev.pgassay.data.dataset.spec.Distribution.Gaussian;
import dev.pgassay.data.dataset.spec.Distribution.Kind;
import dev.pgassay.data.dataset.spec.Distribution.Realistic;
import dev.pgassay.data.dataset.spec.Distribution.Subspace;
import dev.pgassay.data.dataset.spec.Distribution.Uniform;
import dev.pgassay.data.dataset.spec.Distribution.Weights;
import dev.pgassay.data.dataset.spec.EntitySpec.Crowd;
import dev.pgassay.data.dataset.spec.TextSpec.Length;
import dev.pgassay.failure.InvalidInput;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a dataset's YAML file. Every key must be there, and no other. */
final class DatasetSpecReader {
  private static final String SUFFIX = "\\.ya?ml$";

  private DatasetSpecReader() {}

  /**
   * Reads a file; the dataset is named after it.
   *
   * @throws InvalidInput in one line with the file, the line, the key, the value and what is
   *     allowed
   */
  static DatasetSpec read(Path file) {
    YamlMap map = YamlMap.read(file).forRecord(Content.class, "description");
    String name = file.getFileName().toString().replaceFirst(SUFFIX, "");
    String description = map.text("description");
    Content content = content(map);
    return map.make(() -> new DatasetSpec(name, description, content));
  }

  private static Content content(YamlMap map) {
    long seed = map.integer("seed");
    long events = map.integer("events", Content.EVENTS);
    int dimensions = map.smallInteger("dimensions", Content.DIMENSIONS);
    TopicSpec topics = topics(map.map("topics"));
    Distribution distribution = distribution(map.map("distribution"));
    QuerySpec queries = queries(map.map("queries"));
    TextSpec text = text(map.map("text"));
    EntitySpec entities = entities(map.map("entities"));
    return map.make(
        () -> new Content(seed, events, dimensions, topics, distribution, queries, text, entities));
  }

  private static TopicSpec topics(YamlMap map) {
    map.forRecord(TopicSpec.class);
    int categories = map.smallInteger("categories", TopicSpec.CATEGORIES);
    int perCategory = map.smallInteger("perCategory", TopicSpec.PER_CATEGORY);
    int subtopics = map.smallInteger("subtopics", TopicSpec.SUBTOPICS);
    double exponent = map.number("exponent", TopicSpec.EXPONENT);
    return map.make(() -> new TopicSpec(categories, perCategory, subtopics, exponent));
  }

  private static Distribution distribution(YamlMap map) {
    String name = map.text("kind");
    Kind kind =
        Stream.of(Kind.values())
            .filter(it -> it.label().equals(name))
            .findFirst()
            .orElseThrow(() -> map.refusal("kind", kinds()));
    return switch (kind) {
      case REALISTIC -> realistic(map.forRecord(Realistic.class, "kind"));
      case UNIFORM -> map.forRecord(Uniform.class, "kind").make(Uniform::new);
      case GAUSSIAN -> map.forRecord(Gaussian.class, "kind").make(Gaussian::new);
    };
  }

  private static String kinds() {
    return Stream.of(Kind.values())
        .map(Kind::label)
        .collect(Collectors.joining(", "))
        .replaceFirst(", (\\w+)$", " or $1");
  }

  private static Realistic realistic(YamlMap map) {
    Subspace subspace = subspace(map.map("subspace"));
    Weights weights = weights(map.map("weights"));
    double meanShift = map.number("meanShift", Realistic.SHIFT);
    double tail = map.number("tail", Realistic.SHIFT);
    return map.make(() -> new Realistic(subspace, weights, meanShift, tail));
  }

  private static Subspace subspace(YamlMap map) {
    map.forRecord(Subspace.class);
    int rank = map.smallInteger("rank", Subspace.RANK);
    double exponent = map.number("exponent", Subspace.EXPONENT);
    return map.make(() -> new Subspace(rank, exponent));
  }

  private static Weights weights(YamlMap map) {
    map.forRecord(Weights.class);
    double category = map.number("category", Weights.FACTOR);
    double topic = map.number("topic", Weights.FACTOR);
    double subtopic = map.number("subtopic", Weights.FACTOR);
    double noise = map.number("noise", Weights.NOISE);
    double noiseSpread = map.number("noiseSpread", Weights.SPREAD);
    return map.make(() -> new Weights(category, topic, subtopic, noise, noiseSpread));
  }

  private static QuerySpec queries(YamlMap map) {
    map.forRecord(QuerySpec.class);
    int heldOut = map.smallInteger("heldOut", QuerySpec.HELD_OUT);
    int strangers = map.smallInteger("outOfDistribution", QuerySpec.OUT_OF_DISTRIBUTION);
    return map.make(() -> new QuerySpec(heldOut, strangers));
  }

  private static TextSpec text(YamlMap map) {
    map.forRecord(TextSpec.class);
    int vocabulary = map.smallInteger("vocabulary", TextSpec.VOCABULARY);
    double exponent = map.number("exponent", TextSpec.EXPONENT);
    Length nameWords = length(map.map("nameWords"));
    Length descriptionWords = length(map.map("descriptionWords"));
    return map.make(() -> new TextSpec(vocabulary, exponent, nameWords, descriptionWords));
  }

  private static Length length(YamlMap map) {
    map.forRecord(Length.class);
    double median = map.number("median", Length.MEDIAN);
    double sigma = map.number("sigma", Length.SIGMA);
    return map.make(() -> new Length(median, sigma));
  }

  private static EntitySpec entities(YamlMap map) {
    map.forRecord(EntitySpec.class);
    Crowd speakers = crowd(map.map("speakers"));
    Crowd companies = crowd(map.map("companies"));
    double topicsPerEvent = map.number("topicsPerEvent", EntitySpec.TOPICS_PER_EVENT);
    return map.make(() -> new EntitySpec(speakers, companies, topicsPerEvent));
  }

  private static Crowd crowd(YamlMap map) {
    map.forRecord(Crowd.class);
    double perEvent = map.number("perEvent", Crowd.PER_EVENT);
    double eventsEach = map.number("eventsEach", Crowd.EVENTS_EACH);
    double skew = map.number("skew", Crowd.SKEW);
    return map.make(() -> new Crowd(perEvent, eventsEach, skew));
  }
}
