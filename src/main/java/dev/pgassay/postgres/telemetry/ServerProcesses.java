package dev.pgassay.postgres.telemetry;

import dev.pgassay.postgres.jdbc.Session;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The processes of a server that runs on this machine, on its own or in a container: their use of
 * the processors and of the memory. They are found through one of the server's own sessions, so the
 * source of the server need not be known. Needs Linux's {@code /proc}. Not thread-safe.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
final class ServerProcesses {
  /** Times in {@code stat} are in hundredths of a second on every architecture that has a JVM. */
  private static final double NANOS_PER_TICK = 1e7;

  private static final long BYTES_PER_KILOBYTE = 1024;

  private static final String SESSION = "SELECT pg_backend_pid(), inet_client_port()";

  /** Fields of {@code stat}, counted from the one behind the name of the program. */
  private static final int PARENT = 1;

  private static final int OWN_USER_TICKS = 11;
  private static final int CHILDRENS_SYSTEM_TICKS = 14;

  private final Path processes;
  private final long postmaster;

  private ServerProcesses(Path processes, long postmaster) {
    this.processes = processes;
    this.postmaster = postmaster;
  }

  /** A session as its server sees it: its process by the server's numbering, our port. */
  private record Backend(long pid, int clientPort) {}

  /**
   * The facts about a process in {@code stat}: its parent, and the time of it and its ended
   * children.
   */
  private record Stat(long pid, long parent, long ticks) {}

  /**
   * Finds the server of a session.
   *
   * @param session open on the server
   * @return its processes; empty if they are on another machine or hidden from this process
   */
  static Optional<ServerProcesses> of(Session session) {
    Backend backend =
        session
            .rows(
                "cannot tell the session's process",
                row -> new Backend(row.getLong(1), row.getInt(2)),
                SESSION)
            .get(0);
    return of(Path.of("/proc"), backend.pid(), backend.clientPort());
  }

  /**
   * Finds the server of a session. In a container the server numbers its processes otherwise than
   * this machine does, and another server here may have a process of that number: the session is
   * the one whose title ends with the port that we sent from.
   */
  static Optional<ServerProcesses> of(Path processes, long backendPid, int clientPort) {
    for (long pid : all(processes)) {
      Path process = processes.resolve(Long.toString(pid));
      if (text(process.resolve("comm")).strip().equals("postgres")
          && innermostPid(process) == backendPid
          && text(process.resolve("cmdline")).contains("(" + clientPort + ")")) {
        return stat(processes, pid).map(it -> new ServerProcesses(processes, it.parent()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the processor time that the server has taken since it was started, sessions that have
   * ended included.
   *
   * @return nanoseconds, in steps of ten milliseconds for each process
   */
  double cpuNanos() {
    long ticks = 0;
    for (Stat process : living()) {
      ticks += process.ticks();
    }
    return ticks * NANOS_PER_TICK;
  }

  /** Returns the memory that the processes hold now. */
  ServerMemory memory() {
    long privateBytes = 0;
    long sharedBytes = 0;
    for (Stat process : living()) {
      Path status = processes.resolve(Long.toString(process.pid())).resolve("status");
      List<String> lines = text(status).lines().toList();
      privateBytes += bytes(lines, "RssAnon:");
      // All map the same segment, each only the pages that it has touched.
      sharedBytes =
          Math.max(sharedBytes, bytes(lines, "RssShmem:") + bytes(lines, "HugetlbPages:"));
    }
    return new ServerMemory(privateBytes, sharedBytes);
  }

  /** The postmaster and its children; a server has no grandchildren that last. */
  private List<Stat> living() {
    List<Stat> found = new ArrayList<>();
    for (long pid : all(processes)) {
      stat(processes, pid)
          .filter(it -> it.pid() == postmaster || it.parent() == postmaster)
          .ifPresent(found::add);
    }
    return found;
  }

  private static List<Long> all(Path processes) {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(processes, "[0-9]*")) {
      entries.forEach(entry -> pids.add(Long.valueOf(entry.getFileName().toString())));
    } catch (IOException ignored) {
      // Not Linux: no process is seen.
      return List.of();
    }
    return pids;
  }

  /** The program's name is in parentheses and may contain any character. */
  private static Optional<Stat> stat(Path processes, long pid) {
    String text = text(processes.resolve(Long.toString(pid)).resolve("stat"));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
    long ticks =
        Arrays.stream(fields, OWN_USER_TICKS, CHILDRENS_SYSTEM_TICKS + 1)
            .mapToLong(Long::parseLong)
            .sum();
    return Optional.of(new Stat(pid, Long.parseLong(fields[PARENT]), ticks));
  }

  /**
   * The number by which a process knows itself: the last of its numbers, one for each container.
   */
  private static long innermostPid(Path process) {
    return text(process.resolve("status"))
        .lines()
        .filter(line -> line.startsWith("NSpid:"))
        .map(line -> line.strip().split("\\s+"))
        .mapToLong(words -> Long.parseLong(words[words.length - 1]))
        .findFirst()
        .orElse(-1);
  }

  private static long bytes(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]) * BYTES_PER_KILOBYTE)
        .findFirst()
        .orElse(0);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException ignored) {
      // The process has ended, or it is none of ours to look at.
      return "";
    }
  }
}
