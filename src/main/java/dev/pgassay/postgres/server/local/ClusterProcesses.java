package dev.pgassay.postgres.server.local;

import dev.pgassay.file.InputLimit;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.process.Command;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The PostgreSQL processes of a data folder, whoever started them: a killed host or a killed
 * lifeline may have left them behind.
 */
public final class ClusterProcesses {
  private static final Path PROCESSES = Path.of("/proc");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final ClusterFolder cluster;

  public ClusterProcesses(ClusterFolder cluster) {
    this.cluster = cluster;
  }

  /** Returns the numbers of the processes. */
  public List<Long> find() {
    List<Long> found = Files.exists(PROCESSES.resolve("self/cwd")) ? byWorkingFolder() : byTitle();
    return found.stream().filter(this::isOfOurUsers).toList();
  }

  /**
   * Stops them all: first in order, then, after a while, by force. The shell of a lifeline that is
   * still there goes first: it would kill whatever lives in the folder, also a server that is
   * started after this.
   *
   * @return how many processes of the server there were
   */
  int stop() {
    List<ProcessHandle> shells = lifelineShells();
    shells.forEach(ProcessHandle::destroyForcibly);
    await(() -> shells.stream().noneMatch(ProcessHandle::isAlive));
    List<Long> found = find();
    postmaster().filter(found::contains).ifPresent(pid -> signal("-INT", pid));
    if (!await(() -> find().isEmpty())) {
      find().forEach(pid -> signal("-KILL", pid));
      await(() -> find().isEmpty());
    }
    return found.size();
  }

  private List<ProcessHandle> lifelineShells() {
    // The full command, so that an editor with the script open does not match.
    String script = cluster.lifelineScript() + " " + cluster.data();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(script))
        .filter(process -> isOfOurUsers(process.pid()))
        .filter(this::seesOurFiles)
        .toList();
  }

  /**
   * The server's programs run as the user who owns its data, and as the one who made the cluster
   * until they have changed to that user. Whoever else gives a process the same words or folder
   * gives us no right to end it.
   */
  private boolean isOfOurUsers(long pid) {
    try {
      Set<UserPrincipal> users =
          new HashSet<>(List.of(Files.getOwner(cluster.data()), Files.getOwner(cluster.folder())));
      return Files.exists(PROCESSES.resolve("self"))
          ? users.contains(Files.getOwner(PROCESSES.resolve(Long.toString(pid))))
          : ProcessHandle.of(pid)
              .flatMap(process -> process.info().user())
              .filter(name -> users.stream().anyMatch(user -> user.getName().equals(name)))
              .isPresent();
    } catch (IOException gone) {
      return false;
    }
  }

  /** In a container that shares our process numbers, the same path is another file. */
  private boolean seesOurFiles(ProcessHandle process) {
    Path root = PROCESSES.resolve(process.pid() + "/root");
    if (!Files.exists(PROCESSES.resolve("self/root"))) {
      return true;
    }
    try {
      return Files.isSameFile(root.resolve(relative(cluster.data())), cluster.data());
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private static Path relative(Path absolute) {
    return absolute.getRoot().relativize(absolute);
  }

  private static boolean await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  /** Reads who the folder's lock file says is, or was, its postmaster. */
  public Optional<Long> postmaster() {
    try {
      List<String> lines = InputLimit.SETTINGS.lines(cluster.data().resolve("postmaster.pid"));
      return lines.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(lines.get(0).strip()));
    } catch (IOException | NumberFormatException notRunning) {
      return Optional.empty();
    }
  }

  private List<Long> byWorkingFolder() {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      Path data = cluster.data().toRealPath();
      for (Path process : entries) {
        if (livesIn(process, data)) {
          found.add(Long.valueOf(process.getFileName().toString()));
        }
      }
    } catch (IOException noSuchFolder) {
      return List.of();
    }
    return found;
  }

  private static boolean livesIn(Path process, Path data) {
    try {
      Path folder = process.resolve("cwd");
      // The name and the file: in a container that shares our process numbers it may be another.
      return Files.readSymbolicLink(folder).equals(data)
          && Files.isSameFile(folder, data)
          && Files.readString(process.resolve("comm")).strip().equals("postgres");
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  /** Without /proc: the main process names the folder, the others the cluster's name. */
  private List<Long> byTitle() {
    List<Long> found = new ArrayList<>();
    for (String line : Command.run(List.of("ps", "-axo", "pid=,command=")).output().split("\n")) {
      String[] parts = line.strip().split("\\s+", 2);
      boolean ours =
          parts.length == 2
              && parts[1].contains("postgres")
              && (parts[1].contains("-D " + cluster.data())
                  || parts[1].contains(": " + cluster.serverName() + ": "));
      if (ours && !parts[1].contains("lifeline.sh")) {
        found.add(Long.valueOf(parts[0]));
      }
    }
    return found;
  }

  private static void signal(String signal, long pid) {
    // The shell's own kill is always there; a program of that name is not.
    Command.run(List.of("sh", "-c", "kill \"$0\" \"$1\"", signal, String.valueOf(pid)));
  }
}
