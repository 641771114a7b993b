package dev.pgassay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.progress.RecordedProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadLockIT {
  private static final Duration SHORT = Duration.ofMillis(200);

  private final Workspace workspace = TestServer.workspace("load_lock");

  @Test
  void isHeldByOneProcessAtATime() {
    RecordedProgress progress = new RecordedProgress();
    try (LoadLock first = LoadLock.take(workspace, Progress.NONE)) {
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> first.whileHeld(() -> LoadLock.take(workspace, SHORT, progress)))
          .withMessageStartingWith("another pgassay is loading or building in 127.0.0.1:")
          .withMessageEndingWith("/pgassay_load_lock; wait for it or stop it");
    }
    assertThat(progress.lines()).hasSize(1).first().asString().startsWith("waiting for another");

    assertThat(held()).isTrue();
  }

  @Test
  void waitsForTheTransactionThatAKilledProcessHasLeft() throws SQLException {
    try (Connection left = Connections.open(workspace.target(Role.OWNER))) {
      left.setAutoCommit(false);
      LoadLock.shareUntilCommit(left, workspace.metaSchema());

      assertThatExceptionOfType(DatabaseFailure.class)
          .isThrownBy(() -> LoadLock.take(workspace, SHORT, Progress.NONE))
          .withMessageStartingWith(
              "cannot lock the workspace, in which the server is still busy for a process that"
                  + " ended")
          .withMessageEndingWith("(SQLSTATE 55P03)");
    }

    assertThat(held()).isTrue();
  }

  private boolean held() {
    try (LoadLock lock = LoadLock.take(workspace, Duration.ofSeconds(10), Progress.NONE)) {
      return lock.whileHeld(() -> true);
    }
  }
}
