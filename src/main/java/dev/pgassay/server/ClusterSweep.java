package dev.pgassay.server;

import dev.pgassay.failure.Failure;
import dev.pgassay.input.InputLimit;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Clears away what a killed run left of a cluster. Only to be used while the cluster's lock is
 * held: then whatever is there has lost its owner.
 */
final class ClusterSweep {
  /** The line of {@code postmaster.pid} that names the shared memory: key and number. */
  private static final int SHARED_MEMORY_LINE = 6;

  private final ClusterFolder cluster;
  private final Progress progress;

  ClusterSweep(ClusterFolder cluster, Progress progress) {
    this.cluster = cluster;
    this.progress = progress;
  }

  /** Stops servers without an owner, and removes a cluster that was not completed. */
  void sweep() {
    stop(cluster);
    forgetReusedProcess();
    ClusterFolder unfinished = cluster.underConstruction();
    if (Files.exists(unfinished.folder())) {
      stop(unfinished);
      removeSharedMemory(unfinished);
      delete(unfinished);
      progress.say("removed a cluster that an earlier run did not complete");
    }
  }

  /** Sweeps every cluster of a folder but one; those that are in use are left alone. */
  static void sweepOthers(Path clusters, ClusterFolder except, Progress progress) {
    for (ClusterFolder cluster : ClusterFolder.all(clusters)) {
      if (!cluster.equals(except)) {
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
   */
  private static void removeSharedMemory(ClusterFolder folder) {
    try {
      List<String> lines = InputLimit.SETTINGS.lines(lockFile(folder));
      if (lines.size() > SHARED_MEMORY_LINE) {
        String[] keyAndNumber = lines.get(SHARED_MEMORY_LINE).strip().split("\\s+");
        if (keyAndNumber.length == 2) {
          Command.run(List.of("sh", "-c", "ipcrm -m \"$0\"", keyAndNumber[1]));
        }
      }
    } catch (IOException neverStarted) {
      // Without the file no segment was made.
    }
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
