package dev.pgassay.selfcheck.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PsqlCopyTest {
  @TempDir private Path folder;

  @Test
  void letsPsqlSendNoPasswordInClearTextToAnotherMachine() throws IOException {
    says("db.example", "!password");
    says("localhost", "unset");
  }

  private void says(String host, String words) throws IOException {
    Path psql = folder.resolve("psql");
    Files.writeString(psql, "#!/bin/sh\necho \"${PGREQUIREAUTH-unset}\"\nexit 2\n");
    Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwx------"));
    ConnectionTarget target =
        new ConnectionTarget(
            host, 5432, "d", "u", Optional.of(Secret.of("hidden")), Optional.empty(), Map.of());
    PsqlCopy copy =
        new PsqlCopy(psql.toString(), target, new QualifiedName("s", "t"), List.of("a"), folder);
    assertThatThrownBy(copy::copy)
        .isInstanceOf(Failure.class)
        .hasMessage("psql failed with exit code 2: " + words);
  }
}
