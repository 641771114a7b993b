package dev.pgassay.postgres.server.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerEnvironmentTest {
  private static final Path HOME = Path.of("/home/me");

  @Test
  void keepsClustersBelowTheCacheFolderOfTheUser() {
    assertThat(clusters(Map.of(), false, false)).isEqualTo(HOME.resolve(".cache/pgassay/clusters"));
    assertThat(clusters(Map.of("XDG_CACHE_HOME", "/var/tmp/me"), false, false))
        .isEqualTo(Path.of("/var/tmp/me/pgassay/clusters"));
    assertThat(clusters(Map.of(), false, true))
        .isEqualTo(HOME.resolve("Library/Caches/pgassay/clusters"));
  }

  /**
   * The XDG base directory specification: "If an implementation encounters a relative path ... it
   * should consider the path invalid and ignore it."
   */
  @Test
  void ignoresARelativeCacheFolder() {
    assertThat(clusters(Map.of("XDG_CACHE_HOME", "cache"), false, false))
        .isEqualTo(HOME.resolve(".cache/pgassay/clusters"));
  }

  @Test
  void keepsThoseOfRootWhereTheServersUserCanReachThem() {
    assertThat(clusters(Map.of("XDG_CACHE_HOME", "/root/.cache"), true, false))
        .isEqualTo(Path.of("/var/lib/pgassay/clusters"));
  }

  @Test
  void letsOneVariableRuleThemAll() {
    Map<String, String> variables =
        Map.of("PGASSAY_HOME", "/data/pgassay", "XDG_CACHE_HOME", "/cache");
    assertThat(clusters(variables, true, false)).isEqualTo(Path.of("/data/pgassay/clusters"));
    assertThat(clusters(variables, false, true)).isEqualTo(Path.of("/data/pgassay/clusters"));
  }

  @Test
  void takesOnlyAbsoluteFoldersOfThePath() {
    ServerEnvironment environment =
        ServerEnvironment.of(Map.of("PATH", "/usr/bin:.:bin::/opt/bin"), Map.of(), 1 << 30, 1);
    assertThat(environment.searchFolders())
        .containsExactly(Path.of("/usr/bin"), Path.of("/opt/bin"));
  }

  @Test
  void findsAProgramThatIsThere() {
    ServerEnvironment environment =
        ServerEnvironment.of(Map.of("PATH", "/usr/bin:/bin"), Map.of(), 1 << 30, 1);
    assertThat(environment.findProgram("sh")).isPresent();
    assertThat(environment.findProgram("no-such-program")).isEqualTo(Optional.empty());
  }

  @Test
  void refusesAMachineWithoutMemory() {
    assertThatThrownBy(() -> new ServerEnvironment.Machine(false, 0, 2))
        .hasMessageContaining("must be positive: 0, 2");
  }

  private static Path clusters(Map<String, String> variables, boolean root, boolean macOs) {
    return ServerEnvironment.base(variables, HOME, root, macOs).resolve("clusters");
  }
}
