package dev.pgassay.benchmarks.hybrid;

import dev.pgassay.benchmarks.nearest.NearestQuestions;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.prose.QueryTexts;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.text.TextMatches;
import dev.pgassay.data.text.TextQuery;
import dev.pgassay.data.text.TextSearchTruth;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.vector.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The first held-out queries in words and as vectors, with the answers of an exact search. Not
 * thread-safe.
 */
final class HybridQuestions {
  static final Metric METRIC = Metric.COSINE;

  /** Hits on a page. */
  static final int TOP = 10;

  private static final int MOST_QUERIES = 200;

  /** More rows than most points need, so that one evaluation serves them all. */
  private static final int LEAST_DEPTH = 100;

  private final WorkloadContext context;
  private final NearestQuestions nearest;
  private final RowIds ids;
  private final QueryTexts words;
  private final int count;
  private final Map<QueryWords, List<TextQuery>> texts = new EnumMap<>(QueryWords.class);

  HybridQuestions(WorkloadContext context) {
    DatasetGenerator dataset = context.dataset();
    this.words = dataset.queryTexts();
    this.context = context;
    this.nearest = new NearestQuestions(context);
    this.ids = dataset.ids(Table.EVENTS);
    this.count = (int) Math.min(MOST_QUERIES, dataset.queries().size());
  }

  private List<TextQuery> texts(Parameters point) {
    return texts.computeIfAbsent(
        point.constant(HybridSearchWorkload.WORDS, QueryWords.class),
        kind ->
            IntStream.range(0, count)
                .mapToObj(query -> TextQuery.any(kind.of(words, query)))
                .toList());
  }

  /** Returns the file of the parameters, in the order of the statement's question marks. */
  Path parameters(Parameters point) {
    HybridMode mode = point.constant(HybridSearchWorkload.MODE, HybridMode.class);
    ParameterColumn asked =
        new ParameterColumn.Texts(
            texts(point).stream().map(TextQuery::text).toArray(String[]::new));
    ParameterColumn vectors = new ParameterColumn.Vectors(Arrays.copyOf(nearest.vectors(), count));
    List<ParameterColumn> columns =
        switch (mode) {
          case TEXT -> List.of(asked);
          case VECTOR -> List.of(vectors);
          case HYBRID -> List.of(asked, vectors);
        };
    Path file = file(point, ".parameters");
    ParameterFile.write(file, QueryParameters.columns(columns));
    return file;
  }

  /** Returns a file of a point; two arms that are compared have different files. */
  Path file(Parameters point, String ending) {
    return context
        .scratch()
        .resolve("hybrid-" + String.join("-", point.values().values()) + ending);
  }

  /** Returns the question behind the exact neighbours; empty for a search by text alone. */
  Optional<GroundTruthTask> truth(Parameters point) {
    return switch (point.constant(HybridSearchWorkload.MODE, HybridMode.class)) {
      case TEXT -> Optional.empty();
      case VECTOR -> Optional.of(nearest.truth(Question.among(METRIC, TOP)));
      case HYBRID ->
          Optional.of(
              nearest.truth(
                  Question.among(METRIC, point.integer(HybridSearchWorkload.CANDIDATES))));
    };
  }

  /** Returns the answers of an exact search. */
  Answers exact(Parameters point) throws InterruptedException {
    HybridMode mode = point.constant(HybridSearchWorkload.MODE, HybridMode.class);
    return switch (mode) {
      case TEXT -> answers(ranked(point, TOP), TOP);
      case VECTOR -> answers(neighbours(TOP), TOP);
      case HYBRID -> answers(fused(point), TOP);
    };
  }

  private long[][] fused(Parameters point) throws InterruptedException {
    int candidates = point.integer(HybridSearchWorkload.CANDIDATES);
    RankFusion fusion = new RankFusion(point.integer(HybridSearchWorkload.RRF_K), ids);
    long[][] byText = ranked(point, candidates);
    long[][] byVector = neighbours(candidates);
    long[][] fused = new long[count][];
    for (int query = 0; query < fused.length; query++) {
      fused[query] = fusion.fuse(byText[query], byVector[query], TOP);
    }
    return fused;
  }

  /**
   * Evaluates once in a run and keeps a file, because the evaluation reads the texts of all events.
   */
  private long[][] ranked(Parameters point, int depth) throws InterruptedException {
    int kept = Math.max(LEAST_DEPTH, depth);
    Path file =
        context
            .scratch()
            .resolve(
                "hybrid-ranked-%s-%d.bin".formatted(point.text(HybridSearchWorkload.WORDS), kept));
    if (!Files.exists(file)) {
      answers(evaluated(point, kept), kept).write(file);
    }
    Answers ranked = Answers.read(file);
    return IntStream.range(0, count)
        .mapToObj(query -> rows(ranked, query))
        .map(rows -> Arrays.copyOf(rows, Math.min(depth, rows.length)))
        .toArray(long[][]::new);
  }

  private long[][] evaluated(Parameters point, int depth) throws InterruptedException {
    return TextSearchTruth.find(
            context.dataset(),
            texts(point),
            depth,
            Runtime.getRuntime().availableProcessors(),
            context.progress())
        .stream()
        .map(TextMatches::ranked)
        .toArray(long[][]::new);
  }

  private long[][] neighbours(int k) throws InterruptedException {
    long[][] rows = nearest.neighbors(Question.among(METRIC, k)).rows();
    return IntStream.range(0, count)
        .mapToObj(query -> Arrays.copyOf(rows[query], Math.min(k, rows[query].length)))
        .toArray(long[][]::new);
  }

  private Answers answers(long[][] rows, int most) {
    Answers answers = new Answers(rows.length, most);
    long[] halves = new long[2 * most];
    for (int query = 0; query < rows.length; query++) {
      for (int place = 0; place < rows[query].length; place++) {
        halves[2 * place] = ids.mostSignificantBits(rows[query][place]);
        halves[2 * place + 1] = ids.leastSignificantBits(rows[query][place]);
      }
      answers.record(query, halves, rows[query].length);
    }
    return answers;
  }

  /** Returns the events of an answer, by row number. */
  long[] rows(Answers answers, int query) {
    return IntStream.range(0, answers.rows(query))
        .mapToLong(
            place ->
                ids.rowOf(
                    answers.mostSignificantBits(query, place),
                    answers.leastSignificantBits(query, place)))
        .toArray();
  }
}
