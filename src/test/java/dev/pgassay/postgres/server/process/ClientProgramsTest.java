package dev.pgassay.postgres.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientProgramsTest {
  @TempDir Path folder;

  @Test
  void areOfTheVersionThatPgDumpTells() throws IOException {
    script("pg_dump", "echo 'pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)'");
    script("pg_restore", "exit 1");

    assertThat(ClientPrograms.in(folder)).contains(new ClientPrograms(folder, 15));
  }

  @Test
  void areThereTogetherOrNotAtAll() throws IOException {
    script("pg_dump", "echo 'pg_dump (PostgreSQL) 15.14'");

    assertThat(ClientPrograms.in(folder)).isEmpty();
  }

  @Test
  void areFoundThroughThePath() throws IOException {
    script("pg_dump", "echo 'pg_dump (PostgreSQL) 99.1'");
    script("pg_restore", "exit 1");

    assertThat(ClientPrograms.installed("/nowhere:" + folder))
        .contains(new ClientPrograms(folder, 99));
  }

  @Test
  void areTheOldestThatCanDumpTheServer() {
    ClientPrograms older = new ClientPrograms(folder, 14);
    ClientPrograms same = new ClientPrograms(folder, 15);
    ClientPrograms newer = new ClientPrograms(folder, 17);

    assertThat(ClientPrograms.forServer(15, List.of(older, newer, same))).contains(same);
    assertThat(ClientPrograms.forServer(16, List.of(older, newer, same))).contains(newer);
    assertThat(ClientPrograms.forServer(18, List.of(older, newer, same))).isEmpty();
  }

  private void script(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
