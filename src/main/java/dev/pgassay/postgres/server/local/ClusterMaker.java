package dev.pgassay.postgres.server.local;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.process.Installation;
import dev.pgassay.postgres.server.process.Lifeline;
import dev.pgassay.postgres.server.process.ServerLog;
import dev.pgassay.postgres.server.process.ServerUser;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.workspace.Passwords;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;

/**
 * Makes a private cluster with the installation's {@code initdb}: in a folder of another name,
 * which is renamed when all is complete, so that a cluster is there in full or not at all.
 */
final class ClusterMaker {
  private final ServerEnvironment environment;
  private final Installation installation;
  private final ServerUser user;

  ClusterMaker(ServerEnvironment environment, Installation installation, ServerUser user) {
    this.environment = environment;
    this.installation = installation;
    this.user = user;
  }

  void make(ClusterFolder cluster, Progress progress) {
    ClusterFolder unfinished = cluster.underConstruction();
    create(unfinished);
    try (Progress.Task task =
        progress.start("make a private PostgreSQL " + installation.version(), -1, "steps")) {
      prepare(unfinished);
      initialise(unfinished);
      task.advance(1);
      Files.move(unfinished.folder(), cluster.folder(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Failure("cannot make a cluster in " + cluster.folder(), e);
    } finally {
      remove(unfinished);
    }
  }

  /** A completed cluster has another name by now; an incomplete one is useless. */
  private static void remove(ClusterFolder unfinished) {
    try {
      new FolderTree(unfinished.folder()).delete();
    } catch (IOException sweptByTheNextStart) {
      // The reason why it was not completed is on its way to the user.
    }
  }

  /** The sweep has removed our leftovers here. */
  private static void create(ClusterFolder unfinished) {
    try {
      Files.createDirectory(unfinished.folder());
    } catch (FileAlreadyExistsException e) {
      throw new Failure(
          unfinished.folder()
              + " exists already, and pgassay did not make it as this user; rename it, or set"
              + " PGASSAY_HOME to a folder of your own",
          e);
    } catch (IOException e) {
      throw new Failure("cannot make a cluster in " + unfinished.folder(), e);
    }
  }

  private void prepare(ClusterFolder cluster) throws IOException {
    // Others may pass through, for the server's user to reach its data; only it and we can read.
    Files.setPosixFilePermissions(cluster.folder(), PosixFilePermissions.fromString("rwx--x--x"));
    Files.createDirectory(cluster.data());
    Files.setPosixFilePermissions(cluster.data(), PosixFilePermissions.fromString("rwx------"));
    user.own(cluster.data());
    user.requireAccess(cluster.folder());
    cluster.writeLabel(installation.majorVersion());
  }

  private void initialise(ClusterFolder cluster) throws IOException {
    Passwords passwords = Passwords.random(new SecureRandom());
    passwords.write(cluster.passwords());
    Path superuserPassword = cluster.superuserPassword();
    Passwords.createPrivate(superuserPassword);
    Files.writeString(superuserPassword, passwords.superuser().reveal());
    user.own(superuserPassword);
    try (Lifeline lifeline =
        Lifeline.start(
            environment,
            user,
            initdb(cluster, superuserPassword),
            cluster.lifelineScript(),
            cluster.data(),
            cluster.log())) {
      int exitCode = lifeline.waitForEnd();
      if (exitCode != 0) {
        throw new Failure(
            "initdb failed with exit code " + exitCode + ": " + ServerLog.reason(cluster.log()));
      }
    }
    Files.delete(superuserPassword);
  }

  private List<String> initdb(ClusterFolder cluster, Path superuserPassword) {
    return List.of(
        installation.program("initdb"),
        "--pgdata=" + cluster.data(),
        "--username=" + Passwords.SUPERUSER,
        "--pwfile=" + superuserPassword,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // Text sorts by its bytes: the same order in every version and on every system.
        "--locale=C",
        "--lc-messages=C",
        // The default from version 18 on, and that of the hosted services: a number should not
        // depend on which version it was taken with for another reason than the version.
        "--data-checksums");
  }
}
