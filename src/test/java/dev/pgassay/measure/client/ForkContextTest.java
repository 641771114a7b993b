package dev.pgassay.measure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkContextTest {
  private static final String PASSWORD = "a 'quoted' \"pass\" $HOME %41 @ \\ = ü";

  @TempDir private Path folder;

  @Test
  void isReadBackAsItWasWritten() {
    ForkContext context = context();
    Path file = folder.resolve("fork.properties");
    context.write(file);
    assertThat(ForkContext.read(file)).isEqualTo(context);
  }

  @Test
  void theFileIsForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("fork.properties");
    context().write(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void neverWritesOverAFileThatIsThere() throws IOException {
    Path file = Files.createFile(folder.resolve("fork.properties"));
    assertThatThrownBy(() -> context().write(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void doesNotPrintThePassword() {
    assertThat(context().toString()).doesNotContain("quoted");
  }

  private ForkContext context() {
    return new ForkContext(
        target("pgassay_ro", Optional.of("role")),
        Optional.of(target("pgassay_owner", Optional.empty())),
        Map.of("hnsw.ef_search", "40"),
        Map.of("statement", "SELECT 1 -- # ! : ="),
        folder,
        42);
  }

  private static ConnectionTarget target(String user, Optional<String> assumedRole) {
    return new ConnectionTarget(
        "127.0.0.1",
        5432,
        "a database",
        user,
        Optional.of(Secret.of(PASSWORD + user)),
        assumedRole,
        Map.of("sslmode", "require", "user.of", user));
  }
}
