package dev.pgassay.postgres.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server in a container, which numbers its processes from 1 on, next to another on the machine.
 */
class ServerProcessesTest {
  private static final int POSTMASTER = 500;

  @TempDir private Path proc;

  @BeforeEach
  void startBothServers() throws IOException {
    process(1, 0, "init", 1, "/sbin/init", 1);
    // The container's: user and system time of 100 ticks in all, and 40 of sessions that ended.
    process(POSTMASTER, 499, "postgres", 7, "postgres -D /data", 60);
    process(501, POSTMASTER, "postgres", 31, "postgres: checkpointer ", 20);
    process(502, POSTMASTER, "postgres", 42, "postgres: bob db 172.17.0.1(40100) idle", 20);
    // The machine's own, one of whose sessions has the same number as the container's.
    process(41, 1, "postgres", 41, "postgres -D /other", 5_000);
    process(42, 41, "postgres", 42, "postgres: bob db 127.0.0.1(40200) idle", 5_000);
  }

  @Test
  void findsTheServerWhoseSessionHasThisNumberAndPort() {
    assertThat(ServerProcesses.of(proc, 42, 40_100)).isPresent();
    assertThat(ServerProcesses.of(proc, 42, 40_300)).isEmpty();
    assertThat(ServerProcesses.of(proc, 43, 40_100)).isEmpty();
  }

  @Test
  void addsUpTheProcessesAndTheSessionsThatEnded() {
    ServerProcesses server = ServerProcesses.of(proc, 42, 40_100).orElseThrow();

    // 60 + 20 + 20 ticks, and 4 of ended children for each process, of 10 ms each.
    assertThat(server.cpuNanos()).isEqualTo((100 + 3 * 4) * 1e7);
  }

  @Test
  void countsSharedMemoryOnce() {
    ServerProcesses server = ServerProcesses.of(proc, 42, 40_100).orElseThrow();

    // In kilobytes RssAnon is 100 times the ticks, RssShmem 1,000 times.
    assertThat(server.memory()).isEqualTo(new ServerMemory(1024L * 10_000, 1024L * 60_000));
  }

  @Test
  void isAbsentWhereThereIsNoSuchFolder() {
    assertThat(ServerProcesses.of(proc.resolve("absent"), 42, 40_100)).isEmpty();
  }

  private void process(int pid, int parent, String comm, int inner, String title, int ticks)
      throws IOException {
    Path folder = Files.createDirectory(proc.resolve(Integer.toString(pid)));
    Files.writeString(folder.resolve("comm"), comm + "\n");
    Files.writeString(folder.resolve("cmdline"), title + "\0\0");
    Files.writeString(
        folder.resolve("stat"),
        pid
            + " ("
            + comm
            + " :) 9) S "
            + parent
            + " 7 7 0 -1 4194304 1 2 3 4 "
            + (ticks - 1)
            + " 1 3 1 20 0 1 0 77 88 99\n");
    Files.writeString(
        folder.resolve("status"),
        "Name:\t%s\nNSpid:\t%d\t%d\nRssAnon:\t  %d kB\nRssShmem:\t  %d kB\nHugetlbPages:\t 0 kB\n"
            .formatted(comm, pid, inner, 100 * ticks, 1_000 * ticks));
  }
}
