package dev.pgassay.benchmarks.dump;

import dev.pgassay.benchmarks.loop.OperationTask;
import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryTask;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.server.process.ServerProgram;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client that repeatedly dumps or restores the schema. Immutable. */
final class DumpRestoreTask extends OperationTask {
  private final DumpRestoreInputs inputs;
  private final ConnectionTarget target;
  private final Optional<QueryTask> restoredQuery;

  private DumpRestoreTask(ForkContext context, QueryFiles files) {
    this.inputs = DumpRestoreInputs.of(context);
    this.target = context.target();
    this.restoredQuery =
        QueryInputs.areIn(context)
            ? Optional.of(QueryInputs.task(context, files))
            : Optional.empty();
  }

  static DumpRestoreTask of(ForkContext context, QueryFiles files) {
    return new DumpRestoreTask(context, files);
  }

  @Override
  public Optional<String> applicationName() {
    return Optional.of(ServerProgram.APPLICATION_NAME);
  }

  @Override
  public ClientOperation open(MeasuredSession session, int client, int clients) {
    if (restoredQuery.isEmpty()) {
      return new DumpOperation(new ServerProgram(inputs.programs(), target, Map.of()), inputs);
    }
    ServerProgram program = new ServerProgram(inputs.programs(), target, inputs.buildSettings());
    return new RestoreOperation(session, program, inputs);
  }

  @Override
  public List<String> violations(ClientOperation operation, MeasuredSession session)
      throws SQLException {
    operation.before(0);
    operation.execute(0, new long[0]);
    operation.after(0);
    if (operation instanceof DumpOperation dumping) {
      dumping.forget();
      return dumping.violations();
    }
    RestoreOperation restoring = (RestoreOperation) operation;
    restoring.forget();
    List<String> found = new ArrayList<>(restoring.violations());
    QueryTask query = restoredQuery.orElseThrow();
    try (ClientOperation search = query.open(session, 0, 1)) {
      found.addAll(query.violations(search, session));
    }
    return found;
  }
}
