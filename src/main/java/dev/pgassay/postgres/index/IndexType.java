package dev.pgassay.postgres.index;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.index.BuildPhase.Counted;
import dev.pgassay.postgres.jdbc.Literal;
import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.vector.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A type of index that finds near vectors: all that the harness and the benchmarks know about it. A
 * user describes further types in files, see {@link IndexTypeFile}. Immutable.
 *
 * @param name as on the command line
 * @param label as in messages
 * @param owner the extension that has the access method and the operator classes
 * @param accessMethod as in {@code USING}
 * @param operatorClasses by element and by distance; none for combinations that the type does not
 *     support
 * @param options the options of an index, in the order of {@code WITH}
 * @param optionsText how the options are written if they are not storage parameters themselves
 * @param build how a build uses memory, and what it reports
 * @param phases the phases of a build in their order, as the server reports them; none if they are
 *     not known
 * @param effort which setting makes a search more thorough
 * @param settings other settings of every session that is measured
 */
public record IndexType(
    String name,
    String label,
    String owner,
    String accessMethod,
    Map<VectorElement, Map<Metric, String>> operatorClasses,
    List<IndexOption> options,
    Optional<OptionsText> optionsText,
    BuildKind build,
    List<BuildPhase> phases,
    SearchEffort effort,
    Map<String, String> settings) {

  /** Hierarchical navigable small worlds, a graph, as pgvector has it. */
  public static final IndexType HNSW =
      new IndexType(
          "hnsw",
          "HNSW",
          "pgvector",
          "hnsw",
          Map.of(
              VectorElement.VECTOR, pgvectorClasses(VectorElement.VECTOR),
              VectorElement.HALFVEC, pgvectorClasses(VectorElement.HALFVEC)),
          List.of(
              IndexOption.number("m", "links of an element of the graph", 2, 100, 16),
              IndexOption.number(
                      "ef_construction", "candidates while the graph is built", 4, 1_000, 64)
                  .atLeastTwice("m")),
          Optional.empty(),
          BuildKind.GRAPH_IN_MEMORY,
          List.of(
              new BuildPhase("initializing", Counted.NOTHING),
              new BuildPhase("loading tuples", Counted.PAGES)),
          SearchEffort.EF_SEARCH,
          Map.of("hnsw.iterative_scan", "off"));

  /** Inverted lists around centres, as pgvector has them. */
  public static final IndexType IVFFLAT =
      new IndexType(
          "ivfflat",
          "IVFFlat",
          "pgvector",
          "ivfflat",
          Map.of(
              VectorElement.VECTOR, pgvectorClasses(VectorElement.VECTOR),
              VectorElement.HALFVEC, pgvectorClasses(VectorElement.HALFVEC)),
          List.of(IndexOption.number("lists", "lists of the index", 1, 32_768, 100)),
          Optional.empty(),
          BuildKind.AS_NEEDED,
          List.of(
              new BuildPhase("initializing", Counted.NOTHING),
              new BuildPhase("performing k-means", Counted.NOTHING),
              new BuildPhase("assigning tuples", Counted.PAGES),
              new BuildPhase("loading tuples", Counted.ROWS)),
          SearchEffort.PROBES,
          Map.of("ivfflat.iterative_scan", "off"));

  /** The types that pgassay knows by itself. */
  public static final List<IndexType> BUILT_IN = List.of(HNSW, IVFFLAT);

  /**
   * An SQL condition that holds for an index of any such type: its operator class orders by a
   * distance. It reads the row {@code i} of {@code pg_index}. A search compares vectors inside such
   * an index, and its build takes longest.
   */
  public static final String ORDERS_BY_DISTANCE =
      """
      EXISTS (
        SELECT FROM pg_opclass AS o
        JOIN pg_amop AS p ON p.amopfamily = o.opcfamily AND p.amoppurpose = 'o'
        WHERE o.oid = i.indclass[0])
      """;

  /**
   * One storage parameter whose text holds all options.
   *
   * @param parameter name of the storage parameter
   * @param template its value, in which {@code {name}} stands for the value of an option
   */
  public record OptionsText(String parameter, String template) {
    private String with(Map<String, String> values) {
      String text = template;
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("{" + value.getKey() + "}", value.getValue());
      }
      return parameter + " = " + Literal.quote(text);
    }
  }

  /** Copies the collections. */
  public IndexType {
    operatorClasses = Map.copyOf(operatorClasses);
    options = List.copyOf(options);
    phases = List.copyOf(phases);
    settings = Map.copyOf(new TreeMap<>(settings));
  }

  private static Map<Metric, String> pgvectorClasses(VectorElement element) {
    return Map.of(
        Metric.COSINE, element.word() + "_cosine_ops",
        Metric.L2, element.word() + "_l2_ops",
        Metric.INNER_PRODUCT, element.word() + "_ip_ops");
  }

  /**
   * Returns the operator class for a distance.
   *
   * @param element the type in which the index keeps each vector
   * @param metric the distance
   * @return name of the class, without a schema
   * @throws InvalidInput if the type has none
   */
  public String operatorClass(VectorElement element, Metric metric) {
    String found = operatorClasses.getOrDefault(element, Map.of()).get(metric);
    if (found == null) {
      throw new InvalidInput(
          "an index of type %s has no operator class for %s and %s"
              .formatted(name, element.word(), metric));
    }
    return found;
  }

  /**
   * Returns the distance of an operator class on {@link VectorElement#VECTOR}.
   *
   * @param operatorClass name of the class
   * @return the distance; empty for another class
   */
  Optional<Metric> metric(String operatorClass) {
    return operatorClasses.getOrDefault(VectorElement.VECTOR, Map.of()).entrySet().stream()
        .filter(entry -> entry.getValue().equals(operatorClass))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * Describes an index of this type.
   *
   * @param metric the distance it is for
   * @param values returns the value of an option by its name
   * @return the index
   * @throws InvalidInput naming the option that is outside its range
   */
  public VectorIndex index(Metric metric, Function<String, String> values) {
    Map<String, String> chosen = new LinkedHashMap<>();
    options.forEach(option -> chosen.put(option.name(), values.apply(option.name())));
    return new VectorIndex(this, metric, chosen);
  }

  /**
   * Describes the index that a definition without options makes.
   *
   * @param metric the distance it is for
   * @return the index
   */
  public VectorIndex byDefault(Metric metric) {
    return index(
        metric,
        options.stream().collect(Collectors.toMap(IndexOption::name, IndexOption::otherwise))::get);
  }

  /**
   * Writes the part of CREATE INDEX after the table's name.
   *
   * @param key the index key: a column, or an expression in parentheses
   * @param operatorClass as written in SQL
   * @param values of options; none for the access method's own
   * @return such as {@code USING ivfflat (embedding vector_l2_ops) WITH (lists = 100)}
   */
  public String using(String key, String operatorClass, Map<String, String> values) {
    String with = values.isEmpty() ? "" : storageParameters(values);
    return "USING %s (%s %s)".formatted(accessMethod, key, operatorClass)
        + (with.isEmpty() ? "" : " WITH (" + with + ")");
  }

  private String storageParameters(Map<String, String> values) {
    return optionsText
        .map(text -> text.with(values))
        .orElseGet(
            () ->
                values.entrySet().stream()
                    .map(entry -> entry.getKey() + " = " + entry.getValue())
                    .collect(Collectors.joining(", ")));
  }

  /**
   * Names the index of this type on the embedding of the events.
   *
   * @return the name without a schema, which the plan of a search shows
   */
  public String indexName() {
    return "events_embedding_" + name + "_idx";
  }

  /**
   * Returns the node of a plan that searches the index: PostgreSQL orders by distance only in an
   * Index Scan.
   *
   * @return as EXPLAIN writes it
   */
  public String planNode() {
    return "Index Scan using " + indexName();
  }

  /**
   * Finds the type of the index that a statement builds.
   *
   * @param createSql a CREATE INDEX statement
   * @return the type; empty for an access method that is none of {@link #BUILT_IN}
   */
  static Optional<IndexType> builtBy(String createSql) {
    return BUILT_IN.stream().filter(type -> type.builds(createSql)).findFirst();
  }

  /**
   * Tells whether a statement builds an index of this type.
   *
   * @param createSql a CREATE INDEX statement
   * @return whether it names the access method
   */
  public boolean builds(String createSql) {
    return createSql.contains(" USING " + accessMethod + " ");
  }

  /**
   * Returns the settings of a session that searches.
   *
   * @param value of the setting that is the search effort
   * @return settings by name
   */
  public Map<String, String> searchSettings(String value) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put(effort.setting(), value);
    return all;
  }
}
