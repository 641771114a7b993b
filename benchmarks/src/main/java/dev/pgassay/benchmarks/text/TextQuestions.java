package dev.pgassay.benchmarks.text;

import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.text.TextMatches;
import dev.pgassay.data.text.TextQuery;
import dev.pgassay.data.text.TextQueryChoice;
import dev.pgassay.data.text.TextQueryChoice.Kind;
import dev.pgassay.data.text.TextSearchTruth;
import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryInputs.Rows;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowDigest;
import dev.pgassay.postgres.query.RowShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The queries of a text search with their right answers, in files for the forks. The answers are
 * computed here from the generated texts, and compared row by row with those of the server in the
 * loaded workspace. Not thread-safe.
 */
public final class TextQuestions {
  /** The GIN index on the texts, without its schema. */
  public static final String INDEX = GinIndex.NAME;

  /** The allowed numbers of best events: the first hit, a page, and candidates of a re-ranking. */
  static final List<Integer> DEPTHS = List.of(1, 10, 100);

  private static final int MOST_RANKED = Collections.max(DEPTHS);

  private final WorkloadContext context;
  private final RowIds ids;

  public TextQuestions(WorkloadContext context) {
    this.context = context;
    this.ids = context.dataset().ids(Table.EVENTS);
  }

  /**
   * The queries of a kind, in files of the run, so that every state of the index replays the same.
   *
   * @param parameters file of the texts
   * @param counts file of the digests of their numbers of matches
   * @param ranked for each depth the file of their best events in order
   * @param meanMatches file of the mean number of matching events
   */
  record Question(Path parameters, Path counts, Map<Integer, Path> ranked, Path meanMatches) {
    /** Returns the mean number of events that match a query. */
    double matches() {
      try {
        return Double.parseDouble(InputLimit.SETTINGS.text(meanMatches));
      } catch (IOException e) {
        throw new Failure("cannot read " + meanMatches + ": " + e.getMessage(), e);
      }
    }
  }

  /** Returns the queries of a kind, which are made at first use. */
  Question of(Kind kind) throws InterruptedException {
    Question question =
        new Question(
            file(kind, "parameters"),
            file(kind, "counts"),
            DEPTHS.stream().collect(Collectors.toMap(it -> it, it -> file(kind, "top" + it))),
            file(kind, "matches"));
    if (!Files.exists(question.meanMatches())) {
      make(kind, question);
    }
    return question;
  }

  /**
   * Makes a query that counts the events with each of several terms, each contained in a tenth of
   * the events, by the GIN index.
   *
   * @param workspace the loaded one or a copy
   * @return the query with the expected counts
   * @throws InterruptedException if the run is ended
   */
  public QueryInputs countOfCommonTerms(Workspace workspace) throws InterruptedException {
    Question question = of(Kind.COMMON);
    return new QueryInputs(
        countStatement(workspace, Kind.COMMON),
        question.parameters(),
        RowShape.DIGEST,
        Rows.exactly(1),
        new Expected.Rows(question.counts(), true),
        PlanRule.uses(INDEX));
  }

  static String countStatement(Workspace workspace, Kind kind) {
    return """
        SELECT count(*)
        FROM %s.events
        WHERE search_vector @@ %s('english', ?)"""
        .formatted(workspace.schema(), kind.syntax().function());
  }

  private void make(Kind kind, Question question) throws InterruptedException {
    List<TextQuery> queries = TextQueryChoice.of(context.dataset()).queries(kind);
    List<TextMatches> matches =
        TextSearchTruth.find(
            context.dataset(),
            queries,
            MOST_RANKED,
            Runtime.getRuntime().availableProcessors(),
            context.progress());
    requireAgreement(queries, matches);
    String[] texts = queries.stream().map(TextQuery::text).toArray(String[]::new);
    ParameterFile.write(
        question.parameters(), QueryParameters.columns(List.of(new ParameterColumn.Texts(texts))));
    counts(matches).write(question.counts());
    question.ranked().forEach((depth, file) -> ranked(matches, depth).write(file));
    double mean = matches.stream().mapToInt(TextMatches::count).average().orElse(0);
    try {
      Files.writeString(question.meanMatches(), Double.toString(mean));
    } catch (IOException e) {
      throw new Failure("cannot write " + question.meanMatches() + ": " + e.getMessage(), e);
    }
  }

  private Path file(Kind kind, String content) {
    return context
        .scratch()
        .resolve("text-" + kind.name().toLowerCase(Locale.ROOT) + "." + content);
  }

  private static Answers counts(List<TextMatches> matches) {
    Answers answers = new Answers(matches.size(), 1);
    for (int query = 0; query < matches.size(); query++) {
      answers.record(query, RowDigest.of(Integer.toString(matches.get(query).count())), 1);
    }
    return answers;
  }

  private Answers ranked(List<TextMatches> matches, int depth) {
    Answers answers = new Answers(matches.size(), depth);
    long[] halves = new long[2 * depth];
    for (int query = 0; query < matches.size(); query++) {
      long[] rows = matches.get(query).ranked();
      int kept = Math.min(depth, rows.length);
      for (int place = 0; place < kept; place++) {
        halves[2 * place] = ids.mostSignificantBits(rows[place]);
        halves[2 * place + 1] = ids.leastSignificantBits(rows[place]);
      }
      answers.record(query, halves, kept);
    }
    return answers;
  }

  /** Compares every matching row, not only those that a gate reads. */
  private void requireAgreement(List<TextQuery> queries, List<TextMatches> matches) {
    try (Session session = Session.open(context.workspace().target(Role.READ_ONLY))) {
      for (int query = 0; query < queries.size(); query++) {
        BitSet found = found(session, queries.get(query));
        if (!found.equals(matches.get(query).rows())) {
          throw new Failure(
              "the server finds %d events for %s('english', '%s') where the dataset has %d: drop the database and load again"
                  .formatted(
                      found.cardinality(),
                      queries.get(query).syntax().function(),
                      queries.get(query).text(),
                      matches.get(query).count()));
        }
      }
    }
  }

  private BitSet found(Session session, TextQuery query) {
    String sql =
        "SELECT id FROM %s.events WHERE search_vector @@ %s('english', ?)"
            .formatted(context.workspace().schema(), query.syntax().function());
    BitSet rows = new BitSet();
    session
        .rows("cannot check a text search", row -> row.getObject(1, UUID.class), sql, query.text())
        .forEach(
            id ->
                rows.set(
                    (int) ids.rowOf(id.getMostSignificantBits(), id.getLeastSignificantBits())));
    return rows;
  }
}
