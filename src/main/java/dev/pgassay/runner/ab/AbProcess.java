package dev.pgassay.runner.ab;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.forks.ForkLimit;
import dev.pgassay.runner.forks.ForkProcess;
import dev.pgassay.verdict.compare.RoundOfArms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The host's end of {@link AbFork}. Ends with its input, and with this process. Not thread-safe.
 */
final class AbProcess implements AutoCloseable {
  /** Warming up, finding out how long a turn takes, and the turns. */
  private static final int STEPS_OF_OBSERVING = 4;

  private static final String LOG = "ab.log";

  private static final Duration FORGETTING = Duration.ofMinutes(1);

  private final ForkProcess fork;
  private final Path log;

  private AbProcess(ForkProcess fork, Path log) {
    this.fork = fork;
    this.log = log;
  }

  /** Starts the fork. */
  static AbProcess start(ForkLauncher forks) {
    try {
      return new AbProcess(forks.answering(AbFork.class, LOG), forks.folder().resolve(LOG));
    } catch (IOException e) {
      throw new Failure("cannot start the JVM of the arms: " + e.getMessage(), e);
    }
  }

  /**
   * The extent of an observation.
   *
   * @param part the part that each client executed
   * @param operations of all clients
   * @param seconds for these
   */
  record Observed(AbObservation.Part part, long operations, double seconds) {}

  /**
   * Observes an arm.
   *
   * @param part the part that each client is to execute
   */
  Observed observe(Workload workload, int clients, Path forkFile, AbObservation.Part part) {
    // Once for a time, or as many executions as another arm completed in it, however slow.
    Duration longest =
        ForkLimit.BY_SCHEDULE.of(
            ForkContext.read(forkFile), AbObservation.LONGEST_REPEATING, STEPS_OF_OBSERVING);
    List<String> answer =
        ask(
            longest,
            AbFork.OBSERVE,
            workload.name(),
            Integer.toString(clients),
            forkFile.toString(),
            part.toString());
    return new Observed(
        AbObservation.Part.parse(answer.get(1)),
        Long.parseLong(answer.get(2)),
        Long.parseLong(answer.get(3)) / 1e9);
  }

  /**
   * A round, and the failures in it.
   *
   * @param figures empty if too few executions succeeded in all arms
   * @param failed executions of each arm, the base first
   * @param executions of each arm, well or not
   * @param said by the server of the contender's first execution that failed
   */
  record Answer(RoundOfArms figures, List<Long> failed, long executions, Optional<String> said) {
    private static final String NOTHING_SAID = "-";

    String format() {
      String counts =
          failed.stream().map(it -> it.toString()).collect(Collectors.joining(" "))
              + "\t"
              + executions
              + "\t"
              + said.map(it -> it.replaceAll("\\s+", " ")).orElse(NOTHING_SAID);
      return figures.figures().isEmpty() ? counts : counts + "\t" + figures.format();
    }

    static Answer parse(List<String> words) {
      List<String> figures = words.subList(3, words.size());
      return new Answer(
          figures.isEmpty()
              ? new RoundOfArms(Map.of())
              : RoundOfArms.parse(String.join("\t", figures)),
          Stream.of(words.get(0).split(" ")).map(Long::valueOf).toList(),
          Long.parseLong(words.get(1)),
          Optional.of(words.get(2)).filter(it -> !it.equals(NOTHING_SAID)));
    }
  }

  /**
   * Lets arms take turns at a point of a round, on the sessions of the point before.
   *
   * @param forkFiles of the arms, the base first
   */
  Answer round(
      Workload workload, int clients, AbFork.Turns turns, long seed, List<Path> forkFiles) {
    List<String> words =
        new ArrayList<>(
            List.of(
                AbFork.ROUND,
                workload.name(),
                Integer.toString(clients),
                turns.toString(),
                Long.toString(seed)));
    Duration longest = Duration.ZERO;
    for (Path file : forkFiles) {
      words.add(file.toString());
      longest =
          longest.plus(
              ForkLimit.BY_SCHEDULE.of(ForkContext.read(file), Duration.ZERO, turns.number()));
    }
    List<String> answer = ask(longest, words.toArray(String[]::new));
    return Answer.parse(answer.subList(1, answer.size()));
  }

  /** Begins a round: each arm gets new sessions, which the points of the round share. */
  void renewSessions() {
    ask(FORGETTING, AbFork.NEW_SESSIONS);
  }

  /** Frees the resources of a group's points; the files of the next may have the same names. */
  void forget() {
    ask(FORGETTING, AbFork.FORGET);
  }

  private List<String> ask(Duration longest, String... words) {
    fork.limit(longest);
    try {
      List<String> answer =
          List.of(
              fork.ask(String.join("\t", words))
                  .orElseThrow(() -> new Failure("the JVM of the arms ended; see " + log))
                  .split("\t"));
      if (!answer.get(0).equals(AbFork.OK)) {
        throw new Failure(answer.get(1));
      }
      return answer;
    } catch (IOException e) {
      throw new Failure("the JVM of the arms ended; see " + log, e);
    } finally {
      fork.unlimited();
    }
  }

  @Override
  public void close() {
    fork.close();
  }
}
