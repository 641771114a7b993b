package dev.pgassay.measure.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in virtual time: an operation takes as long as it moves the clock. */
class OpenLoopTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final double PER_SECOND = 100;
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final VirtualClock clock = new VirtualClock();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  /**
   * A server that answers in 1 ms stalls for 1,000 ms at 5 s. Requests leave every 10 ms, 1,000 of
   * them. The one that meets the stall takes 1,000 ms; the k-th after it was to leave 10 k ms
   * later, and is answered k ms after the stall: its response time is 1,000 - 10 k + k ms, until
   * the backlog is gone at k = 111. The 99th percentile of 1,000 is the 990th in order, so ten (k =
   * 0 to 9) are above it: it is that of k = 10, 1,000 - 90 = 910 ms.
   */
  @Test
  void aStallOfASecondIsPlainInTheResponseTime() throws Exception {
    OpenLoopRecord record =
        new OpenLoop(ArrivalSchedule.uniform(PER_SECOND), TEN_SECONDS, Duration.ZERO, clock)
            .run(List.of(timed(this::stalling)), 1, threads)
            .total();

    assertThat(record.response().operations()).isEqualTo(1_000);
    assertThat(millis(record.response().percentileNanos(99))).isCloseTo(910, within(1.0));
    assertThat(millis(record.response().percentileNanos(50))).isCloseTo(1, within(0.01));
    assertThat(millis(record.service().percentileNanos(99))).isCloseTo(1, within(0.01));
    assertThat(millis(record.response().maximumNanos())).isCloseTo(1_000, within(1.0));
  }

  /**
   * The same server in a closed loop, which sends the next request after the answer: some 9,000
   * requests of 1 ms and one of 1,000 ms, so that the 99th percentile is 1 ms.
   */
  @Test
  void theSameStallIsInvisibleInAClosedLoop() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.beginInterval(0, clock.nanoTime());
    while (clock.nanoTime() < TEN_SECONDS.toNanos()) {
      long began = clock.nanoTime();
      stalling();
      recorder.record(clock.nanoTime() - began, clock.nanoTime());
    }
    recorder.endInterval(10_000, clock.nanoTime());

    LatencyProfile closed = LatencyLogTest.profile(recorder);
    assertThat(closed.operations()).isEqualTo(9_001);
    assertThat(millis(closed.percentileNanos(99))).isCloseTo(1, within(0.01));
  }

  /**
   * Requests leave every 10 ms for a second; every fourth is the second statement, which takes 3 ms
   * and not 1: 75 and 25 of them.
   */
  @Test
  void eachStatementOfAMixHasARecordOfItsOwn() throws Exception {
    OpenLoop.Recorded recorded =
        new OpenLoop(
                ArrivalSchedule.uniform(PER_SECOND), Duration.ofSeconds(1), Duration.ZERO, clock)
            .run(List.of(new EveryFourth()), 2, threads);

    assertThat(recorded.total().response().operations()).isEqualTo(100);
    assertThat(recorded.statements())
        .extracting(record -> record.response().operations())
        .containsExactly(75L, 25L);
    assertThat(millis(recorded.statements().get(0).service().maximumNanos()))
        .isCloseTo(1, within(0.01));
    assertThat(millis(recorded.statements().get(1).service().percentileNanos(50)))
        .isCloseTo(3, within(0.01));
    assertThat(recorded.statements().get(1).timeline().rows())
        .extracting(Timeline.Row::completed)
        .containsExactly(25L);
  }

  /**
   * The stalling server: the requests that ended in each second, with their tags. The stall of the
   * sixth second ends in the seventh, together with all requests that waited, none of which met a
   * waiting client.
   */
  @Test
  void theLogHasALineForEachSecondOfEachTag(@TempDir Path folder) throws Exception {
    OpenLoopRecord record =
        new OpenLoop(ArrivalSchedule.uniform(PER_SECOND), TEN_SECONDS, Duration.ZERO, clock)
            .run(List.of(timed(this::stalling)), 1, threads)
            .total();
    Path file = folder.resolve("open-loop.hlog");

    LatencyLog.write(file, record);

    List<Histogram> lines = LatencyLogTest.histograms(file);
    assertThat(lines).extracting(Histogram::getTag).contains("response", "delay", "lag");
    List<Histogram> responses =
        lines.stream().filter(line -> line.getTag().equals("response")).toList();
    assertThat(responses)
        .extracting(Histogram::getTotalCount)
        .containsExactly(100L, 100L, 100L, 100L, 100L, 0L, 200L, 100L, 100L, 100L);
    assertThat(responses.get(6).getStartTimeStamp()).isEqualTo(6_000);
    assertThat(millis(responses.get(6).getMaxValue())).isCloseTo(1_000, within(1.0));
  }

  private final class EveryFourth implements OpenLoop.Operation {
    private final TimedOperation timed = timed(() -> takes(statement() == 1 ? 3 : 1));
    private int executed;

    @Override
    public boolean execute() throws Exception {
      executed++;
      return timed.execute();
    }

    @Override
    public long beginNanos() {
      return timed.beginNanos();
    }

    @Override
    public long endNanos() {
      return timed.endNanos();
    }

    @Override
    public int statement() {
      return executed % 4 == 0 ? 1 : 0;
    }
  }

  /**
   * Requests leave every 10 ms for a second. Each takes 2 ms of preparation, 3 ms for the answer
   * and 1 ms of clean-up: a delay of 2 ms, a service time of 3 ms and a response time of 5 ms. The
   * client is free again in time, so that it is never late itself. The last request leaves at 990
   * ms and is answered at 995 ms.
   */
  @Test
  void whatStandsAroundTheTimedPartIsDelayAndNoServiceTime() throws Exception {
    OpenLoopRecord record =
        new OpenLoop(
                ArrivalSchedule.uniform(PER_SECOND), Duration.ofSeconds(1), Duration.ZERO, clock)
            .run(List.of(new Prepared(3)), 1, threads)
            .total();

    assertThat(millis(record.service().maximumNanos())).isCloseTo(3, within(0.01));
    assertThat(millis(record.delay().maximumNanos())).isCloseTo(2, within(0.01));
    assertThat(millis(record.response().maximumNanos())).isCloseTo(5, within(0.01));
    assertThat(millis(record.response().percentileNanos(0))).isCloseTo(5, within(0.01));
    assertThat(record.lag().operations()).isEqualTo(100);
    assertThat(record.lag().maximumNanos()).isZero();
    assertThat(record.elapsedNanos()).isEqualTo(995 * MILLI);
  }

  /**
   * The same, but an answer takes 8 ms. Including the time before and after, a request keeps its
   * client for 11 ms, so that the k-th, counted from 0, is taken up k ms late, and its response
   * time is k + 2 + 8 ms: 109 ms for the last of 100.
   */
  @Test
  void whatStandsAroundTheTimedPartKeepsTheClient() throws Exception {
    OpenLoopRecord record =
        new OpenLoop(
                ArrivalSchedule.uniform(PER_SECOND),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                clock)
            .run(List.of(new Prepared(8)), 1, threads)
            .total();

    assertThat(millis(record.service().maximumNanos())).isCloseTo(8, within(0.01));
    assertThat(millis(record.delay().maximumNanos())).isCloseTo(101, within(0.1));
    assertThat(millis(record.response().maximumNanos())).isCloseTo(109, within(0.1));
    assertThat(record.lag().operations()).isEqualTo(1);
  }

  /** Takes 2 ms before its timed part, and 1 ms after it. */
  private final class Prepared implements OpenLoop.Operation {
    private final TimedOperation timed;

    Prepared(long millis) {
      this.timed = timed(() -> takes(millis));
    }

    @Override
    public boolean execute() throws Exception {
      return takes(2) && timed.execute() && takes(1);
    }

    @Override
    public long beginNanos() {
      return timed.beginNanos();
    }

    @Override
    public long endNanos() {
      return timed.endNanos();
    }
  }

  @Test
  void theTimelineShowsTheStallWhereItBegan() throws Exception {
    OpenLoopRecord record =
        new OpenLoop(ArrivalSchedule.uniform(PER_SECOND), TEN_SECONDS, Duration.ZERO, clock)
            .run(List.of(timed(this::stalling)), 1, threads)
            .total();

    List<Timeline.Row> rows = record.timeline().rows();
    assertThat(rows).extracting(Timeline.Row::completed).startsWith(100L, 100L, 100L, 100L, 100L);
    assertThat(rows.get(5).completed()).isZero();
    assertThat(rows.get(6).completed()).isEqualTo(200);
    assertThat(millis(rows.get(4).response().maximumNanos())).isCloseTo(1, within(0.02));
    assertThat(millis(rows.get(5).response().maximumNanos())).isCloseTo(1_000, within(10.0));
  }

  @Test
  void requestsThatAServerCannotTakeAreCountedAndNotSkippedInSilence() throws Exception {
    OpenLoopRecord record =
        new OpenLoop(
                ArrivalSchedule.uniform(PER_SECOND),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                clock)
            .run(List.of(timed(() -> takes(100))), 1, threads)
            .total();

    // Ten a second for two seconds and the one that began at their end: 21 of 100.
    assertThat(record.response().operations()).isEqualTo(21);
    assertThat(record.notBegun()).isEqualTo(79);
  }

  /**
   * Requests leave every 10 ms for a second. The 31st is of the second statement, whose client then
   * cannot continue: 30 have succeeded, it has failed, and 69 are never sent.
   */
  @Test
  void whatWasRecordedIsKeptWhereAClientCannotGoOn() throws Exception {
    OpenLoop.Recorded recorded =
        new OpenLoop(
                ArrivalSchedule.uniform(PER_SECOND), Duration.ofSeconds(1), Duration.ZERO, clock)
            .run(List.of(new EndingWithTheSecond(30)), 2, threads);

    assertThat(recorded.abandoned().orElseThrow().statement()).isEqualTo(1);
    assertThat(recorded.abandoned().orElseThrow().cause()).hasMessage("the server is gone");
    assertThat(recorded.total().response().operations()).isEqualTo(30);
    assertThat(recorded.total().failed()).isEqualTo(1);
    assertThat(recorded.total().notBegun()).isEqualTo(69);
    assertThat(recorded.statements().get(0).response().operations()).isEqualTo(30);
    assertThat(recorded.statements().get(1).failed()).isEqualTo(1);
  }

  private final class EndingWithTheSecond implements OpenLoop.Operation {
    private final TimedOperation timed = timed(() -> takes(1));
    private final int succeeding;
    private int executed;

    EndingWithTheSecond(int succeeding) {
      this.succeeding = succeeding;
    }

    @Override
    public boolean execute() throws Exception {
      executed++;
      if (statement() == 1) {
        throw new IOException("the server is gone");
      }
      return timed.execute();
    }

    @Override
    public long beginNanos() {
      return timed.beginNanos();
    }

    @Override
    public long endNanos() {
      return timed.endNanos();
    }

    @Override
    public int statement() {
      return executed > succeeding ? 1 : 0;
    }
  }

  /** All are due at once and take no time, so that clients use the record at the same time. */
  @Test
  void noRequestIsLostWhereManyClientsRecordAtOnce() throws Exception {
    int requests = 200_000;
    OpenLoop.Recorded recorded =
        new OpenLoop(
                ArrivalSchedule.uniform(1e9),
                Duration.ofNanos(requests),
                Duration.ofMinutes(1),
                PacingClock.SYSTEM)
            .run(Stream.generate(InTurn::new).limit(4).toList(), 2, threads);

    OpenLoopRecord total = recorded.total();
    assertThat(total.response().operations()).isEqualTo(requests);
    assertThat(total.service().operations()).isEqualTo(requests);
    assertThat(total.timeline().rows().stream().mapToLong(Timeline.Row::completed).sum())
        .isEqualTo(requests);
    assertThat(recorded.statements())
        .extracting(record -> record.response().operations())
        .allSatisfy(operations -> assertThat(operations).isPositive())
        .satisfies(parts -> assertThat(parts.get(0) + parts.get(1)).isEqualTo(requests));
  }

  /** One statement, then the other. */
  private static final class InTurn implements OpenLoop.Operation {
    private int executed;
    private long nanos;

    @Override
    public boolean execute() {
      executed++;
      nanos = System.nanoTime();
      return true;
    }

    @Override
    public long beginNanos() {
      return nanos;
    }

    @Override
    public long endNanos() {
      return nanos;
    }

    @Override
    public int statement() {
      return executed % 2;
    }
  }

  @Test
  void failedRequestsAreInNoLatency() throws Exception {
    OpenLoopRecord record =
        new OpenLoop(
                ArrivalSchedule.uniform(PER_SECOND), Duration.ofSeconds(1), Duration.ZERO, clock)
            .run(List.of(timed(() -> takes(1) && clock.nanoTime() < 500 * MILLI)), 1, threads)
            .total();

    assertThat(record.response().operations()).isEqualTo(50);
    assertThat(record.failed()).isEqualTo(50);
  }

  @Test
  void poissonArrivalsHaveTheirRateAndTheirSpread() {
    ArrivalSchedule schedule = ArrivalSchedule.poisson(1_000, 42);
    int arrivals = 100_000;
    double sum = 0;
    double squares = 0;
    long before = 0;
    for (int i = 0; i < arrivals; i++) {
      long next = schedule.next();
      double gap = (double) (next - before) / MILLI;
      sum += gap;
      squares += gap * gap;
      before = next;
    }
    double mean = sum / arrivals;
    // Mean and standard deviation of an exponential distribution are equal: 1 ms at 1,000 a second.
    assertThat(mean).isCloseTo(1, within(0.02));
    assertThat(Math.sqrt(squares / arrivals - mean * mean)).isCloseTo(1, within(0.02));
  }

  private TimedOperation timed(Callable<Boolean> body) {
    return new TimedOperation(clock, body);
  }

  private boolean stalling() {
    boolean stalled = clock.stallOnce(5_000 * MILLI);
    return takes(stalled ? 1_000 : 1);
  }

  private boolean takes(long millis) {
    clock.advance(millis * MILLI);
    return true;
  }

  private static double millis(long nanos) {
    return (double) nanos / MILLI;
  }

  /** Moves only when told to; for one thread at a time. */
  private static final class VirtualClock implements PacingClock {
    private long now;
    private boolean stalled;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public long epochMillis() {
      return now / MILLI;
    }

    @Override
    public void sleepUntil(long nanoTime) {
      now = Math.max(now, nanoTime);
    }

    void advance(long nanos) {
      now += nanos;
    }

    boolean stallOnce(long fromNanos) {
      boolean stall = !stalled && now >= fromNanos;
      stalled |= stall;
      return stall;
    }
  }
}
