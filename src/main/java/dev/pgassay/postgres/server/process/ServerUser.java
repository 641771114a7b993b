package dev.pgassay.postgres.server.process;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user who runs the programs of the server. PostgreSQL refuses to be run by root, so root runs
 * them as a user without privileges, and everybody else as themselves.
 */
public final class ServerUser {
  private static final List<String> CANDIDATES = List.of("postgres", "pgassay");

  private final Optional<String> name;
  private final List<String> prefix;

  private ServerUser(Optional<String> name, List<String> prefix) {
    this.name = name;
    this.prefix = prefix;
  }

  /**
   * Chooses the user.
   *
   * @throws Failure when we are root and there is no user or no program to change to one
   */
  public static ServerUser of(ServerEnvironment environment) {
    if (!environment.root()) {
      return new ServerUser(Optional.empty(), List.of());
    }
    String name =
        CANDIDATES.stream()
            .filter(ServerUser::exists)
            .findFirst()
            .orElseThrow(
                () ->
                    new Failure(
                        "PostgreSQL does not run as root and there is no user postgres or pgassay"
                            + " to run it; create one with useradd --system pgassay"));
    return new ServerUser(Optional.of(name), prefix(name, environment));
  }

  /** Turns the words of a command into those that run it as this user. */
  List<String> command(List<String> words) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(words);
    return all;
  }

  /** Hands a file or folder over to this user. */
  public void own(Path file) throws IOException {
    if (name.isPresent()) {
      Files.setOwner(
          file,
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(name.get()));
    }
  }

  /**
   * Checks that the user can get into a folder.
   *
   * @throws Failure that names the folder on the way that is closed
   */
  public void requireAccess(Path folder) {
    if (name.isEmpty()) {
      return;
    }
    for (int depth = 1; depth <= folder.getNameCount(); depth++) {
      Path step = folder.getRoot().resolve(folder.subpath(0, depth));
      if (!Command.run(command(List.of("test", "-x", step.toString()))).succeeded()) {
        throw new Failure(
            "the server's user "
                + name.get()
                + " cannot enter "
                + step
                + "; chmod a+x it or set PGASSAY_HOME to a folder that is open to all");
      }
    }
  }

  private static boolean exists(String name) {
    try {
      FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
      return true;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static List<String> prefix(String name, ServerEnvironment environment) {
    if (environment.findProgram("setpriv").isPresent()) {
      String group = Command.run(List.of("id", "-g", name)).output();
      return List.of("setpriv", "--reuid=" + name, "--regid=" + group, "--init-groups", "--");
    }
    if (environment.findProgram("runuser").isPresent()) {
      return List.of("runuser", "-u", name, "--");
    }
    if (environment.findProgram("su").isPresent()) {
      // Linux: not the user's own shell, which may be one that refuses. BSD's su, untried, cannot
      // name another, and passes the words after the user to the shell.
      String run = "exec \"$@\"";
      return environment.machine().macOs()
          ? List.of("su", "-m", name, "-c", run, "sh")
          : List.of("su", "-s", "/bin/sh", "-c", run, "--", name, "sh");
    }
    throw new Failure("none of setpriv, runuser and su is here to run the server as user " + name);
  }
}
