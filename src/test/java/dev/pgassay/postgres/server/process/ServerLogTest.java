package dev.pgassay.postgres.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  @TempDir private Path folder;

  @Test
  void findsTheGravestMessage() throws IOException {
    Path log =
        write(
            """
            2026-11-23 09:28:12.700 UTC [1] LOG:  starting PostgreSQL 15.14
            2026-11-23 09:28:12.701 UTC [1] FATAL:  could not map anonymous shared memory: no memory
            2026-11-23 09:28:12.702 UTC [1] LOG:  database system is shut down
            """);
    assertThat(ServerLog.reason(log)).isEqualTo("could not map anonymous shared memory: no memory");
  }

  @Test
  void blamesTheProcessThatTookAllDown() throws IOException {
    Path log =
        write(
            """
            2026-11-23 09:28:12.700 UTC [1] LOG:  server process (PID 77) was terminated by signal 9: Killed
            2026-11-23 09:28:12.701 UTC [1] LOG:  terminating any other active server processes
            2026-11-23 09:28:12.702 UTC [9] FATAL:  the database system is in recovery mode
            """);
    assertThat(ServerLog.endReason(log, 1))
        .isEqualTo("server process (PID 77) was terminated by signal 9: Killed");
  }

  @Test
  void prefersAFullDiskToWhatFollowsFromIt() throws IOException {
    Path log =
        write(
            """
            x FATAL:  could not write to file "pg_wal/xlogtemp.9": No space left on device
            x PANIC:  cannot abort transaction 1, it was already committed
            x LOG:  server process (PID 77) was terminated by signal 6: Aborted
            """);
    String words = "could not write to file \"pg_wal/xlogtemp.9\": No space left on device";
    assertThat(ServerLog.reason(log)).isEqualTo(words);
    assertThat(ServerLog.endReason(log, 1)).isEqualTo(words);
  }

  @Test
  void namesTheSignalThatEndedTheMainProcess() throws IOException {
    assertThat(ServerLog.endReason(write("x LOG:  database system is ready\n"), 128 + 9))
        .isEqualTo("its main process was ended by signal 9");
  }

  @Test
  void doesNotTakeTheOrderlyStopAfterAnInitialisationForACrash() throws IOException {
    Path log =
        write(
            """
            x LOG:  background worker "logical replication launcher" (PID 42) exited with exit code 1
            x LOG:  database system is shut down
            x LOG:  database system is ready to accept connections
            """);
    assertThat(ServerLog.endReason(log, 128 + 9))
        .isEqualTo("its main process was ended by signal 9");
  }

  @Test
  void saysSoWhenThereIsNothing() throws IOException {
    assertThat(ServerLog.reason(write(""))).isEqualTo("its log is empty");
    assertThat(ServerLog.reason(folder.resolve("none"))).isEqualTo("its log is empty");
  }

  @Test
  void readsOnlyTheEndOfALongLog() throws IOException {
    Path log = write("FATAL:  long ago\n" + "LOG:  checkpoint\n".repeat(10_000));
    assertThat(ServerLog.reason(log)).isEqualTo("checkpoint");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("server.log"), text);
  }
}
