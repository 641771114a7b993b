package dev.pgassay.postgres.server.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectImageResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The samples are output of {@code docker image inspect}, cut down to the fields that are read. */
class ServerImageTest {
  private static final String PULLED =
      """
      {
        "Id": "sha256:5f1c7c9ea0d0f4ba1c8e1d4a2fbb4c0c6a6c0a9d1f1d0f65ed06ef5d5cfb7f10",
        "RepoTags": ["pgvector/pgvector:pg17"],
        "RepoDigests": [
          "pgvector/pgvector@sha256:9ae02a756ba16a2d69dd78058e25915e36e189bb36ddf01ceae86390d7ed786a"
        ],
        "Config": {
          "Env": ["PATH=/usr/bin", "PG_MAJOR=17", "PGDATA=/var/lib/postgresql/data"],
          "Entrypoint": ["docker-entrypoint.sh"]
        }
      }
      """;

  private static final String BUILT =
      """
      {
        "Id": "sha256:0c6a6c0a9d1f1d0f65ed06ef5d5cfb7f105f1c7c9ea0d0f4ba1c8e1d4a2fbb4c",
        "RepoTags": ["pgassay/postgres:1a2b3c"],
        "RepoDigests": [],
        "Config": {"Env": null, "Entrypoint": null}
      }
      """;

  @Test
  void tellsTheDigestByWhichARegistryKnowsIt() throws IOException {
    ServerImage image = ServerImage.of("pgvector/pgvector:pg17", inspected(PULLED));

    assertThat(image.id()).startsWith("sha256:5f1c7c9e").hasSize("sha256:".length() + 64);
    assertThat(image.registryDigests())
        .containsExactly(
            "pgvector/pgvector@sha256:9ae02a756ba16a2d69dd78058e25915e36e189bb36ddf01ceae86390d7ed786a");
    assertThat(image.majorVersion()).contains(17);
    assertThat(image.entrypoint()).containsExactly("docker-entrypoint.sh");
  }

  @Test
  void hasNoDigestWhereItWasBuiltHere() throws IOException {
    ServerImage image = ServerImage.of("pgassay/postgres:1a2b3c", inspected(BUILT));

    assertThat(image.registryDigests()).isEmpty();
    assertThat(image.id()).startsWith("sha256:0c6a6c0a");
    assertThat(image.majorVersion()).isEmpty();
  }

  private static InspectImageResponse inspected(String json) throws IOException {
    return new ObjectMapper()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .readValue(json, InspectImageResponse.class);
  }
}
