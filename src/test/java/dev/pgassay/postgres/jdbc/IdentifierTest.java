package dev.pgassay.postgres.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdentifierTest {
  @Test
  void quotesWhateverStandsInAName() {
    assertThat(Identifier.quote("events")).isEqualTo("\"events\"");
    assertThat(Identifier.quote("a\"; DROP TABLE b")).isEqualTo("\"a\"\"; DROP TABLE b\"");
  }

  @Test
  void refusesWhatCannotBeAName() {
    assertThatThrownBy(() -> Identifier.quote("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Identifier.quote("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }
}
