package dev.pgassay.postgres.server.local;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.FolderTree;
import dev.pgassay.file.InputLimit;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.process.ClusterLock;
import dev.pgassay.postgres.server.process.Command;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;

/**
 * Clears away the remains of a cluster after a killed run. Use it only while the cluster's lock is
 * held: then anything found there has lost its owner.
 */
public final class ClusterSweep {
  /** The line of {@code postmaster.pid} that names the shared memory: key and number. */
  private static final int SHARED_MEMORY_LINE = 6;

  private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");

  private final ClusterFolder cluster;
  private final Progress progress;

  public ClusterSweep(ClusterFolder cluster, Progress progress) {
    this.cluster = cluster;
    this.progress = progress;
  }

  /**
   * Stops servers without an owner, and removes a cluster that was not completed.
   *
   * @throws Failure if the cluster is another user's
   */
  public void sweep() {
    UserPrincipal user = user(cluster.folder().getParent());
    requireOurs(user);
    stop(cluster);
    forgetReusedProcess();
    ClusterFolder unfinished = cluster.underConstruction();
    if (isUnfinishedOf(user, unfinished)) {
      stop(unfinished);
      removeSharedMemory(unfinished);
      delete(unfinished);
      progress.say("removed a cluster that an earlier run did not complete");
    }
  }

  /**
   * Sweeps every cluster of a folder but one; those that are in use, of another user or only linked
   * here are left alone.
   */
  static void sweepOthers(Path clusters, ClusterFolder except, Progress progress) {
    UserPrincipal user = user(clusters);
    for (ClusterFolder cluster : ClusterFolder.all(clusters)) {
      if (!cluster.equals(except) && mayBeSwept(cluster, user)) {
        ClusterLock.tryTake(cluster)
            .ifPresent(
                lock -> {
                  try {
                    new ClusterSweep(cluster, progress).sweep();
                  } finally {
                    lock.close();
                  }
                });
      }
    }
  }

  private static boolean mayBeSwept(ClusterFolder cluster, UserPrincipal user) {
    try {
      return cluster.exists()
          ? cluster.belongsTo(user)
          : isUnfinishedOf(user, cluster.underConstruction());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is a cluster that was not completed; a folder of that name may be another's. */
  private static boolean isUnfinishedOf(UserPrincipal user, ClusterFolder unfinished) {
    try {
      return unfinished.belongsTo(user) && unfinished.holdsOnlyOurs();
    } catch (IOException e) {
      return false;
    }
  }

  private void requireOurs(UserPrincipal user) {
    try {
      if (cluster.exists() && !Files.getOwner(cluster.folder()).equals(user)) {
        throw new Failure(
            "cluster "
                + cluster.folder()
                + " belongs to user "
                + Files.getOwner(cluster.folder()).getName()
                + "; set PGASSAY_HOME to a folder of your own");
      }
    } catch (IOException e) {
      throw new Failure("cannot tell whose " + cluster.folder() + " is", e);
    }
  }

  /**
   * Returns the owner of files that this process makes. It asks the system, since names may be
   * missing or wrong.
   */
  private static UserPrincipal user(Path clusters) {
    try {
      Path probe = Files.createTempFile(clusters, ".owner-", "");
      try {
        return Files.getOwner(probe);
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw new Failure(
          "cannot write to " + clusters + "; set PGASSAY_HOME to a folder that can be written", e);
    }
  }

  private void stop(ClusterFolder folder) {
    int stopped = new ClusterProcesses(folder).stop();
    if (stopped > 0) {
      progress.say("stopped " + stopped + " server processes that an earlier run left behind");
    }
  }

  /**
   * The server refuses to start when a live process has the number in its lock file. None of ours
   * is left, so the number has been given to another program since; the file must not speak for it.
   */
  private void forgetReusedProcess() {
    ClusterProcesses processes = new ClusterProcesses(cluster);
    Optional<Long> recorded = processes.postmaster();
    boolean reused = recorded.flatMap(ProcessHandle::of).isPresent();
    if (reused && processes.find().isEmpty()) {
      try {
        Files.delete(lockFile(cluster));
      } catch (IOException e) {
        throw new Failure("cannot delete the stale " + lockFile(cluster), e);
      }
    }
  }

  /**
   * Frees the System V segment that a killed server could not; a starting one frees it by itself.
   * The number may have been given to another's segment since, as after a restart of the machine.
   */
  private static void removeSharedMemory(ClusterFolder folder) {
    try {
      List<String> lines = InputLimit.SETTINGS.lines(lockFile(folder));
      if (lines.size() > SHARED_MEMORY_LINE) {
        String[] keyAndNumber = lines.get(SHARED_MEMORY_LINE).strip().split("\\s+");
        String user = Files.getAttribute(folder.data(), "unix:uid").toString();
        if (keyAndNumber.length == 2
            && Files.readAllLines(SEGMENTS).stream()
                .anyMatch(line -> isUnusedSegment(line, keyAndNumber, user))) {
          Command.run(List.of("sh", "-c", "ipcrm -m \"$0\"", keyAndNumber[1]));
        }
      }
    } catch (IOException neverStartedOrNotLinux) {
      // Without the file no segment was made; one of 56 bytes stays if the system lists none.
    }
  }

  /** A line begins with key, number, mode, size, two processes, users of the segment and owner. */
  static boolean isUnusedSegment(String line, String[] keyAndNumber, String user) {
    String[] found = line.strip().split("\\s+");
    return found.length > 7
        && found[0].matches("-?\\d+")
        && keyAndNumber[0].matches("\\d{1,20}")
        && Integer.parseInt(found[0]) == (int) Long.parseUnsignedLong(keyAndNumber[0])
        && found[1].equals(keyAndNumber[1])
        && found[6].equals("0")
        && found[7].equals(user);
  }

  private static Path lockFile(ClusterFolder folder) {
    return folder.data().resolve("postmaster.pid");
  }

  private static void delete(ClusterFolder folder) {
    try {
      new FolderTree(folder.folder()).delete();
    } catch (IOException e) {
      throw new Failure(
          "cannot remove the unfinished cluster " + folder.folder() + "; remove it by hand", e);
    }
  }
}
