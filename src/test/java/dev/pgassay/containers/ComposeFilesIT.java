package dev.pgassay.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules for the Compose files, checked on Compose's own reading of them. */
class ComposeFilesIT {
  private static final long MIB = 1L << 20;

  /** The build memory in the image's own settings file. */
  private static final long DEFAULT_BUILD_MEMORY = 256 * MIB;

  /** A password with all characters that could break quoting. */
  private static final String SECRET = "o'd \"d$HOME %s@{pass}";

  /** The three environments, and the files that each is made of. */
  enum Kind {
    DEVELOPMENT("docker-compose.override.yml"),
    STAGING("docker-compose.staging.yml"),
    PRODUCTION("docker-compose.production.yml");

    private final String overlay;

    Kind(String overlay) {
      this.overlay = overlay;
    }
  }

  @BeforeEach
  void needsCompose() {
    DockerCli.assumeCompose();
  }

  @ParameterizedTest
  @EnumSource
  void limitsTheServerAndGivesABuildItsSharedMemory(Kind kind) {
    JsonNode server = server(kind);
    long memory = server.at("/deploy/resources/limits/memory").asLong();
    long sharedMemory = server.path("shm_size").asLong();
    long buildMemory = buildMemory(server);

    assertThat(server.at("/deploy/resources/limits/cpus").asDouble()).isPositive();
    assertThat(buildMemory).isPositive().isLessThan(sharedMemory);
    assertThat(sharedMemory).isLessThan(memory);
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheDataInANamedVolume(Kind kind) {
    JsonNode mounts = server(kind).path("volumes");

    assertThat(mounts)
        .anySatisfy(
            mount -> {
              assertThat(mount.path("type").asText()).isEqualTo("volume");
              assertThat(mount.path("source").asText()).isEqualTo("data");
              assertThat(mount.path("target").asText()).isEqualTo("/var/lib/postgresql/data");
            });
  }

  @ParameterizedTest
  @EnumSource
  void publishesNothingButOnTheLoopback(Kind kind) {
    JsonNode ports = server(kind).path("ports");

    assertThat(ports).hasSize(kind == Kind.PRODUCTION ? 0 : 1);
    assertThat(ports)
        .allSatisfy(port -> assertThat(port.path("host_ip").asText()).isEqualTo("127.0.0.1"));
  }

  @ParameterizedTest
  @EnumSource
  void connectsThemByANetworkThatIsIsolated(Kind kind) {
    JsonNode config = config(kind);

    assertThat(config.at("/networks/database/internal").asBoolean()).isTrue();
    assertThat(config.at("/services/server/networks").has("database")).isTrue();
    assertThat(names(config.at("/services/pgassay/networks"))).containsExactly("database");
  }

  @ParameterizedTest
  @EnumSource
  void givesTheServerItsPasswordsAsFilesAlone(Kind kind) {
    JsonNode server = server(kind);

    assertThat(server.toString()).doesNotContain(SECRET);
    assertThat(server.at("/environment/POSTGRES_PASSWORD_FILE").asText())
        .isEqualTo("/run/secrets/superuser_password");
    assertThat(server.path("secrets").get(0).path("source").asText())
        .isEqualTo("superuser_password");
  }

  @ParameterizedTest
  @EnumSource
  void startsPgassayOnlyWhenAskedAndTheServerIsHealthy(Kind kind) {
    JsonNode pgassay = config(kind).at("/services/pgassay");

    assertThat(pgassay.path("profiles").get(0).asText()).isEqualTo("measure");
    assertThat(pgassay.at("/depends_on/server/condition").asText()).isEqualTo("service_healthy");
    assertThat(pgassay.at("/environment/PGASSAY_URL").asText()).doesNotContain("secret");
  }

  @ParameterizedTest
  @EnumSource
  void takesEveryRightAway(Kind kind) {
    for (String service : List.of("server", "pgassay")) {
      JsonNode config = config(kind).at("/services/" + service);
      assertThat(config.path("cap_drop").get(0).asText()).isEqualTo("ALL");
      assertThat(config.path("security_opt").get(0).asText()).isEqualTo("no-new-privileges:true");
    }
  }

  @Test
  void restartsAServerAsItsEnvironmentWould() {
    assertThat(server(Kind.DEVELOPMENT).path("restart").asText()).isEqualTo("no");
    assertThat(server(Kind.STAGING).path("restart").asText()).isEqualTo("on-failure:3");
    assertThat(server(Kind.PRODUCTION).path("restart").asText()).isEqualTo("unless-stopped");
  }

  @Test
  void givesUpDurabilityInDevelopmentAlone() {
    assertThat(command(server(Kind.DEVELOPMENT))).contains("synchronous_commit=off");
    for (Kind kind : Kind.values()) {
      assertThat(command(server(kind))).doesNotContain("fsync=off", "full_page_writes=off");
    }
    assertThat(command(server(Kind.STAGING))).doesNotContain("synchronous_commit=off");
    assertThat(command(server(Kind.PRODUCTION))).contains("wal_level=replica");
  }

  @Test
  void measuresInProductionAsAUserOfItsOwnPassword() {
    JsonNode config = config(Kind.PRODUCTION);

    assertThat(config.at("/services/server/environment/POSTGRES_USER").asText())
        .isEqualTo("postgres");
    assertThat(config.at("/services/pgassay/environment/PGPASSWORD").asText())
        .isEqualTo("the other secret");
  }

  @Test
  void saysWhichPasswordIsMissing() {
    DockerCli.Outcome outcome =
        DockerCli.run(
            Map.of("POSTGRES_PASSWORD", ""), words(Kind.DEVELOPMENT, List.of("config", "--quiet")));

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.out()).contains("POSTGRES_PASSWORD", ".env.example");
  }

  private static JsonNode server(Kind kind) {
    return config(kind).at("/services/server");
  }

  private static JsonNode config(Kind kind) {
    String json =
        DockerCli.run(
                Map.of("POSTGRES_PASSWORD", SECRET, "PGASSAY_PASSWORD", "the other secret"),
                words(kind, List.of("--profile", "measure", "config", "--format", "json")))
            .succeeded();
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("docker compose config printed no JSON: " + json, e);
    }
  }

  /** The user's own .env must not decide about the test. */
  private static List<String> words(Kind kind, List<String> command) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "compose",
                "--env-file",
                "/dev/null",
                "--file",
                "docker-compose.yml",
                "--file",
                kind.overlay));
    words.addAll(command);
    return words;
  }

  private static List<String> command(JsonNode server) {
    List<String> words = new ArrayList<>();
    server.path("command").forEach(word -> words.add(word.asText()));
    return words;
  }

  private static long buildMemory(JsonNode server) {
    return command(server).stream()
        .filter(word -> word.matches("maintenance_work_mem=\\d+GB"))
        .mapToLong(word -> Long.parseLong(word.replaceAll("\\D", "")) * 1024 * MIB)
        .findFirst()
        .orElse(DEFAULT_BUILD_MEMORY);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
