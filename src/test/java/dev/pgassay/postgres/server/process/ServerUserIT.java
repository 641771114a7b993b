package dev.pgassay.postgres.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.server.local.ClusterProcesses;
import dev.pgassay.postgres.server.local.LocalSource;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How root's server comes to run as another user, by each of the programs that can do it. */
class ServerUserIT {
  private static final Path HOME = TestServer.reachableFolder();

  private final Path programs = HOME.resolve("programs");

  @AfterAll
  static void removeEverything() throws IOException {
    new FolderTree(HOME).delete();
  }

  @ParameterizedTest
  @ValueSource(strings = {"setpriv", "runuser", "su"})
  void runsTheServerAsAUserWithoutPrivileges(String program) throws IOException {
    assumeThat(TestServer.environment(HOME).root()).isTrue();
    ServerEnvironment environment = withOnly(program);
    ServerUser user = ServerUser.of(environment);
    assertThat(user.command(List.of("id"))).startsWith(program);
    assertThat(Command.run(user.command(List.of("id", "-un"))).output()).isEqualTo("postgres");

    DatabaseSource source =
        new LocalSource(environment, Installations.find(Path.of("/"), List.of()));
    ClusterFolder cluster =
        ClusterFolder.named(
            environment.clusterFolder(), "pg" + TestServer.shared().info().majorVersion());
    try (RunningServer server = source.start(ServerOptions.DEFAULT, Progress.NONE)) {
      assertThat(server.diagnosis()).isEmpty();
      long postmaster = new ClusterProcesses(cluster).postmaster().orElseThrow();
      assertThat(ProcessHandle.of(postmaster).flatMap(handle -> handle.info().user()))
          .contains("postgres");
    }
    assertThat(new ClusterProcesses(cluster).find()).isEmpty();
  }

  @Test
  void saysWhatIsMissingToChangeTheUser() throws IOException {
    assumeThat(TestServer.environment(HOME).root()).isTrue();
    ServerEnvironment environment = withOnly("true");
    assertThatThrownBy(() -> ServerUser.of(environment))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("none of setpriv, runuser and su is here");
  }

  @Test
  void namesTheFolderThatIsClosed() throws IOException {
    assumeThat(TestServer.environment(HOME).root()).isTrue();
    Path closed = Files.createDirectory(HOME.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Path below = Files.createDirectory(closed.resolve("below"));
    ServerUser user = ServerUser.of(TestServer.environment(HOME));
    assertThatThrownBy(() -> user.requireAccess(below))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot enter " + closed + "; chmod a+x it");
  }

  private ServerEnvironment withOnly(String program) throws IOException {
    ServerEnvironment here = TestServer.environment(HOME);
    new FolderTree(programs).delete();
    Files.createSymbolicLink(
        Files.createDirectory(programs).resolve(program), here.findProgram(program).orElseThrow());
    return new ServerEnvironment(
        here.variables(),
        here.userName(),
        here.root(),
        here.homeFolder(),
        here.clusterFolder(),
        here.temporaryFolder(),
        List.of(programs),
        here.machine());
  }
}
