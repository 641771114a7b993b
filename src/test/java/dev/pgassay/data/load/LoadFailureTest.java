package dev.pgassay.data.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadFailureTest {
  @Test
  void saysThatTheDiskIsFullAndThatTheLoadCanGoOn() {
    assertThat(explained("could not extend file \"base/5/2619\"", "53100"))
        .hasMessage(
            "cannot copy rows 0 to 9 into events: could not extend file \"base/5/2619\" (SQLSTATE"
                + " 53100); make room on the server's disk, then run the same command again: what"
                + " was committed is kept");
  }

  @Test
  void tellsSharedMemoryFromTheDisk() {
    assertThat(explained("could not resize shared memory segment \"/PostgreSQL.1\"", "53100"))
        .hasMessageContaining(
            "give the server more shared memory (--shm-size of a container) or the build no worker"
                + " (--set max_parallel_maintenance_workers=0)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "08003", "57P01", "57P02", "57P03"})
  void saysThatTheServerWasLost(String state) {
    assertThat(explained("gone", state))
        .hasMessageContaining("see that the server runs, then run the same command again");
  }

  @Test
  void leavesOtherFailuresAsTheyAre() {
    assertThat(explained("duplicate key", "23505"))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessage("cannot copy rows 0 to 9 into events: duplicate key (SQLSTATE 23505)");
  }

  private static Failure explained(String words, String state) {
    return LoadFailure.explain(
        DatabaseFailure.of("cannot copy rows 0 to 9 into events", new SQLException(words, state)));
  }
}
