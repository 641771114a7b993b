package dev.pgassay.selfcheck.overhead;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.MeasuredClient;
import dev.pgassay.measure.client.MeasuredClients;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryOrder;
import dev.pgassay.measure.client.QueryTask;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.stats.Bootstrap;
import dev.pgassay.stats.ConfidenceInterval;
import dev.pgassay.stats.Quantile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * The turns of {@link ClientComparison}, in a JVM that is set up like a fork: pgbench, our measured
 * path, closed and on a schedule, and the plainest loop, likewise, in short turns whose random
 * order is mirrored by the next. Sessions are opened anew for every round: two of the same kind
 * differ by some per cent for as long as they last, which would be taken for the programs' own.
 *
 * <p>The service time of an open loop is compared twice: with the plainest loop whose clients wait
 * for a schedule too, since a processor that has slept is slower at first, whoever let it sleep;
 * and at a rate that nobody can hold with the closed loop, since no client waits there.
 */
final class ClientTurns {
  /** The compared statement in our words; one more search binds its vector from the client. */
  static final String LOOKUP_STATEMENT = "overhead.lookup-statement";

  /** The statement of pgbench. */
  static final String PGBENCH_STATEMENT = "overhead.pgbench-statement";

  /** Of each new session, which is slower at first; does not count. */
  private static final Duration SETTLE = Duration.ofMillis(350);

  /** Short: the speed of a shared machine changes within tenths of a second. */
  private static final Duration TURN = Duration.ofMillis(100);

  /** Of each program in a round, even, so that each order has its mirror image. */
  private static final int TURNS = 8;

  /** In which this JVM's own code gets warm. */
  private static final int WARMUP_ROUNDS = 1;

  private static final double NANOS_PER_MICRO = 1000;

  /** So much of the closed loop's rate is offered on a schedule: hardly anybody queues. */
  private static final double PACED_RATIO = 0.7;

  /** More than can be served: no client ever waits for its schedule, as in a closed loop. */
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

  /** What takes turns; all but one have a timeout for every answer. */
  private enum Arm {
    OURS,
    PGBENCH,
    PLAIN_LOOP,
    PLAIN_LOOP_NO_TIMEOUT,
    VECTOR_BOUND,
    OPEN_LOOP,
    OPEN_LOOP_FLOODED,
    PLAIN_LOOP_PACED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * Takes turns and prints the ratios.
   *
   * @param arguments rounds, clients, statement
   * @throws Exception where the server or pgbench fails
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
    print(rounds());
    if (!lagMedianNanos.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "%s, %d clients, open loop at %.0f %% of the closed loop's rate: median lag %.0f us%n",
          statement,
          clients,
          100 * PACED_RATIO,
          Quantile.median(lagMedianNanos.stream().mapToDouble(it -> it).toArray())
              / NANOS_PER_MICRO);
    }
  }

  private List<Map<Arm, TurnFigures>> rounds() throws Exception {
    Random random = new Random(context.seed());
    double perSecond = round(List.of(Arm.OURS), 1, random).get(Arm.OURS).perSecond();
    List<Map<Arm, TurnFigures>> figures = new ArrayList<>();
    for (int round = 0; round < WARMUP_ROUNDS + rounds; round++) {
      figures.add(round(arms(), perSecond, random));
      perSecond = figures.get(round).get(Arm.OURS).perSecond();
    }
    lagMedianNanos.subList(0, lagMedianNanos.size() * WARMUP_ROUNDS / figures.size()).clear();
    return figures.subList(WARMUP_ROUNDS, figures.size());
  }

  /**
   * All on new sessions, in turns whose order is mirrored by the next.
   *
   * @param perSecond what the closed loop does in a second
   */
  private Map<Arm, TurnFigures> round(List<Arm> arms, double perSecond, Random random)
      throws Exception {
    List<Arm> order = new ArrayList<>(arms);
    Collections.shuffle(order, random);
    // Of all queries each round has others.
    seeded = context.seeded(random.nextLong());
    Map<Arm, TurnTaker> takers = new EnumMap<>(Arm.class);
    try {
      for (Arm arm : order) {
        TurnTaker taker = open(arm);
        takers.put(arm, taker);
        taker.take(SETTLE.multipliedBy(clients), perSecond, false);
      }
      for (int turn = 0; turn < TURNS; turn++) {
        for (Arm arm : order) {
          takers.get(arm).take(TURN, perSecond, true);
        }
        if (turn % 2 == 0) {
          Collections.reverse(order);
        } else {
          Collections.shuffle(order, random);
        }
      }
      if (takers.get(Arm.OPEN_LOOP) instanceof OpenLoopArm openLoop) {
        lagMedianNanos.addAll(openLoop.lagMedianNanos());
      }
      Map<Arm, TurnFigures> figures = new EnumMap<>(Arm.class);
      for (Map.Entry<Arm, TurnTaker> taker : takers.entrySet()) {
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

  private TurnTaker open(Arm arm) throws SQLException, IOException {
    QueryTask lookup = statement.task(sql(), bound);
    return switch (arm) {
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

  /** Our measured path, as JMH's loop calls it. */
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
    // A shuffled round trip like ours, each client from another place: a random query would be met
    // again sooner and find more of its vectors in the processor's cache. The first transaction of
    // a session, which no turn counts, sets the server's process up like ours.
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

  private void print(List<Map<Arm, TurnFigures>> figures) {
    for (Arm arm : arms()) {
      out.printf(
          Locale.ROOT,
          "%s, %d clients, %-21s  median of the rounds' medians %.1f us, of queries/s %.0f%s%n",
          statement,
          clients,
          arm,
          Quantile.median(values(figures, arm, TurnFigures::medianNanos)) / NANOS_PER_MICRO,
          Quantile.median(values(figures, arm, TurnFigures::perSecond)),
          cpu(figures, arm));
    }
    printRatio(figures, Arm.OURS, Arm.PGBENCH);
    printRatio(figures, Arm.OURS, Arm.PLAIN_LOOP);
    printRatio(figures, Arm.PLAIN_LOOP, Arm.PGBENCH);
    if (statement == ComparedStatement.SELECT_1) {
      printRatio(figures, Arm.OURS, Arm.PLAIN_LOOP_NO_TIMEOUT);
      printRatio(figures, Arm.PLAIN_LOOP, Arm.PLAIN_LOOP_NO_TIMEOUT);
    } else {
      printRatio(figures, Arm.VECTOR_BOUND, Arm.OURS);
      printRatio(figures, Arm.OPEN_LOOP, Arm.PLAIN_LOOP_PACED);
      printRatio(figures, Arm.OPEN_LOOP_FLOODED, Arm.OURS);
      printRatio(figures, Arm.OPEN_LOOP_FLOODED, Arm.PLAIN_LOOP);
      printRatio(figures, Arm.PLAIN_LOOP_PACED, Arm.PLAIN_LOOP);
    }
  }

  /** In the order in which they are printed. */
  private List<Arm> arms() {
    return switch (statement) {
      case SEARCH ->
          Arrays.stream(Arm.values()).filter(arm -> arm != Arm.PLAIN_LOOP_NO_TIMEOUT).toList();
      case SELECT_1 -> List.of(Arm.OURS, Arm.PGBENCH, Arm.PLAIN_LOOP, Arm.PLAIN_LOOP_NO_TIMEOUT);
    };
  }

  private void printRatio(List<Map<Arm, TurnFigures>> figures, Arm one, Arm other) {
    out.printf(
        "%s, %d clients, %-34s median latency %s   queries/s %s%n",
        statement,
        clients,
        one + " / " + other,
        ratio(figures, one, other, TurnFigures::medianNanos),
        ratio(figures, one, other, TurnFigures::perSecond));
    if (!cpu(figures, one).isEmpty() && !cpu(figures, other).isEmpty()) {
      out.printf(
          "%s, %d clients, %-34s processor time %s%n",
          statement,
          clients,
          one + " / " + other,
          ratio(figures, one, other, TurnFigures::cpuNanos));
    }
  }

  /** What the threads of a program took for a statement; nothing where that was not asked. */
  private static String cpu(List<Map<Arm, TurnFigures>> figures, Arm arm) {
    double nanos = Quantile.median(values(figures, arm, TurnFigures::cpuNanos));
    return Double.isNaN(nanos)
        ? ""
        : String.format(Locale.ROOT, ", of processor time %.1f us", nanos / NANOS_PER_MICRO);
  }

  /** The geometric mean of the rounds' ratios, with its bootstrap interval over rounds. */
  private String ratio(
      List<Map<Arm, TurnFigures>> figures,
      Arm one,
      Arm other,
      ToDoubleFunction<TurnFigures> figure) {
    double[] ones = values(figures, one, figure);
    double[] others = values(figures, other, figure);
    double[] logs = new double[ones.length];
    Arrays.setAll(logs, round -> Math.log(ones[round] / others[round]));
    String interval =
        Bootstrap.meanInterval(logs, ConfidenceInterval.DEFAULT_LEVEL, context.seed())
            .map(
                it ->
                    String.format(
                        Locale.ROOT, "[%.3f %.3f]", Math.exp(it.low()), Math.exp(it.high())))
            .orElse("(too few rounds for an interval)");
    return String.format(
        Locale.ROOT, "%.3f %s", Math.exp(Arrays.stream(logs).average().orElseThrow()), interval);
  }

  private static double[] values(
      List<Map<Arm, TurnFigures>> figures, Arm arm, ToDoubleFunction<TurnFigures> figure) {
    return figures.stream().mapToDouble(it -> figure.applyAsDouble(it.get(arm))).toArray();
  }
}
