package dev.pgassay.runner.openloop;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.measure.client.MeasuredClient;
import dev.pgassay.measure.client.MeasuredClients;
import dev.pgassay.measure.client.ServerObserver;
import dev.pgassay.measure.latency.OpenLoop;
import dev.pgassay.measure.latency.OpenLoop.Abandoned;
import dev.pgassay.measure.latency.OpenLoop.Recorded;
import dev.pgassay.runner.forks.ForkTasks;
import dev.pgassay.runner.plan.LoadPattern;
import dev.pgassay.runner.point.OpenLoadFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The statements that the clients of an open loop execute: one, or several by chance. Each client
 * has a session for each statement, since statements differ in their settings. Not thread-safe.
 */
final class OpenStatements implements AutoCloseable {
  /** The report of all statements together has a folder of its own. */
  private static final String TOGETHER = "together";

  /** The report of a statement that follows the one that the gate refused. */
  private static final String NOT_BEGUN = "not-begun";

  private final List<Part> parts = new ArrayList<>();
  private Optional<ServerObserver> together = Optional.empty();
  private String opening = "";
  private long begunNanos;
  private long measuredNanos;
  private boolean abandoned;

  /** A statement with its clients. */
  private record Part(
      ForkContext context,
      String name,
      double share,
      MeasuredClients all,
      List<MeasuredClient> clients) {}

  private OpenStatements() {}

  /**
   * Opens all sessions and takes each through the gate of its statement.
   *
   * @param context of the fork, which names the statements or is itself that of the only one
   * @param clients of each statement
   */
  static OpenStatements open(ForkContext context, int clients) {
    OpenStatements statements = new OpenStatements();
    List<MixedStatement> mixed = MixedStatement.of(context);
    try {
      if (mixed.isEmpty()) {
        statements.add(context, context.input(OpenLoopFork.WORKLOAD), 1, clients);
      }
      for (MixedStatement statement : mixed) {
        statements.add(
            ForkContext.read(statement.forkFile()),
            statement.workload(),
            statement.share(),
            clients);
      }
      if (!mixed.isEmpty()) {
        List<MeasuredClients> all = statements.parts.stream().map(Part::all).toList();
        statements.together = Optional.of(ServerObserver.ofAll(context.statistics(), all));
      }
      return statements;
    } catch (Failure e) {
      statements.refuse(mixed, e);
      statements.close();
      throw e;
    } catch (RuntimeException e) {
      statements.close();
      throw e;
    }
  }

  /**
   * The statement that the gate refused has a report; the others have to say why they have none.
   */
  private void refuse(List<MixedStatement> mixed, Failure failure) {
    String reason =
        "nothing was measured, because " + opening + " could not begin: " + failure.getMessage();
    parts.forEach(part -> part.all().abandon(reason));
    mixed.stream()
        .skip(parts.size())
        .map(statement -> ForkContext.read(statement.forkFile()).reportFolder())
        .forEach(
            folder ->
                ForkReport.refused(List.of(reason), Map.of(), Optional.empty())
                    .write(folder, NOT_BEGUN));
  }

  private void add(ForkContext context, String workload, double share, int clients) {
    opening = workload;
    MeasuredClients all = MeasuredClients.open(context, clients, ForkTasks.of(context, workload));
    Part part = new Part(context, workload, share, all, new ArrayList<>());
    // Before the clients join: if the gate refuses one, the others are abandoned and closed too.
    parts.add(part);
    part.clients().addAll(all.joinAll());
  }

  int size() {
    return parts.size();
  }

  /**
   * Returns the operation of each client.
   *
   * @param seed of the choice between statements
   */
  List<OpenLoop.Operation> operations(long seed) {
    List<OpenLoop.Operation> operations = new ArrayList<>();
    for (int number = 0; number < parts.get(0).clients().size(); number++) {
      operations.add(new ClientOfAll(number, new SplittableRandom(seed + number)));
    }
    return operations;
  }

  void begin() {
    for (Part part : parts) {
      part.all().beginMeasurement();
    }
    together.ifPresent(ServerObserver::begin);
    begunNanos = System.nanoTime();
    // Last, so that the seconds of the clients are those of the schedule.
    parts.forEach(part -> part.clients().forEach(MeasuredClient::beginRecording));
  }

  void end() {
    measuredNanos = System.nanoTime() - begunNanos;
    together.ifPresent(ServerObserver::end);
    for (Part part : parts) {
      part.all().endMeasurement();
      part.clients().forEach(MeasuredClient::endRecording);
    }
  }

  /**
   * Ends the measurement before its schedule did. Each statement then reports its counts so far:
   * the other statements did not run under the requested load, and their plans were not read again.
   */
  void abandon(Abandoned reason) {
    this.abandoned = true;
    Part culprit = parts.get(reason.statement());
    culprit.all().abandon("it could not continue: " + reason.cause().getMessage());
    String ofOthers =
        "the load ended before its schedule, because "
            + culprit.name()
            + " could not continue: "
            + reason.cause().getMessage();
    parts.forEach(part -> part.all().abandon(ofOthers));
  }

  /** Leaves the report of each statement in its own folder, and the total in that of the fork. */
  void report(ForkContext fork, LoadPattern pattern, Recorded recorded) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      OpenLoadFile.write(
          part.context().reportFolder(), pattern.share(part.share()), recorded.statements().get(i));
      part.all().report();
    }
    OpenLoadFile.write(fork.reportFolder(), pattern, recorded.total());
    if (abandoned) {
      return;
    }
    together.ifPresent(
        it ->
            ForkReport.together(
                    it.growth(),
                    recorded.total().service().operations(),
                    (double) measuredNanos / TimeUnit.SECONDS.toNanos(1))
                .write(fork.reportFolder(), TOGETHER));
  }

  @Override
  public void close() {
    together.ifPresent(ServerObserver::close);
    parts.forEach(part -> part.all().close());
  }

  /** One client: draws a statement for each request. */
  private final class ClientOfAll implements OpenLoop.Operation {
    private final int number;
    private final SplittableRandom random;
    private int last;

    ClientOfAll(int number, SplittableRandom random) {
      this.number = number;
      this.random = random;
    }

    @Override
    public boolean execute() throws Exception {
      last = drawn();
      return client().executeNext() >= 0;
    }

    @Override
    public long beginNanos() {
      return client().beginNanos();
    }

    @Override
    public long endNanos() {
      return client().endNanos();
    }

    private MeasuredClient client() {
      return parts.get(last).clients().get(number);
    }

    @Override
    public int statement() {
      return last;
    }

    private int drawn() {
      double left = random.nextDouble();
      for (int i = 0; i < parts.size() - 1; i++) {
        left -= parts.get(i).share();
        if (left < 0) {
          return i;
        }
      }
      return parts.size() - 1;
    }
  }
}
