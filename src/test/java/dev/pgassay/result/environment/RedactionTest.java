package dev.pgassay.result.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.RunFormat;
import dev.pgassay.result.store.RunRecorder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  private static final long SEED = 7;
  private static final String ALPHABET = "abcXYZ019!$%^*()-_+:;,.?/#@~";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "postgresql://ann:s3cret@db:5432/app|postgresql://ann:****@db:5432/app",
        "postgresql://ann:p@ss/w@db/app|postgresql://ann:****@db/app",
        "--database=postgres://:s3cret@db/app|--database=postgres://:****@db/app",
        "jdbc:postgresql://db/app?user=ann&password=s3cret&ssl=true"
            + "|jdbc:postgresql://db/app?user=ann&password=****&ssl=true",
        "host=db PASSWORD = 's3 cret' user=ann|host=db PASSWORD = **** user=ann",
        "postgresql://ann@db/app|postgresql://ann@db/app",
        "shared_buffers=2GB|shared_buffers=2GB"
      })
  void masksPasswordsAndNothingElse(String text, String expected) {
    assertThat(Redaction.of(text)).isEqualTo(expected);
  }

  @Test
  void letsNoPasswordOfAnyUrlThrough() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int draw = 0; draw < 1_000; draw++) {
      StringBuilder password = new StringBuilder("S3CRET");
      for (int i = random.nextInt(12); i > 0; i--) {
        password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      password.append("TERC3S");
      assertThat(Redaction.of("--database postgresql://ann:" + password + "@db:5432/app"))
          .as("seed %d, draw %d", SEED, draw)
          .isEqualTo("--database postgresql://ann:****@db:5432/app");
    }
  }

  @Test
  void keepsSecretsOutOfTheFile() {
    String url = "postgresql://ann:s3cret@db/app?password=s3cret";
    Run canned = CannedRun.complete();
    RunRecorder recorder =
        new RunRecorder(
            canned.runId(),
            canned.tool(),
            new Invocation(
                "quick", List.of("run", "--database", url), CannedRun.PLAN_IDENTITY, Map.of()),
            canned.startedAt(),
            canned.environment(),
            new Server(
                "url",
                url,
                canned.server().version(),
                canned.server().extensions(),
                Map.of(
                    "primary_conninfo",
                    new Server.Setting("password=s3cret", true, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                List.of("connected to " + url)),
            canned.dataset());
    recorder.add(
        Point.builder(canned.points().get(0).key())
            .fault(Validity.FAILED, "cannot connect to " + url)
            .build());

    Run run = recorder.incomplete("cannot reach " + url, canned.startedAt());

    assertThat(new RunFormat().write(run))
        .doesNotContain("s3cret")
        .contains("postgresql://ann:****@");
  }
}
