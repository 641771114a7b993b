package dev.pgassay.postgres.server.local;

import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.process.Installation;
import dev.pgassay.postgres.server.process.Lifeline;
import dev.pgassay.postgres.server.process.ServerProcess;
import dev.pgassay.postgres.server.process.ServerUser;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.progress.Progress;
import java.util.List;

/**
 * Lets a server's program recover a cluster that was not shut down, without serving anybody: it
 * frees the shared memory that the killed server left behind.
 */
public final class ClusterRecovery {
  private final ServerEnvironment environment;
  private final Installation installation;

  public ClusterRecovery(ServerEnvironment environment, Installation installation) {
    this.environment = environment;
    this.installation = installation;
  }

  /** Recovers. A cluster that cannot be recovered is left as it is: the log says why. */
  public void recover(ClusterFolder cluster, Progress progress) {
    try (Progress.Task task = progress.start("free what a killed server left", -1, "steps");
        Lifeline lifeline =
            Lifeline.start(
                environment,
                ServerUser.of(environment),
                List.of(
                    installation.program("postgres"),
                    "--single",
                    "-D",
                    cluster.data().toString(),
                    "-c",
                    "config_file=" + cluster.settings(),
                    ServerProcess.MAINTENANCE_DATABASE),
                cluster.lifelineScript(),
                cluster.data(),
                cluster.log())) {
      lifeline.waitForEnd();
      task.advance(1);
    }
  }
}
