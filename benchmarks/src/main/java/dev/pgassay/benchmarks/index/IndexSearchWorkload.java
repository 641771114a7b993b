package dev.pgassay.benchmarks.index;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.benchmarks.loop.Planner;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.benchmarks.nearest.PreparedNearest;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Demand;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Search;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Parameter.Integers;
import dev.pgassay.measure.workload.Parameter.Range;
import dev.pgassay.measure.workload.Parameter.Stage;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.IndexOption;
import dev.pgassay.postgres.index.IndexType;
import dev.pgassay.postgres.index.IndexTypeFile;
import dev.pgassay.postgres.index.VectorElement;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.vector.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Search by an index type that a user describes: what the host does for {@link
 * IndexSearchBenchmark}.
 */
final class IndexSearchWorkload extends BenchmarkWorkload {
  private static final String K = "k";
  private static final String METRIC = "metric";
  private static final String ELEMENT = "element";
  private static final String DEFINITION = "definition";

  private final IndexTypeFile described;
  private final IndexType type;

  IndexSearchWorkload(IndexTypeFile described) {
    super(IndexSearchBenchmark.class);
    this.described = described;
    this.type = described.type();
  }

  @Override
  public String name() {
    return type.name();
  }

  @Override
  public String question() {
    return "What latency does each recall cost with "
        + type.label()
        + ", and what does its build cost?";
  }

  @Override
  public String gate() {
    return "distinct rows, near the exact neighbours; rows fewer than k are counted; the settings"
        + " read back as set; the plan uses the index (planner=index), before and after";
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    type.options().forEach(option -> all.add(parameter(option)));
    all.add(words(ELEMENT, "what the index keeps of each vector", elements()));
    for (Parameter parameter : super.parameters()) {
      all.add(
          parameter.name().equals(METRIC)
              ? words(METRIC, parameter.description(), metrics())
              : parameter);
    }
    SearchEffort effort = type.effort();
    all.add(
        new Parameter(
            effort.parameter(),
            "sets " + effort.setting(),
            Stage.SESSION,
            new Integers(effort.least(), effort.most()),
            described.efforts().stream().map(String::valueOf).toList()));
    String definition = described.definition();
    all.add(
        new Parameter(
            DEFINITION,
            "identifies what " + described.file().getFileName() + " describes",
            Stage.SESSION,
            new Words(List.of(definition)),
            List.of(definition)));
    return all;
  }

  private List<String> elements() {
    return Stream.of(VectorElement.values())
        .filter(type.operatorClasses()::containsKey)
        .map(Words::word)
        .toList();
  }

  private List<String> metrics() {
    return Stream.of(Metric.values())
        .filter(
            metric ->
                type.operatorClasses().values().stream().anyMatch(it -> it.containsKey(metric)))
        .map(Words::word)
        .toList();
  }

  /** Its default is the first word. */
  private static Parameter words(String name, String description, List<String> words) {
    return new Parameter(name, description, Stage.BUILD, new Words(words), words.subList(0, 1));
  }

  private static Parameter parameter(IndexOption option) {
    Range range =
        option.words().isEmpty()
            ? new Integers(option.least(), option.most())
            : new Words(option.words());
    return new Parameter(
        option.name(), option.description(), Stage.BUILD, range, List.of(option.otherwise()));
  }

  @Override
  public void check(Parameters point) {
    operatorClass(point);
    type.effort()
        .limit()
        .ifPresent(
            limit ->
                point.requireAtMost(
                    type.effort().parameter(), limit, "a greater one changes no search"));
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    requireType(context, operatorClass(build));
    int dimensions = context.dataset().events().dimensions();
    EventsCopy copy =
        EventsCopy.make(
            context,
            "index_type",
            made -> {
              made.dropIndex(EventsVectorIndex.NAME);
              made.buildIndex(type.indexName(), definition(build, dimensions));
            });
    return new PreparedNearest(
        context, MeasuredPlace.in(copy), (point, schema) -> search(point, schema, dimensions));
  }

  /** Looks in the loaded database, whose copies have the same extensions. */
  private void requireType(WorkloadContext context, String operatorClass) {
    try (Session session = Session.open(context.workspace().target(Role.READ_ONLY))) {
      described
          .missing(session, operatorClass)
          .ifPresent(
              reason -> {
                throw new NotAvailable(reason);
              });
    }
  }

  private String definition(Parameters build, int dimensions) {
    String key = isHalf(build) ? "(" + half("embedding", dimensions) + ")" : "embedding";
    return type.using(key, operatorClass(build), type.index(metric(build), build::text).values());
  }

  private Search search(Parameters point, String schema, int dimensions) {
    Metric metric = metric(point);
    int k = point.integer(K);
    Planner planner = Planner.of(point);
    boolean half = isHalf(point);
    String sql =
        """
        SELECT id
        FROM %s.events
        ORDER BY %s %s %s
        LIMIT %d"""
            .formatted(
                schema,
                half ? half("embedding", dimensions) : "embedding",
                metric.operator(),
                half ? half("?", dimensions) : "?",
                k);
    Map<String, String> settings = type.searchSettings(point.text(type.effort().parameter()));
    settings.put("enable_seqscan", planner.enableSeqscan());
    return new Search(
        Question.among(metric, k), sql, 1, settings, planner.rule(type.indexName()), Demand.NEAR);
  }

  private String operatorClass(Parameters parameters) {
    return type.operatorClass(
        parameters.constant(ELEMENT, VectorElement.class), metric(parameters));
  }

  private static Metric metric(Parameters parameters) {
    return parameters.constant(METRIC, Metric.class);
  }

  private static boolean isHalf(Parameters parameters) {
    return parameters.constant(ELEMENT, VectorElement.class) == VectorElement.HALFVEC;
  }

  private static String half(String vector, int dimensions) {
    return "CAST(" + vector + " AS halfvec(" + dimensions + "))";
  }
}
