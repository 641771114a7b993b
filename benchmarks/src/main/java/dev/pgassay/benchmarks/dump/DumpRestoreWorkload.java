package dev.pgassay.benchmarks.dump;

import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.process.ClientPrograms;
import java.util.List;
import java.util.stream.Collectors;

/** Dumps and restores: what the host does for {@link DumpRestoreBenchmark}. */
public final class DumpRestoreWorkload extends BenchmarkWorkload {
  static final String OPERATION = "operation";
  static final String FORMAT = "format";
  static final String JOBS = "jobs";
  static final String COMPRESSION = "compression";

  private static final String DUMP = "dump";
  private static final String RESTORE = "restore";

  /** Makes the workload; called by the service loader. */
  public DumpRestoreWorkload() {
    super(DumpRestoreBenchmark.class);
  }

  @Override
  public String question() {
    return "How long does it take to dump the database and to restore it, and how large is the"
        + " dump?";
  }

  @Override
  public String gate() {
    return "the dump holds the rows of every table; the restored tables have as many rows as the"
        + " dumped, as many valid indexes, and an exact scan of them finds the true neighbours";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return DumpRestoreTask.of(context, files);
  }

  @Override
  public int mostClients() {
    return 1;
  }

  @Override
  public void check(Parameters point) {
    if (point.text(OPERATION).equals(DUMP)
        && point.constant(FORMAT, DumpFormat.class) == DumpFormat.CUSTOM
        && point.integer(JOBS) > 1) {
      throw new InvalidInput(
          "pg_dump writes the custom format with one job: jobs "
              + point.text(JOBS)
              + "; add --param format=directory or operation=restore");
    }
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build) {
    ClientPrograms programs = programs(context);
    return build.text(OPERATION).equals(DUMP)
        ? PreparedDumpRestore.dumping(context, programs)
        : PreparedDumpRestore.restoring(context, programs);
  }

  private static ClientPrograms programs(WorkloadContext context) {
    List<ClientPrograms> installed =
        ClientPrograms.installed(System.getenv().getOrDefault("PATH", ""));
    return programs(serverMajorVersion(context), installed);
  }

  static ClientPrograms programs(int serverMajorVersion, List<ClientPrograms> installed) {
    return ClientPrograms.forServer(serverMajorVersion, installed)
        .orElseThrow(
            () ->
                new NotAvailable(
                    "pg_dump and pg_restore of version %d or newer are needed, and this machine has %s: install the package postgresql-client-%1$d"
                        .formatted(serverMajorVersion, versions(installed))));
  }

  private static String versions(List<ClientPrograms> installed) {
    return installed.isEmpty()
        ? "none"
        : installed.stream()
            .map(programs -> Integer.toString(programs.majorVersion()))
            .distinct()
            .collect(Collectors.joining(" and "));
  }

  private static int serverMajorVersion(WorkloadContext context) {
    try (Session session = Session.open(context.workspace().target(Role.OWNER))) {
      return session.serverMajorVersion();
    }
  }
}
