package dev.pgassay.benchmarks.text;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.loop.Planner;
import dev.pgassay.benchmarks.loop.QuerySettings;
import dev.pgassay.benchmarks.text.TextQuestions.Question;
import dev.pgassay.dataset.Table;
import dev.pgassay.db.IndexBuild;
import dev.pgassay.db.RowShape;
import dev.pgassay.db.Workspace;
import dev.pgassay.fork.Answers;
import dev.pgassay.fork.Expected;
import dev.pgassay.fork.PlanRule;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.fork.QueryInputs.KnownRows;
import dev.pgassay.fork.QueryInputs.Rows;
import dev.pgassay.load.EventsVectorIndex;
import dev.pgassay.stats.Measure;
import dev.pgassay.workload.Judgement;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The events with their GIN index in one state, and the queries that every fork replays. */
final class PreparedTextSearch implements PreparedWorkload {
  /** The length at which PostgreSQL empties the list, unless told otherwise. */
  private static final long PENDING_BYTES = 4L << 20;

  /** What an event of the realistic datasets, with some 40 lexemes, was seen to add to the list. */
  private static final long PENDING_BYTES_PER_EVENT = 800;

  private static final int PERMILLE = 1_000;
  private static final int MOST_PENDING_PERMILLE = 600;

  private final WorkloadContext context;
  private final GinIndex gin;
  private final TextQuestions questions;
  private final Optional<EventsCopy> copy;
  private final Optional<Measure> pending;

  private PreparedTextSearch(
      WorkloadContext context, GinIndex gin, Optional<EventsCopy> copy, Optional<Measure> pending) {
    this.context = context;
    this.gin = gin;
    this.questions = new TextQuestions(context);
    this.copy = copy;
    this.pending = pending;
  }

  static PreparedTextSearch of(WorkloadContext context, GinIndex gin) throws InterruptedException {
    return switch (gin) {
      case ON -> new PreparedTextSearch(context, gin, Optional.empty(), Optional.empty());
      case OFF -> changed(context, gin, PreparedTextSearch::buildWithoutFastUpdate);
      case NONE -> changed(context, gin, copy -> copy.dropIndex(GinIndex.NAME));
      case PENDING -> pending(context);
    };
  }

  private static PreparedTextSearch changed(
      WorkloadContext context, GinIndex gin, EventsCopy.Change change) throws InterruptedException {
    EventsCopy copy = EventsCopy.make(context, "text_" + Words.word(gin), change);
    return new PreparedTextSearch(context, gin, Optional.of(copy), Optional.empty());
  }

  private static void buildWithoutFastUpdate(EventsCopy copy) {
    copy.dropIndex(GinIndex.NAME);
    copy.buildIndex(GinIndex.NAME, "USING gin (search_vector) WITH (fastupdate = off)");
  }

  /**
   * Takes events out, vacuums, builds the index and puts them back: so their entries are pending,
   * and no dead row stands beside them. Autovacuum would empty the list.
   */
  private static PreparedTextSearch pending(WorkloadContext context) throws InterruptedException {
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
    return new PreparedTextSearch(
        context, GinIndex.PENDING, Optional.of(made), Optional.of(length));
  }

  private static long makePending(WorkloadContext context, EventsCopy copy, long permille) {
    String events = copy.quoted(EventsCopy.EVENTS);
    String held = copy.quoted("held_events");
    String columns = String.join(", ", context.dataset().columns(Table.EVENTS));
    String doing = "cannot make entries of the GIN index pending";
    // It would only slow the insertions down.
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
  public Workspace workspace() {
    return copy.map(EventsCopy::workspace).orElse(context.workspace());
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return copy.map(EventsCopy::builds).orElse(List.of());
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    return QuerySettings.with(Map.of("enable_seqscan", Planner.of(point).enableSeqscan()));
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    Question question = questions.of(TextSearchWorkload.kind(point));
    OptionalInt depth = TextSearchWorkload.depth(point);
    return new QueryInputs(
            depth.isEmpty()
                ? TextQuestions.countStatement(workspace(), TextSearchWorkload.kind(point))
                : rankedStatement(point, depth.getAsInt()),
            question.parameters(),
            depth.isEmpty() ? RowShape.DIGEST : RowShape.IDS,
            depth.isEmpty() ? Rows.exactly(1) : new Rows(0, depth.getAsInt()),
            new KnownRows(expected(point), true),
            plan(point))
        .toMap();
  }

  @Override
  public PlanRule plan(Parameters point) {
    return Planner.of(point).rule(GinIndex.NAME);
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    Expected.Rows expected = new Expected.Rows(Answers.read(expected(point)), true);
    List<Measure> measures = new ArrayList<>();
    measures.add(
        new Measure("matches", "rows", questions.of(TextSearchWorkload.kind(point)).matches()));
    pending.ifPresent(measures::add);
    return new Judgement(Optional.empty(), expected.violation(answers).stream().toList(), measures);
  }

  @Override
  public void close() {
    copy.ifPresent(EventsCopy::close);
  }

  private Path expected(Parameters point) throws InterruptedException {
    Question question = questions.of(TextSearchWorkload.kind(point));
    OptionalInt depth = TextSearchWorkload.depth(point);
    return depth.isEmpty() ? question.counts() : question.ranked().get(depth.getAsInt());
  }

  private static String function(Parameters point) {
    return TextSearchWorkload.kind(point).syntax().function();
  }

  /**
   * The query stands in FROM, as PostgreSQL's documentation has it: written twice it would be
   * parsed again for every row that is ranked, as soon as the server plans for any parameter.
   */
  private String rankedStatement(Parameters point, int depth) {
    return """
        SELECT id
        FROM %s.events
        CROSS JOIN %s('english', ?) AS query
        WHERE search_vector @@ query
        ORDER BY ts_rank(search_vector, query) DESC, id
        LIMIT %d"""
        .formatted(workspace().schema(), function(point), depth);
  }
}
