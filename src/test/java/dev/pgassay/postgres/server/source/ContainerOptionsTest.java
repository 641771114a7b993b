package dev.pgassay.postgres.server.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerOptionsTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "0-3, 4", "'0,2', 2", "'0-1,1-2,7', 4"})
  void countsTheProcessorsOfAList(String processors, int count) {
    assertThat(ContainerOptions.count(processors)).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "1-", "0;1", "0-1-2"})
  void refusesWhatIsNoList(String processors) {
    assertThatThrownBy(() -> options(Optional.of(processors), OptionalLong.empty()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--container-cpus must have a form such as 0-3 or 0,2: " + processors);
  }

  @Test
  void refusesAListThatRunsBackwards() {
    assertThatThrownBy(() -> ContainerOptions.count("3-0")).isInstanceOf(InvalidInput.class);
  }

  @Test
  void refusesLessMemoryThanAServerNeeds() {
    assertThatThrownBy(() -> options(Optional.empty(), OptionalLong.of(64 << 20)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--container-memory must be at least 512m: 67108864 bytes");
  }

  private static ContainerOptions options(Optional<String> processors, OptionalLong memory) {
    return new ContainerOptions(Optional.empty(), Path.of("none"), processors, memory);
  }
}
