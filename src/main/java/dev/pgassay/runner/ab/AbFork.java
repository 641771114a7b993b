package dev.pgassay.runner.ab;

import dev.pgassay.measure.client.AnswerGate;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.postgres.jdbc.ConnectionPool;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.runner.forks.ForkTasks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The one JVM in which all arms of a comparison run, on the host's command: a line in, a line out.
 * It keeps nothing between two lines but the queries that it has read and the sessions of a round.
 * Each arm has new sessions of its own in every round, so that the peculiarities of a session are
 * noise between rounds and no bias of an arm. The points of a round use them one after the other: a
 * new session must touch the server's memory page by page before it is as fast as it will be, which
 * takes longer than the turns of a point.
 */
final class AbFork {
  static final String OBSERVE = "observe";
  static final String ROUND = "round";
  static final String NEW_SESSIONS = "new sessions";
  static final String FORGET = "forget";
  static final String OK = "ok";
  static final String FAILED = "failed";

  private final Map<Path, Arm> arms = new HashMap<>();
  private final Map<Sessions, ConnectionPool> pools = new HashMap<>();
  private final QueryFiles files = new QueryFiles();

  /**
   * The tasks of an arm. Both may have a shorter gate than the whole one, which the arm passed when
   * it was observed.
   *
   * @param task for sessions that are new
   * @param brief for sessions that are warm
   */
  private record Arm(ForkContext context, ClientTask task, ClientTask brief) {}

  /** The owner of sessions: equal arms do not share theirs. */
  private record Sessions(int arm, ConnectionTarget target, int clients) {}

  /**
   * How the turns of a round are cut.
   *
   * @param operations of each client in a turn, at least 1
   * @param number of turns of each arm, even, so that each order has its mirror image
   */
  record Turns(int operations, int number) {
    Turns {
      if (operations < 1 || number < 2 || number % 2 != 0) {
        throw new IllegalArgumentException(
            "turns must be an even number of at least one operation: "
                + number
                + " of "
                + operations);
      }
    }

    static Turns parse(String text) {
      String[] words = text.split("x");
      return new Turns(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
    }

    @Override
    public String toString() {
      return number + "x" + operations;
    }
  }

  private AbFork() {}

  /**
   * Executes the host's commands until its input ends.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = System.out;
    AbFork fork = new AbFork();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(fork.execute(List.of(line.split("\t"))));
      out.flush();
    }
    System.exit(0);
  }

  private String execute(List<String> words) throws InterruptedException {
    try {
      if (words.get(0).equals(FORGET)) {
        arms.clear();
        files.forget();
        closePools();
        return OK;
      }
      if (words.get(0).equals(NEW_SESSIONS)) {
        closePools();
        return OK;
      }
      String workload = words.get(1);
      int clients = Integer.parseInt(words.get(2));
      return OK
          + "\t"
          + (words.get(0).equals(OBSERVE)
              ? observe(
                  workload, clients, Path.of(words.get(3)), AbObservation.Part.parse(words.get(4)))
              : round(
                  workload,
                  clients,
                  Turns.parse(words.get(3)),
                  Long.parseLong(words.get(4)),
                  words.subList(5, words.size()).stream().map(Path::of).toList()));
    } catch (RuntimeException e) {
      e.printStackTrace(System.err);
      return FAILED + "\t" + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
  }

  /** Reading queries and expected answers takes longer than a turn. */
  private Arm arm(String workload, Path file, Turns turns) {
    return arms.computeIfAbsent(
        file,
        path -> {
          ForkContext context = ForkContext.read(path);
          int executions = RoundLength.gateExecutions(turns);
          return new Arm(
              context,
              executions < AnswerGate.EXECUTIONS
                  ? task(context, workload, executions)
                  : ForkTasks.of(context, workload, files),
              task(context, workload, RoundLength.SHORT_GATE));
        });
  }

  private ClientTask task(ForkContext context, String workload, int gateExecutions) {
    return ForkTasks.of(context.with(QueryInputs.shortGate(gateExecutions)), workload, files);
  }

  /** Continues with the sessions of the round's previous point, if there was one. */
  private AbTurns open(int number, Arm arm, long seed, int clients) {
    ForkContext context = arm.context().seeded(seed);
    if (arm.task().applicationName().isPresent()) {
      // The sessions that execute are not the clients' own.
      return AbTurns.open(context, clients, arm.task());
    }
    Sessions sessions = new Sessions(number, context.target(), clients);
    ConnectionPool warm = pools.get(sessions);
    if (warm == null) {
      ConnectionPool pool = ConnectionPool.open(context.target(), clients);
      pools.put(sessions, pool);
      return AbTurns.open(context, pool, clients, arm.task());
    }
    warm.clear();
    return AbTurns.open(context, warm, clients, arm.brief());
  }

  private void closePools() {
    pools.values().forEach(ConnectionPool::close);
    pools.clear();
  }

  /** Observes an arm, together with the server's counters. */
  private String observe(String workload, int clients, Path file, AbObservation.Part wanted)
      throws InterruptedException {
    ForkContext context = ForkContext.read(file);
    ClientTask task = ForkTasks.of(context, workload, files);
    try (AbTurns arm = AbTurns.open(context, clients, task)) {
      return new AbObservation(arm).observe(wanted, task.queries());
    }
  }

  /**
   * Turns in pairs that mirror each other, such as A B C C B A, each pair in an order drawn by the
   * seed. Sessions are opened one after the other, though that takes most of a short round: opened
   * at once on two processors, sessions of HNSW queries differed from each other by 10 to 20 % for
   * as long as they lasted, whereas they differ by 3 % otherwise.
   */
  private String round(String workload, int clients, Turns turns, long seed, List<Path> files)
      throws InterruptedException {
    Random random = new Random(seed);
    List<Integer> order = new ArrayList<>(IntStream.range(0, files.size()).boxed().toList());
    Collections.shuffle(order, random);
    AbTurns[] opened = new AbTurns[files.size()];
    AbRound round = new AbRound(files.size());
    try {
      for (int arm : order) {
        opened[arm] = open(arm, arm(workload, files.get(arm), turns), seed, clients);
      }
      for (int turn = 0; turn < turns.number(); turn++) {
        for (int arm : order) {
          round.add(arm, opened[arm].take(turns.operations()));
        }
        if (turn % 2 == 0) {
          Collections.reverse(order);
        } else {
          Collections.shuffle(order, random);
        }
      }
      Optional<String> said = opened[opened.length - 1].firstFailure();
      return new AbProcess.Answer(round.figures(), round.failed(), round.executions(), said)
          .format();
    } finally {
      for (AbTurns arm : opened) {
        if (arm != null) {
          arm.close();
        }
      }
    }
  }
}
