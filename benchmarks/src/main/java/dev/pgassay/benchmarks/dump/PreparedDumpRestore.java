package dev.pgassay.benchmarks.dump;

import dev.pgassay.benchmarks.dump.DumpRestoreInputs.Contents;
import dev.pgassay.benchmarks.loop.QuerySettings;
import dev.pgassay.benchmarks.nearest.NearestQuestions;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryInputs.Rows;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.BuildSettings;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.RowShape;
import dev.pgassay.postgres.server.process.ClientPrograms;
import dev.pgassay.postgres.server.process.ServerProgram;
import dev.pgassay.vector.Metric;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The loaded database, which is dumped unchanged, or a copy without the schema, into which the dump
 * is restored.
 */
final class PreparedDumpRestore implements PreparedWorkload {
  private static final String COPY = "restored";
  private static final int K = 10;
  private static final Question QUESTION = Question.among(Metric.COSINE, K);

  private final WorkloadContext context;
  private final ClientPrograms programs;
  private final Workspace workspace;
  private final boolean restores;

  private PreparedDumpRestore(
      WorkloadContext context, ClientPrograms programs, Workspace workspace, boolean restores) {
    this.context = context;
    this.programs = programs;
    this.workspace = workspace;
    this.restores = restores;
  }

  static PreparedDumpRestore dumping(WorkloadContext context, ClientPrograms programs) {
    return new PreparedDumpRestore(context, programs, context.workspace(), false);
  }

  static PreparedDumpRestore restoring(WorkloadContext context, ClientPrograms programs) {
    Workspace copy = context.copies().make(COPY);
    PreparedDumpRestore made = new PreparedDumpRestore(context, programs, copy, true);
    boolean emptied = false;
    try (Session session = Session.open(copy.target(Role.OWNER))) {
      session.execute(
          "cannot empty the copy", "DROP SCHEMA " + Identifier.quote(copy.schema()) + " CASCADE");
      emptied = true;
      return made;
    } finally {
      if (!emptied) {
        made.close();
      }
    }
  }

  @Override
  public Workspace workspace() {
    return workspace;
  }

  @Override
  public Role role() {
    return Role.OWNER;
  }

  /** Returns the settings of the gate's session; the programs have sessions of their own. */
  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    return QuerySettings.with(Map.of("statement_timeout", "1h", "enable_indexscan", "off"));
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    Dump dump = dump(point);
    Map<String, String> inputs = new TreeMap<>();
    if (restores) {
      make(dump, point);
      inputs.putAll(restoredQuery().toMap());
    }
    inputs.putAll(
        new DumpRestoreInputs(
                programs.folder(),
                dump,
                point.integer(DumpRestoreWorkload.JOBS),
                buildSettings(),
                contents())
            .toMap());
    return inputs;
  }

  private Dump dump(Parameters point) {
    DumpFormat format = point.constant(DumpRestoreWorkload.FORMAT, DumpFormat.class);
    int compression = point.integer(DumpRestoreWorkload.COMPRESSION);
    String name = (restores ? "restored-" : "dumped-") + Words.word(format) + "-" + compression;
    return new Dump(
        context.scratch().resolve(name), format, compression, context.workspace().schema());
  }

  /** Makes a dump once for all points that restore it. */
  private void make(Dump dump, Parameters point) throws InterruptedException {
    if (dump.exists()) {
      return;
    }
    context.progress().say("dumping the database, to be restored");
    ServerProgram program =
        new ServerProgram(programs.folder(), context.workspace().target(Role.OWNER), Map.of());
    boolean made = false;
    try {
      ServerProgram.Outcome outcome = program.run("pg_dump", dump.dumpArguments(1));
      made = outcome.succeeded();
      if (!made) {
        throw new Failure("cannot dump the database for " + point + ": " + outcome.complaint());
      }
    } catch (IOException e) {
      throw new Failure("cannot run pg_dump in " + programs.folder() + ": " + e.getMessage(), e);
    } finally {
      if (!made) {
        dump.delete();
      }
    }
  }

  private QueryInputs restoredQuery() throws InterruptedException {
    NearestQuestions questions = new NearestQuestions(context);
    return new QueryInputs(
        QUESTION.sql(Identifier.quote(workspace.schema()) + ".events"),
        questions.parameters(1),
        RowShape.IDS,
        Rows.exactly(questions.expectedRows(K)),
        new Expected.Neighbours(questions.expected(QUESTION), NearestQuestions.LEAST_EXACT_RECALL),
        new PlanRule(List.of(), List.of(EventsVectorIndex.NAME)));
  }

  private Map<String, String> buildSettings() {
    BuildSettings settings = context.buildSettings();
    return Map.of(
        "maintenance_work_mem",
        settings.maintenanceWorkMemKilobytes() + "kB",
        "max_parallel_maintenance_workers",
        Integer.toString(settings.parallelWorkers()));
  }

  private Contents contents() {
    Map<String, Long> rows = new LinkedHashMap<>();
    Arrays.stream(Table.values())
        .forEach(table -> rows.put(table.tableName(), context.dataset().rows(table)));
    try (Session session = Session.open(context.workspace().target(Role.OWNER))) {
      String indexes =
          session
              .text("cannot count the indexes", ValidIndexes.countSql(context.workspace().schema()))
              .orElseThrow();
      return new Contents(rows, Integer.parseInt(indexes));
    }
  }

  /** Only a restored database is searched for neighbours. */
  @Override
  public Optional<GroundTruthTask> truth(Parameters point) {
    return restores ? Optional.of(new NearestQuestions(context).truth(QUESTION)) : Optional.empty();
  }

  @Override
  public void close() {
    if (restores) {
      context.copies().drop(COPY);
    }
  }
}
