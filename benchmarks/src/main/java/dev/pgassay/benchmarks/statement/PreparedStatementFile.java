package dev.pgassay.benchmarks.statement;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.measure.workload.Judgement;
import dev.pgassay.measure.workload.NotExecutable;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.jdbc.ConnectionPool;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowShape;
import dev.pgassay.vector.QueryRecall;
import dev.pgassay.vector.RecallStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A statement with the values of its parameters and its known answers. */
final class PreparedStatementFile implements PreparedWorkload {
  private final StatementFile statement;
  private final WorkloadContext context;
  private final QueryInputs inputs;
  private final Optional<ExactAnswers> exact;
  private final Set<QualifiedName> tables;

  private PreparedStatementFile(
      StatementFile statement,
      WorkloadContext context,
      QueryInputs inputs,
      Optional<ExactAnswers> exact,
      Set<QualifiedName> tables) {
    this.statement = statement;
    this.context = context;
    this.inputs = inputs;
    this.exact = exact;
    this.tables = tables;
  }

  /**
   * Executes the statement once with each value, as the forks will.
   *
   * @throws NotExecutable when the server refuses the statement, with its line
   */
  static PreparedStatementFile of(StatementFile statement, WorkloadContext context)
      throws InterruptedException {
    try {
      return rehearsed(statement, context);
    } catch (InvalidInput e) {
      throw new NotExecutable(e.getMessage(), e);
    }
  }

  private static PreparedStatementFile rehearsed(StatementFile statement, WorkloadContext context)
      throws InterruptedException {
    try (ConnectionPool pool = ConnectionPool.open(context.workspace().target(Role.READ_ONLY), 2);
        MeasuredSession session = MeasuredSession.open(pool, settings(statement))) {
      ValuesQuery.Read values = new ValuesQuery(statement, session).read();
      QueryParameters parameters = values.parameters();
      Rehearsal rehearsal = new Rehearsal(statement, parameters, session, context.progress());
      QueryInputs.Rows rows = rehearsal.rows();
      Optional<ExactAnswers> exact =
          statement.leastRecall().isPresent()
              ? Optional.of(exact(statement, context, values, pool))
              : Optional.empty();
      return new PreparedStatementFile(
          statement,
          context,
          inputs(statement, context, parameters, rows, exact),
          exact,
          rehearsal.tables());
    }
  }

  /** All other settings are the server's for this role, as its users have them. */
  private static Map<String, String> settings(StatementFile statement) {
    return Map.of(
        "default_transaction_read_only",
        "on",
        "statement_timeout",
        statement.timeout().toMillis() + "ms");
  }

  /** Uses a new session, which has no cached plan with an index. */
  private static ExactAnswers exact(
      StatementFile statement,
      WorkloadContext context,
      ValuesQuery.Read values,
      ConnectionPool pool)
      throws InterruptedException {
    Map<String, String> settings = new HashMap<>(settings(statement));
    settings.put("enable_indexscan", "off");
    // An exact scan may take long.
    settings.put("statement_timeout", "0");
    try (MeasuredSession session = MeasuredSession.open(pool, settings)) {
      return new Rehearsal(statement, values.parameters(), session, context.progress())
          .exactAnswers(values.excluded());
    }
  }

  private static QueryInputs inputs(
      StatementFile statement,
      WorkloadContext context,
      QueryParameters parameters,
      QueryInputs.Rows rows,
      Optional<ExactAnswers> exact) {
    Path values = context.scratch().resolve(statement.name() + ".parameters");
    ParameterFile.write(values, parameters);
    return new QueryInputs(
        statement.sql(),
        values,
        RowShape.DIGEST,
        rows,
        known(statement, context, exact),
        new PlanRule(statement.indexes(), List.of()));
  }

  private static Expected known(
      StatementFile statement, WorkloadContext context, Optional<ExactAnswers> exact) {
    if (exact.isPresent()) {
      return exact
          .get()
          .neighbours(context.scratch(), statement.name(), statement.leastRecall().getAsDouble());
    }
    return statement.stable() ? new Expected.Nothing() : new Expected.Changing();
  }

  @Override
  public Workspace workspace() {
    return context.workspace();
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return List.of();
  }

  @Override
  public Set<QualifiedName> tables() {
    return tables;
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    return settings(statement);
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) {
    return QueryInputs.whole(inputs.toMap());
  }

  @Override
  public PlanRule plan(Parameters point) {
    return inputs.plan();
  }

  @Override
  public boolean answersMayDiffer() {
    return !statement.stable();
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) {
    return exact
        .map(truth -> judge(truth, answers))
        .orElseGet(() -> Judgement.of(Optional.empty()));
  }

  /** Checks all answers, since the gate checks only the first queries. */
  private Judgement judge(ExactAnswers exact, Answers answers) {
    Answers truth = exact.truth();
    Expected.Neighbours neighbours = (Expected.Neighbours) inputs.expected();
    List<QueryRecall> judged = new ArrayList<>();
    int k = 0;
    for (int query = 0; query < answers.queries(); query++) {
      k = Math.max(k, truth.rows(query));
      if (answers.answered(query)) {
        judged.add(
            new QueryRecall(
                query,
                neighbours.hits(query, answers),
                truth.rows(query),
                answers.rows(query),
                exact.cutOff().contains(query)));
      }
    }
    RecallStatistics recall = RecallStatistics.of(Math.max(1, k), judged, judged.size());
    double least = statement.leastRecall().getAsDouble();
    List<String> violations =
        recall.mean() < least
            ? List.of(
                String.format(
                    Locale.ROOT,
                    "recall over all %d queries is %.3f, below the %.3f of %s",
                    judged.size(),
                    recall.mean(),
                    least,
                    statement.file().getFileName()))
            : List.of();
    return new Judgement(Optional.of(recall), violations, List.of());
  }
}
