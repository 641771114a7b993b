package dev.pgassay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void writesWhatAReaderOfJsonReads() throws Exception {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "a \"quoted\" \\ line\nand a tab\t, é and \u0001");
    value.put("number", 12_345_678_901L);
    value.put("yes", true);
    value.put("nothing", Optional.empty());
    value.put("something", Optional.of("x"));
    value.put("list", List.of(1, List.of(), Map.of()));
    Map<?, ?> read = new ObjectMapper().readValue(JsonText.of(value), Map.class);
    assertThat(read.get("text")).isEqualTo(value.get("text"));
    assertThat(read.get("number")).isEqualTo(12_345_678_901L);
    assertThat(read.get("yes")).isEqualTo(true);
    assertThat(read.get("nothing")).isNull();
    assertThat(read.get("something")).isEqualTo("x");
    assertThat(read.get("list")).isEqualTo(List.of(1, List.of(), Map.of()));
  }

  @Test
  void keepsTheOrderAndIndents() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("b", List.of(1));
    value.put("a", 2);
    assertThat(JsonText.of(value)).isEqualTo("{\n  \"b\": [\n    1\n  ],\n  \"a\": 2\n}\n");
  }

  @Test
  void refusesWhatItCannotWrite() {
    assertThatThrownBy(() -> JsonText.of(0.5)).isInstanceOf(IllegalArgumentException.class);
  }
}
