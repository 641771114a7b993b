package dev.pgassay.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void writesEveryKindOfValueInTheOrderOfTheMap() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("text", "say \"hi\"\\\n\tü\u0001");
    document.put("whole", 12L);
    document.put("fraction", 0.25);
    document.put("infinite", Double.POSITIVE_INFINITY);
    document.put("yes", true);
    document.put("list", List.of(1, Map.of("inner", List.of())));

    assertThat(JsonText.of(document))
        .isEqualTo(
            """
            {
              "text": "say \\"hi\\"\\\\\\n\\tü\\u0001",
              "whole": 12,
              "fraction": 0.25,
              "infinite": null,
              "yes": true,
              "list": [
                1,
                {
                  "inner": []
                }
              ]
            }
            """);
  }

  @Test
  void writesAnEmptyDocument() {
    assertThat(JsonText.of(Map.of())).isEqualTo("{}\n");
  }
}
