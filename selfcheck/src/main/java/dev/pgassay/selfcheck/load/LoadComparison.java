package dev.pgassay.selfcheck.load;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.load.EventsTableCopy;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.selfcheck.DatasetOptions;
import dev.pgassay.selfcheck.SelfcheckProgram;
import dev.pgassay.selfcheck.ServerChoice;
import dev.pgassay.stats.Quantile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares loading the events, including generation, with {@code psql \copy} of a binary file made
 * beforehand, into the same table with the same columns, constraints and indexes, on a server with
 * its normal settings (WAL, fsync and all). Both copy in turns, with alternating order, into a
 * table that was emptied before a checkpoint. The file is in the page cache. Our time is from
 * opening the connections to the last commit, including the ledger of the load. psql's time is that
 * of its own clock for the one statement. The result would be wrong if another process used a core.
 * The first pair includes the warm-up of the JVM.
 *
 * <p>Run: {@code scripts/selfcheck load --dataset standard --pairs 5}
 */
@Command(
    name = "load",
    description = {
      "Compare loading with psql's \\copy of a file.",
      "Both copy the events into the same empty table, in turns. Prints rows per second and the median",
      "ratio."
    })
public final class LoadComparison extends SelfcheckProgram {
  private static final String WORKSPACE = "load_comparison";
  private static final int MOST = 64;

  @Mixin private DatasetOptions dataset = new DatasetOptions("standard");
  @Mixin private ServerChoice choice;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Pairs of copies, 1 to 64. Default: ${DEFAULT-VALUE}.")
  private int pairCount;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Connections of pgassay, 1 to 64. Default: one for each processor.")
  private int connections = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--psql",
      paramLabel = "PROGRAM",
      defaultValue = "psql",
      description = "Name or path of psql. Default: ${DEFAULT-VALUE}.")
  private String psqlProgram;

  @Option(
      names = "--primary-key",
      description = "Copy into a table that has its primary key. Default: without.")
  private boolean primaryKey;

  private PrintWriter out;

  public LoadComparison() {}

  /**
   * One copy by each program.
   *
   * @param ours the time of pgassay
   * @param psql the time of psql
   */
  record Pair(Duration ours, Duration psql) {
    /** Returns our rows per second divided by psql's. */
    double ratio() {
      return (double) psql.toNanos() / ours.toNanos();
    }
  }

  @Override
  protected void measure(PrintWriter target) throws IOException, InterruptedException {
    out = target;
    requireCount("--pairs", pairCount);
    requireCount("--connections", connections);
    LoadSource source = LoadSource.of(DatasetGenerator.of(dataset.spec()));
    Path file = Files.createTempFile("pgassay-load-comparison", ".copy");
    try (RunningServer server = choice.start()) {
      EventsTableCopy copy =
          EventsTableCopy.prepare(source, server.workspace(WORKSPACE), connections, Progress.NONE);
      CopyFile.write(source, file);
      printConditions(source, server, Files.size(file));
      keepPrimaryKey(copy);
      compare(source, copy, file);
      server.drop(WORKSPACE);
    } finally {
      Files.delete(file);
    }
  }

  private void compare(LoadSource source, EventsTableCopy copy, Path file)
      throws InterruptedException {
    PsqlCopy psql =
        new PsqlCopy(psqlProgram, copy.target(), copy.table(), source.columns(Table.EVENTS), file);
    long rows = source.rows(Table.EVENTS);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < pairCount; i++) {
      boolean oursFirst = i % 2 == 0;
      Duration first = timed(copy, psql, oursFirst, rows);
      Duration second = timed(copy, psql, !oursFirst, rows);
      Pair pair = oursFirst ? new Pair(first, second) : new Pair(second, first);
      pairs.add(pair);
      print(i + 1, rows, pair);
    }
    out.printf(Locale.ROOT, "median ratio of %d pairs: %.3f%n", pairs.size(), medianRatio(pairs));
  }

  private static Duration timed(EventsTableCopy copy, PsqlCopy psql, boolean ours, long rows)
      throws InterruptedException {
    copy.empty();
    Duration elapsed = ours ? copy.copy() : psql.copy();
    if (copy.count() != rows) {
      throw new Failure((ours ? "pgassay" : "psql") + " copied " + copy.count() + " rows");
    }
    return elapsed;
  }

  private void keepPrimaryKey(EventsTableCopy copy) {
    if (primaryKey) {
      try (Session session = Session.open(copy.target())) {
        session.execute(
            "cannot add the primary key",
            "ALTER TABLE " + copy.table().quoted() + " ADD PRIMARY KEY (id)");
      }
    }
  }

  private void printConditions(LoadSource source, RunningServer server, long fileBytes) {
    out.printf(
        Locale.ROOT,
        "%,d events of %s, %,d bytes in binary; %s; %d connections; %s; Java %s, %d processors%n",
        source.rows(Table.EVENTS),
        source.identity().name(),
        fileBytes,
        primaryKey ? "primary key present" : "no index present, as loading copies",
        connections,
        "PostgreSQL " + server.info().version(),
        Runtime.version(),
        choice.processors());
    out.printf("%4s %18s %18s %8s%n", "pair", "pgassay rows/s", "psql rows/s", "ratio");
  }

  private void print(int number, long rows, Pair pair) {
    out.printf(
        Locale.ROOT,
        "%4d %18.0f %18.0f %8.3f%n",
        number,
        rows / (pair.ours().toNanos() / 1e9),
        rows / (pair.psql().toNanos() / 1e9),
        pair.ratio());
  }

  static double medianRatio(List<Pair> pairs) {
    return Quantile.median(pairs.stream().mapToDouble(Pair::ratio).toArray());
  }

  private static void requireCount(String option, int count) {
    if (count < 1 || count > MOST) {
      throw new InvalidInput(option + " must be between 1 and " + MOST + ": " + count);
    }
  }
}
