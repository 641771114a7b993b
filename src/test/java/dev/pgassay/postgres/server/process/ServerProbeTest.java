package dev.pgassay.postgres.server.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.server.workspace.Extensions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerProbeTest {
  @Test
  void refusesAServerThatIsTooOld() {
    assertThatThrownBy(() -> ServerProbe.requireSupported(130_022, "13.22", "db.example:5432"))
        .isInstanceOf(Failure.class)
        .hasMessage("the server at db.example:5432 is PostgreSQL 13.22; pgassay needs 14 or newer");
    assertThatCode(() -> ServerProbe.requireSupported(140_000, "14.0", "db.example:5432"))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAServerWithoutTheExtensions() {
    assertThatThrownBy(() -> Extensions.requireOffered(Map.of("uuid-ossp", "1.1"), "db:5432"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("the server at db:5432 has no pgvector; install it there");
    assertThatThrownBy(() -> Extensions.requireOffered(Map.of("vector", "0.8.0"), "db:5432"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("has no uuid-ossp");
  }
}
