package dev.pgassay.measure.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.source.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real server that stalls for a second in ten, because a lock is held: all sessions wait. See
 * {@link OpenLoopTest} for how the expected percentile of the response time is computed: of 1,000
 * requests the eleventh to meet the stall is the 99th percentile, and left 100 ms after it began,
 * so it takes 900 ms and the time of the answers before it.
 */
@Tag("alone")
class StalledServerIT {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final int CLIENTS = 4;

  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private static ConnectionTarget owner;

  @BeforeAll
  static void makeTable() {
    owner = TestServer.workspace("stalled").target(Role.OWNER);
    try (Session session = Session.open(owner)) {
      session.execute("cannot make the table", "CREATE TABLE pgassay.stalled (id integer)");
    }
  }

  @AfterAll
  static void endThreads() {
    THREADS.shutdownNow();
  }

  @Test
  void theOpenLoopShowsTheStallInItsPercentile() throws Exception {
    List<Session> sessions = sessions();
    Future<?> stall = stallAtHalfTime();

    OpenLoopRecord record =
        new OpenLoop(ArrivalSchedule.uniform(100), TEN_SECONDS, TEN_SECONDS, PacingClock.SYSTEM)
            .run(
                sessions.stream()
                    .map(it -> new TimedOperation(PacingClock.SYSTEM, () -> read(it)))
                    .toList(),
                1,
                THREADS)
            .total();

    stall.get();
    sessions.forEach(Session::close);
    assertThat(record.response().operations()).isEqualTo(1_000);
    assertThat(millis(record.response().percentileNanos(99))).isBetween(850.0, 1_000.0);
    assertThat(record.timeline().rows().get(5).response().maximumNanos())
        .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
  }

  @Test
  void theClosedLoopDoesNot() throws Exception {
    Future<?> stall = stallAtHalfTime();
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.beginInterval(0, System.nanoTime());
    try (Session session = Session.open(owner)) {
      long end = System.nanoTime() + TEN_SECONDS.toNanos();
      while (System.nanoTime() < end) {
        long began = System.nanoTime();
        read(session);
        long ended = System.nanoTime();
        recorder.record(ended - began, ended);
      }
    }
    recorder.endInterval(0, System.nanoTime());
    stall.get();

    LatencyProfile closed = LatencyLogTest.profile(recorder);
    assertThat(millis(closed.maximumNanos())).isGreaterThan(900);
    assertThat(millis(closed.percentileNanos(99))).isLessThan(100);
  }

  private static boolean read(Session session) {
    session.rows("cannot read", row -> row.getInt(1), "SELECT id FROM pgassay.stalled");
    return true;
  }

  private static Future<?> stallAtHalfTime() {
    return THREADS.submit(
        () -> {
          try (Session session = Session.open(owner)) {
            TimeUnit.SECONDS.sleep(5);
            session.inTransaction(
                "cannot stall",
                () -> {
                  session.execute("cannot lock", "LOCK TABLE pgassay.stalled");
                  session.text("cannot hold the lock", "SELECT pg_sleep(1)::text");
                });
          }
          return null;
        });
  }

  private static List<Session> sessions() {
    List<Session> sessions = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      sessions.add(Session.open(owner));
    }
    return sessions;
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
