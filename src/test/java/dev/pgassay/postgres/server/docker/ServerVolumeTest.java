package dev.pgassay.postgres.server.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerVolumeTest {
  @TempDir private Path home;

  @Test
  void isOneForEachWorkspaceAndEachPlaceWherePasswordsAreKept() {
    ServerVolume quick = ServerVolume.of(environment(home), "quick_1a2b3c4d");
    assertThat(quick.name()).matches("pgassay-quick_1a2b3c4d-[0-9a-f]{8}");
    assertThat(quick).isEqualTo(ServerVolume.of(environment(home), "quick_1a2b3c4d"));
    assertThat(ServerVolume.of(environment(home), "full_1a2b3c4d").name())
        .isNotEqualTo(quick.name());
    assertThat(ServerVolume.of(environment(home.resolve("other")), "quick_1a2b3c4d").name())
        .isNotEqualTo(quick.name());
  }

  @Test
  void isTheOnlyOneWhereNoneWasNamed() throws IOException {
    ServerEnvironment environment = environment(home);
    assertThat(ServerVolume.choose(environment, Optional.empty()).name())
        .startsWith("pgassay-schema-");
    ServerVolume quick = made("quick");
    assertThat(ServerVolume.choose(environment, Optional.empty())).isEqualTo(quick);
    ServerVolume full = made("full");
    assertThatThrownBy(() -> ServerVolume.choose(environment, Optional.empty()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "there are several volumes ("
                + full.name()
                + ", "
                + quick.name()
                + "); name the workspace with --workspace or --dataset");
    assertThat(ServerVolume.choose(environment, Optional.of("quick"))).isEqualTo(quick);
  }

  private ServerVolume made(String workspace) throws IOException {
    ServerVolume volume = ServerVolume.of(environment(home), workspace);
    Files.createDirectories(volume.folder().folder());
    Files.createFile(volume.folder().passwords());
    return volume;
  }

  private static ServerEnvironment environment(Path home) {
    return TestServer.environment(home);
  }
}
