package dev.pgassay.postgres.server.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.server.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineProbeTest {
  @TempDir private Path folder;

  @Test
  void findsAnEngineThatAnswers() throws IOException {
    try (FakeEngine engine = engine(FakeEngine.version("20.10.24+dfsg1", "1.41"))) {
      assertThat(whyNot(engine.address())).isEmpty();
    }
    Files.delete(socket());
    try (FakeEngine engine = engine(FakeEngine.version("29.1.0", "1.52"))) {
      assertThat(whyNot(engine.address())).isEmpty();
    }
  }

  @Test
  void namesTheVersionOfOneThatIsTooOld() throws IOException {
    try (FakeEngine engine = engine(FakeEngine.version("19.03.15", "1.40"))) {
      assertThat(whyNot(engine.address()))
          .contains(
              "docker: the engine at unix://"
                  + socket()
                  + " is too old: 19.03.15; pgassay needs Docker 20.10 or newer");
    }
  }

  @Test
  void doesNotTakeAnythingThatAnswersForAnEngine() throws IOException {
    try (FakeEngine engine = engine("HTTP/1.0 404 Not Found\r\n\r\n")) {
      assertThat(whyNot(engine.address())).get().asString().contains("is not a container engine");
    }
  }

  @Test
  void doesNotWaitForOneThatIsSilent() throws IOException {
    try (FakeEngine engine = engine("")) {
      Instant begun = Instant.now();
      EngineAddress address =
          EngineAddress.find(environment(Map.of("DOCKER_HOST", engine.address()))).orElseThrow();
      assertThat(EngineProbe.whyNot(address, 1))
          .get()
          .asString()
          .contains("no engine answers at unix://" + socket() + " (no answer within 1 s)");
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void tellsASocketWithoutAnEngineFromNoSocket() throws IOException {
    engine(FakeEngine.version("20.10.24", "1.41")).close();
    assertThat(whyNot("unix://" + socket()))
        .contains(
            "docker: no engine answers at unix://" + socket() + " (Connection refused); start it");
    Files.delete(socket());
    assertThat(whyNot("unix://" + socket()))
        .contains("docker: DOCKER_HOST is unix://" + socket() + ", and there is no such socket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://me@host", "tcp://host", "docker.sock", "unix", "a b"})
  void refusesAnAddressThatCannotBeUsed(String address) {
    assertThat(whyNot(address)).get().asString().startsWith("docker: DOCKER_HOST ");
  }

  @Test
  void takesTheGivenAddressAndNoOther() {
    assertThat(EngineAddress.find(environment(Map.of("DOCKER_HOST", "tcp://10.0.0.7:2376"))))
        .get()
        .satisfies(
            found -> {
              assertThat(found.host()).isEqualTo("10.0.0.7");
              assertThat(found.isLocal()).isFalse();
              assertThat(found.encrypted()).isFalse();
            });
  }

  private FakeEngine engine(String answer) throws IOException {
    return new FakeEngine(socket(), answer);
  }

  private Path socket() {
    return folder.resolve("engine.sock");
  }

  private static Optional<String> whyNot(String address) {
    return EngineProbe.whyNot(environment(Map.of("DOCKER_HOST", address)));
  }

  private static ServerEnvironment environment(Map<String, String> variables) {
    return ServerEnvironment.of(variables, Map.of("user.home", "/nonexistent"), 1 << 30, 2);
  }
}
