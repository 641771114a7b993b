package dev.pgassay.postgres.server.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class HeldInputTest {
  private final HeldInput input = new HeldInput();

  @Test
  void doesNotEndBeforeItIsLetGoOf() throws Exception {
    CompletableFuture<byte[]> all = CompletableFuture.supplyAsync(this::readAll);
    assertThatThrownBy(() -> all.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    input.close();
    assertThat(all.get(5, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void deliversWhatItIsToldToSayAndThenEnds() throws Exception {
    CompletableFuture<byte[]> all = CompletableFuture.supplyAsync(this::readAll);
    input.say("stop");
    input.close();
    assertThat(new String(all.get(5, TimeUnit.SECONDS), StandardCharsets.US_ASCII))
        .isEqualTo("stop\n");
  }

  @Test
  void deliversInPiecesToASmallBuffer() {
    input.say("stop");
    byte[] buffer = new byte[3];
    assertThat(input.read(buffer, 0, 3)).isEqualTo(3);
    assertThat(input.read(buffer, 0, 3)).isEqualTo(2);
    input.close();
    assertThat(input.read(buffer, 0, 3)).isEqualTo(-1);
    assertThat(input.read()).isEqualTo(-1);
  }

  private byte[] readAll() {
    try {
      return input.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
