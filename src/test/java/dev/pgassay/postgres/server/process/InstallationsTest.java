package dev.pgassay.postgres.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that only say their version stand for installations. */
class InstallationsTest {
  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void resolveLinks() throws IOException {
    root = temporary.toRealPath();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/lib/postgresql/15",
        "usr/pgsql-15",
        "usr",
        "opt/homebrew/opt/postgresql@15",
        "usr/local/opt/postgresql@15",
        "usr/local/pgsql"
      })
  void looksWherePackagesPutIt(String prefix) throws IOException {
    install(prefix, "15.14 (Debian 15.14-0+deb12u1)", "vector", "uuid-ossp");
    Installation found = find().newestUsable().orElseThrow();
    assertThat(found.binFolder()).isEqualTo(root.resolve(prefix).resolve("bin"));
    assertThat(found.majorVersion()).isEqualTo(15);
    assertThat(found.version()).isEqualTo("15.14");
    assertThat(find().whyNot()).isEmpty();
  }

  @Test
  void followsTheConfigurationProgramOnThePath() throws IOException {
    install("home/me/pg", "17.2", "vector", "uuid-ossp");
    Path onPath = Files.createDirectories(root.resolve("home/me/bin"));
    script(onPath.resolve("pg_config"), "echo " + root.resolve("home/me/pg/bin"));
    assertThat(Installations.find(root, List.of(onPath)).newestUsable())
        .get()
        .extracting(Installation::majorVersion)
        .isEqualTo(17);
  }

  @Test
  void takesTheNewestThatCanServe() throws IOException {
    install("usr/lib/postgresql/14", "14.19", "vector", "uuid-ossp");
    install("usr/lib/postgresql/16", "16.10", "vector", "uuid-ossp");
    install("usr/lib/postgresql/17", "17.6", "uuid-ossp");
    install("usr/lib/postgresql/19", "19beta1", "vector", "uuid-ossp");
    assertThat(find().newestUsable()).get().extracting(Installation::majorVersion).isEqualTo(16);
    assertThat(find().ofMajorVersion(17)).isPresent();
  }

  @Test
  void saysOfEachWhyItCannotServe() throws IOException {
    assertThat(find().whyNot())
        .get()
        .asString()
        .isEqualTo(
            "local: no PostgreSQL server is installed; scripts/install-postgres installs PostgreSQL"
                + " and pgvector");
    install("usr/lib/postgresql/13", "13.22", "vector", "uuid-ossp");
    install("usr/lib/postgresql/15", "15.14", "uuid-ossp");
    install("usr/lib/postgresql/16", "16.10", "vector");
    assertThat(find().whyNot())
        .get()
        .asString()
        .contains("PostgreSQL 13.22 in " + root.resolve("usr/lib/postgresql/13/bin"))
        .contains("is not of version 14 to 18")
        .contains("PostgreSQL 15.14 in " + root.resolve("usr/lib/postgresql/15/bin"))
        .contains("has no pgvector")
        .contains("has no uuid-ossp (package postgresql-contrib)")
        .contains("scripts/install-postgres");
  }

  @Test
  void passesOverWhatDoesNotRun() throws IOException {
    Path bin = install("usr/lib/postgresql/15", "15.14", "vector", "uuid-ossp");
    script(bin.resolve("postgres"), "exit 1");
    assertThat(find().newestUsable()).isEmpty();
  }

  private Installations find() {
    return Installations.find(root, List.of());
  }

  private Path install(String prefix, String version, String... extensions) throws IOException {
    Path bin = Files.createDirectories(root.resolve(prefix).resolve("bin"));
    Path share = Files.createDirectories(root.resolve(prefix).resolve("share/extension"));
    script(bin.resolve("postgres"), "echo 'postgres (PostgreSQL) " + version + "'");
    script(bin.resolve("initdb"), "exit 1");
    Files.writeString(share.resolveSibling("postgres.bki"), "");
    for (String extension : extensions) {
      Files.writeString(share.resolve(extension + ".control"), "");
    }
    return bin;
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
