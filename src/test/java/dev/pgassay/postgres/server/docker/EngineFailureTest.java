package dev.pgassay.postgres.server.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class EngineFailureTest {
  @Test
  void takesTheEnginesWordsOutOfItsAnswer() {
    RuntimeException refusal =
        new IllegalStateException(
            "Could not create",
            new IllegalArgumentException(
                "Status 500: {\"message\":\"Get \\\"https://registry-1.docker.io/v2/\\\": dial tcp:"
                    + " no such host\\n\"}\n"));
    assertThat(EngineFailure.of("cannot pull image x", refusal))
        .hasMessage(
            "cannot pull image x: Get \"https://registry-1.docker.io/v2/\": dial tcp: no such host");
  }

  @Test
  void saysThatTheEngineIsGone() {
    assertThat(
            EngineFailure.words(
                new IllegalStateException("java.io.IOException", new IOException("Broken pipe"))))
        .isEqualTo("the container engine no longer answers (Broken pipe); start it again");
  }

  @Test
  void leavesOtherWordsAsTheyAreInOneLine() {
    assertThat(EngineFailure.words(new IllegalStateException("first\nsecond"))).isEqualTo("first");
  }
}
