package dev.pgassay.benchmarks.text;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.benchmarks.loop.Planner;
import dev.pgassay.benchmarks.loop.PreparedQueries;
import dev.pgassay.benchmarks.loop.QuerySettings;
import dev.pgassay.benchmarks.text.TextQuestions.Question;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.text.TextQueryChoice.Kind;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryInputs.Rows;
import dev.pgassay.measure.workload.Judgement;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.RowShape;
import dev.pgassay.stats.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The events with their GIN index in one state, and the queries that every fork replays. */
final class PreparedTextSearch extends PreparedQueries {
  /** The length at which PostgreSQL empties the list by default. */
  private static final long PENDING_BYTES = 4L << 20;

  /** The bytes that an event of the realistic datasets, with some 40 lexemes, adds to the list. */
  private static final long PENDING_BYTES_PER_EVENT = 800;

  private static final int PERMILLE = 1_000;
  private static final int MOST_PENDING_PERMILLE = 600;

  private final TextQuestions questions;
  private final Optional<Measure> pending;

  private PreparedTextSearch(
      MeasuredPlace place, TextQuestions questions, Optional<Measure> pending) {
    super(place, point -> inputs(questions, place.workspace(), point));
    this.questions = questions;
    this.pending = pending;
  }

  static PreparedTextSearch of(WorkloadContext context, GinIndex gin) throws InterruptedException {
    TextQuestions questions = new TextQuestions(context);
    return switch (gin) {
      case ON -> new PreparedTextSearch(MeasuredPlace.loaded(context), questions, Optional.empty());
      case OFF -> changed(context, gin, questions, PreparedTextSearch::buildWithoutFastUpdate);
      case NONE -> changed(context, gin, questions, copy -> copy.dropIndex(GinIndex.NAME));
      case PENDING -> pending(context, questions);
    };
  }

  private static PreparedTextSearch changed(
      WorkloadContext context, GinIndex gin, TextQuestions questions, EventsCopy.Change change)
      throws InterruptedException {
    EventsCopy copy = EventsCopy.make(context, "text_" + Words.word(gin), change);
    return new PreparedTextSearch(MeasuredPlace.in(copy), questions, Optional.empty());
  }

  private static void buildWithoutFastUpdate(EventsCopy copy) {
    copy.dropIndex(GinIndex.NAME);
    copy.buildIndex(GinIndex.NAME, "USING gin (search_vector) WITH (fastupdate = off)");
  }

  /**
   * Removes events, vacuums, builds the index and inserts the events again, so that their entries
   * are pending and no rows are dead. Autovacuum would empty the list.
   */
  private static PreparedTextSearch pending(WorkloadContext context, TextQuestions questions)
      throws InterruptedException {
    long events = context.dataset().rows(Table.EVENTS);
    long permille =
        Math.min(
            MOST_PENDING_PERMILLE, 1 + PERMILLE * PENDING_BYTES / PENDING_BYTES_PER_EVENT / events);
    long[] grownBytes = new long[1];
    EventsCopy made =
        EventsCopy.make(
            context,
            "text_" + Words.word(GinIndex.PENDING),
            copy -> grownBytes[0] = makePending(context, copy, permille));
    Measure length = new Measure("pending", "MiB", grownBytes[0] / (double) (1L << 20));
    return new PreparedTextSearch(MeasuredPlace.in(made), questions, Optional.of(length));
  }

  private static long makePending(WorkloadContext context, EventsCopy copy, long permille) {
    String events = copy.quoted(EventsCopy.EVENTS);
    String held = copy.quoted("held_events");
    String columns = String.join(", ", context.dataset().columns(Table.EVENTS));
    String doing = "cannot make entries of the GIN index pending";
    // The HNSW index would only slow the insertions down.
    copy.dropIndex(EventsVectorIndex.NAME);
    copy.execute(doing, "ALTER TABLE " + events + " SET (autovacuum_enabled = off)");
    copy.execute(
        doing,
        "CREATE TABLE %s AS SELECT %s FROM %s WHERE audience_rank < %d"
            .formatted(held, columns, events, permille));
    copy.dropIndex(GinIndex.NAME);
    copy.execute(doing, "DELETE FROM " + events + " WHERE audience_rank < " + permille);
    copy.execute(doing, "VACUUM " + events);
    copy.buildIndex(
        GinIndex.NAME,
        "USING gin (search_vector) WITH (fastupdate = on, gin_pending_list_limit = 1048576)");
    long before = copy.sizeBytes(GinIndex.NAME);
    copy.execute(doing, "INSERT INTO %s (%s) SELECT %2$s FROM %s".formatted(events, columns, held));
    return copy.sizeBytes(GinIndex.NAME) - before;
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    return QuerySettings.with(Map.of("enable_seqscan", Planner.of(point).enableSeqscan()));
  }

  @Override
  public PlanRule plan(Parameters point) {
    return rule(point);
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    List<Measure> measures = new ArrayList<>();
    measures.add(
        new Measure("matches", "rows", questions.of(TextSearchWorkload.kind(point)).matches()));
    pending.ifPresent(measures::add);
    return new Judgement(Optional.empty(), super.judge(point, answers).violations(), measures);
  }

  private static PlanRule rule(Parameters point) {
    return Planner.of(point).rule(GinIndex.NAME);
  }

  private static QueryInputs inputs(TextQuestions questions, Workspace workspace, Parameters point)
      throws InterruptedException {
    Kind kind = TextSearchWorkload.kind(point);
    Question question = questions.of(kind);
    OptionalInt depth = TextSearchWorkload.depth(point);
    if (depth.isEmpty()) {
      return new QueryInputs(
          TextQuestions.countStatement(workspace, kind),
          question.parameters(),
          RowShape.DIGEST,
          Rows.exactly(1),
          new Expected.Rows(question.counts(), true),
          rule(point));
    }
    return new QueryInputs(
        rankedStatement(workspace, kind, depth.getAsInt()),
        question.parameters(),
        RowShape.IDS,
        new Rows(0, depth.getAsInt()),
        new Expected.Rows(question.ranked().get(depth.getAsInt()), true),
        rule(point));
  }

  /**
   * The query is in FROM, as in PostgreSQL's documentation. If it were written twice, the server
   * would parse it again for every ranked row as soon as it uses a generic plan.
   */
  private static String rankedStatement(Workspace workspace, Kind kind, int depth) {
    return """
        SELECT id
        FROM %s.events
        CROSS JOIN %s('english', ?) AS query
        WHERE search_vector @@ query
        ORDER BY ts_rank(search_vector, query) DESC, id
        LIMIT %d"""
        .formatted(workspace.schema(), kind.syntax().function(), depth);
  }
}
