package dev.pgassay.selfcheck.overhead;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.MeasuredClient;
import dev.pgassay.measure.client.MeasuredClients;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryOrder;
import dev.pgassay.measure.client.QueryTask;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.stats.Quantile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Takes the turns of {@link ClientComparison}, in a JVM that is configured like a fork: pgbench,
 * our measured path, closed and on a schedule, and the plainest loop, likewise, in short turns
 * whose random order is mirrored by the next. Every round opens new sessions, because two sessions
 * of the same kind differ by some per cent as long as they last, which would pass for a difference
 * between the programs.
 *
 * <p>The service time of an open loop is compared twice: with the plainest loop whose clients also
 * wait for a schedule, because a processor that has slept is slower at first; and, at a rate that
 * cannot be held, with the closed loop, because no client waits there.
 */
final class ClientTurns {
  /**
   * The compared statement as an input of our forks; one more search binds its vector from the
   * client.
   */
  static final String LOOKUP_STATEMENT = "overhead.lookup-statement";

  /** The statement of pgbench. */
  static final String PGBENCH_STATEMENT = "overhead.pgbench-statement";

  /** Settling time of each new session, which is slower at first; not counted. */
  private static final Duration SETTLE = Duration.ofMillis(350);

  /** Short, because the speed of a shared machine changes within tenths of a second. */
  private static final Duration TURN = Duration.ofMillis(100);

  /** Turns of each program in a round; even, so that each order has its mirror image. */
  private static final int TURNS = 8;

  /** Rounds in which the code of this JVM warms up. */
  private static final int WARMUP_ROUNDS = 1;

  /** Share of the closed loop's rate that is offered on a schedule; hardly any request waits. */
  private static final double PACED_RATIO = 0.7;

  /** More than can be served, so that no client waits for its schedule, as in a closed loop. */
  private static final double FLOODED_RATIO = 4;

  private final ForkContext context;
  private final int rounds;
  private final int clients;
  private final ComparedStatement statement;
  private final QueryTask bound;
  private final PrintStream out;
  private ForkContext seeded;
  private final List<Long> lagMedianNanos = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  private ClientTurns(
      ForkContext context, int rounds, int clients, ComparedStatement statement, PrintStream out) {
    this.context = context;
    this.rounds = rounds;
    this.clients = clients;
    this.statement = statement;
    this.out = out;
    this.bound = QueryInputs.task(context);
  }

  /**
   * Takes turns and prints the ratios.
   *
   * @param arguments rounds, clients, statement
   * @throws Exception if the server or pgbench fails
   */
  public static void main(String[] arguments) throws Exception {
    new ClientTurns(
            ForkContext.ofThisProcess(),
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            ComparedStatement.valueOf(arguments[2]),
            System.out)
        .run();
  }

  private void run() throws Exception {
    new ClientRatios(statement, clients, rounds(), context.seed()).print(out);
    if (!lagMedianNanos.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "%s, %d clients, open loop at %.0f %% of the closed loop's rate: median lag %.0f us%n",
          statement,
          clients,
          100 * PACED_RATIO,
          Quantile.median(lagMedianNanos.stream().mapToDouble(it -> it).toArray())
              / ClientRatios.NANOS_PER_MICRO);
    }
  }

  private List<Map<ClientProgram, TurnFigures>> rounds() throws Exception {
    Random random = new Random(context.seed());
    double perSecond =
        round(List.of(ClientProgram.OURS), 1, random).get(ClientProgram.OURS).perSecond();
    List<Map<ClientProgram, TurnFigures>> figures = new ArrayList<>();
    for (int round = 0; round < WARMUP_ROUNDS + rounds; round++) {
      figures.add(round(statement.programs(), perSecond, random));
      perSecond = figures.get(round).get(ClientProgram.OURS).perSecond();
    }
    lagMedianNanos.subList(0, lagMedianNanos.size() * WARMUP_ROUNDS / figures.size()).clear();
    return figures.subList(WARMUP_ROUNDS, figures.size());
  }

  /**
   * Measures all programs in new sessions, in turns whose order is mirrored by the next.
   *
   * @param perSecond rate of the closed loop
   */
  private Map<ClientProgram, TurnFigures> round(
      List<ClientProgram> programs, double perSecond, Random random) throws Exception {
    List<ClientProgram> order = new ArrayList<>(programs);
    Collections.shuffle(order, random);
    // Each round uses a different part of the queries.
    seeded = context.seeded(random.nextLong());
    Map<ClientProgram, TurnTaker> takers = new EnumMap<>(ClientProgram.class);
    try {
      for (ClientProgram program : order) {
        TurnTaker taker = open(program);
        takers.put(program, taker);
        taker.take(SETTLE.multipliedBy(clients), perSecond, false);
      }
      for (int turn = 0; turn < TURNS; turn++) {
        for (ClientProgram program : order) {
          takers.get(program).take(TURN, perSecond, true);
        }
        if (turn % 2 == 0) {
          Collections.reverse(order);
        } else {
          Collections.shuffle(order, random);
        }
      }
      if (takers.get(ClientProgram.OPEN_LOOP) instanceof OpenLoopArm openLoop) {
        lagMedianNanos.addAll(openLoop.lagMedianNanos());
      }
      Map<ClientProgram, TurnFigures> figures = new EnumMap<>(ClientProgram.class);
      for (Map.Entry<ClientProgram, TurnTaker> taker : takers.entrySet()) {
        figures.put(taker.getKey(), TurnFigures.over(taker.getValue().figures()));
      }
      return figures;
    } finally {
      takers.values().forEach(TurnTaker::close);
      List<AutoCloseable> resources = List.copyOf(opened);
      opened.clear();
      for (AutoCloseable resource : resources) {
        resource.close();
      }
    }
  }

  private TurnTaker open(ClientProgram program) throws SQLException, IOException {
    QueryTask lookup = statement.task(sql(), bound);
    return switch (program) {
      case OURS -> new JdbcArm(measured(lookup), 0);
      case VECTOR_BOUND -> new JdbcArm(measured(bound), 0);
      case PLAIN_LOOP -> new JdbcArm(plainLoops(PlainLoop.SocketTimeout.AS_OURS), 0);
      case PLAIN_LOOP_NO_TIMEOUT -> new JdbcArm(plainLoops(PlainLoop.SocketTimeout.NONE), 0);
      case PLAIN_LOOP_PACED ->
          new JdbcArm(plainLoops(PlainLoop.SocketTimeout.AS_OURS), PACED_RATIO);
      case OPEN_LOOP -> new OpenLoopArm(join(lookup), PACED_RATIO);
      case OPEN_LOOP_FLOODED -> new OpenLoopArm(join(lookup), FLOODED_RATIO);
      case PGBENCH ->
          Pgbench.start(
              context.target(),
              context.settings(),
              script(),
              clients,
              Files.createTempDirectory(context.reportFolder(), "pgbench"));
    };
  }

  private String sql() {
    return context.input(LOOKUP_STATEMENT);
  }

  private List<MeasuredClient> join(QueryTask task) {
    MeasuredClients joining = MeasuredClients.open(seeded, clients, task);
    opened.add(joining);
    return joining.joinAll();
  }

  private List<JdbcArm.Client> measured(QueryTask task) {
    return join(task).stream().<JdbcArm.Client>map(OurClient::new).toList();
  }

  /** Our measured path, called as by JMH's loop. */
  private record OurClient(MeasuredClient client) implements JdbcArm.Client {
    @Override
    public void execute() throws SQLException {
      client.executeNext();
    }

    @Override
    public void begin() {
      client.beginRecording();
    }

    @Override
    public void end() {
      client.endRecording();
    }
  }

  private List<JdbcArm.Client> plainLoops(PlainLoop.SocketTimeout timeout) throws SQLException {
    List<JdbcArm.Client> loops = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      QueryOrder order = new QueryOrder(bound.queries(), seeded.seed(), client, clients);
      PlainLoop loop = PlainLoop.open(context, statement, sql(), order, timeout);
      opened.add(loop);
      loops.add(loop);
    }
    return loops;
  }

  private String script() {
    // A shuffled round trip like ours, with another starting point for each client: random queries
    // would repeat sooner and find more of their vectors in the processor's cache. The first
    // transaction of a session, which no turn counts, prepares the server's process like ours.
    return """
        \\if :first
        %4$s;
        \\set first 0
        \\endif
        \\set turn (:turn + 1) %% %1$d
        \\set query permute((:turn + :client_id * %1$d / %2$d) %% %1$d, %1$d)
        %3$s;
        """
        .formatted(
            bound.queries(),
            clients,
            context.input(PGBENCH_STATEMENT),
            MeasuredSession.SETTLE_ALLOCATOR);
  }
}
