package dev.pgassay.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import dev.pgassay.dataset.DatasetCatalog;
import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.dataset.Table;
import dev.pgassay.db.Session;
import dev.pgassay.failure.Failure;
import dev.pgassay.load.EventsCopy;
import dev.pgassay.load.LoadSource;
import dev.pgassay.progress.Progress;
import dev.pgassay.server.DatabaseSources;
import dev.pgassay.server.RunningServer;
import dev.pgassay.server.ServerEnvironment;
import dev.pgassay.server.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How fast the events are loaded, generation included, beside {@code psql \copy} of a binary file
 * made beforehand, into the same table with the same columns, constraints and indexes, on a server
 * with its normal settings (WAL, fsync and all). Both copy in turns, the first of each pair
 * changing, into a table that was emptied before a checkpoint; the file is in the page cache. Our
 * time runs from opening the connections to the last commit, the ledger of the load included;
 * psql's is that of its own clock for the one statement. It would be wrong if another process took
 * a core, and the first pair holds the warming up of the JVM.
 *
 * <p>{@code java -Xmx512m -cp benchmarks/target/pgassay.jar
 * dev.pgassay.benchmarks.load.LoadComparison --dataset standard --pairs 5}
 */
public final class LoadComparison {
  private static final String WORKSPACE = "load_comparison";

  private final LoadComparisonOptions options;
  private final PrintStream out;

  private LoadComparison(LoadComparisonOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * One copy by each.
   *
   * @param ours the time of pgassay
   * @param psql the time of psql
   */
  record Pair(Duration ours, Duration psql) {
    /** Rows per second of ours over those of psql. */
    double ratio() {
      return (double) psql.toNanos() / ours.toNanos();
    }
  }

  /**
   * Runs the comparison and prints every pair and the median ratio.
   *
   * @param arguments see {@link LoadComparisonOptions}
   * @throws Exception where the server or psql fails
   */
  public static void main(String[] arguments) throws Exception {
    run(arguments, System.out);
  }

  static void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
    new LoadComparison(LoadComparisonOptions.parse(processors(), arguments), out).run();
  }

  private void run() throws IOException, InterruptedException {
    LoadSource source =
        LoadSource.of(
            DatasetGenerator.of(new DatasetCatalog(options.datasets()).find(options.dataset())));
    Path file = Files.createTempFile("pgassay-load-comparison", ".copy");
    try (RunningServer server =
        DatabaseSources.choose(options.database(), environment())
            .start(new ServerOptions(Map.of()), Progress.NONE)) {
      EventsCopy copy =
          EventsCopy.prepare(
              source, server.workspace(WORKSPACE), options.connections(), Progress.NONE);
      CopyFile.write(source, file);
      printConditions(source, server, Files.size(file));
      keepPrimaryKey(copy);
      compare(source, copy, file);
      server.drop(WORKSPACE);
    } finally {
      Files.delete(file);
    }
  }

  private void compare(LoadSource source, EventsCopy copy, Path file) throws InterruptedException {
    PsqlCopy psql =
        new PsqlCopy(
            options.psql(), copy.target(), copy.table(), source.columns(Table.EVENTS), file);
    long rows = source.rows(Table.EVENTS);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < options.pairs(); i++) {
      boolean oursFirst = i % 2 == 0;
      Duration first = timed(copy, psql, oursFirst, rows);
      Duration second = timed(copy, psql, !oursFirst, rows);
      Pair pair = oursFirst ? new Pair(first, second) : new Pair(second, first);
      pairs.add(pair);
      print(i + 1, rows, pair);
    }
    out.printf(Locale.ROOT, "median ratio of %d pairs: %.3f%n", pairs.size(), medianRatio(pairs));
  }

  private static Duration timed(EventsCopy copy, PsqlCopy psql, boolean ours, long rows)
      throws InterruptedException {
    copy.empty();
    Duration elapsed = ours ? copy.copy() : psql.copy();
    if (copy.count() != rows) {
      throw new Failure((ours ? "pgassay" : "psql") + " copied " + copy.count() + " rows");
    }
    return elapsed;
  }

  private void keepPrimaryKey(EventsCopy copy) {
    if (options.primaryKey()) {
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
        options.primaryKey() ? "primary key present" : "no index present, as loading copies",
        options.connections(),
        "PostgreSQL " + server.info().version(),
        Runtime.version(),
        processors());
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
    double[] sorted = pairs.stream().mapToDouble(Pair::ratio).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static ServerEnvironment environment() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return ServerEnvironment.of(
        System.getenv(),
        Stream.of("user.name", "user.home", "os.name", "java.io.tmpdir")
            .collect(Collectors.toMap(name -> name, System::getProperty)),
        system.getTotalMemorySize(),
        processors());
  }
}
