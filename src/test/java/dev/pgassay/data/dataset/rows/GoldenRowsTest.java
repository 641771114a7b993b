package dev.pgassay.data.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.prose.RowDigest;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import dev.pgassay.data.dataset.spec.SmallDataset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The first and last rows of each table, as hashes that hold on every machine and JDK. A change
 * here changes every dataset: raise {@link DatasetIdentity#GENERATOR_VERSION} with it.
 */
class GoldenRowsTest {
  private static final long SAMPLE = 200;
  private static final DatasetGenerator GENERATOR = SmallDataset.generator();

  @ParameterizedTest
  @CsvSource({
    "SPEAKERS, e1bb2bd76f79f8673026df80ad1c4e9b0a944453ef9e4a6e3befbdec724fd6a1",
    "COMPANIES, d0aa5e4740ac183c1036364543fb44197ee3ded3db35d5538ffdc33ddaf0c236",
    "TOPICS, 0952766c40f92800c64fd62c9d9a1150b821f1ae9203f5602ef351f869b82de6",
    "EVENTS, ae7bcd1a9d67722fff54cb2e65cba82f3d96ed986dbeed639f42795cdaf0f5d7",
    "EVENT_SPEAKERS, 5a927fdf89193838ecfe371986527b873654f93f9fb9a90e36ffcc7b28fc7161",
    "EVENT_COMPANIES, 4535ee33d636f71edd0b8bbaf4ada1278e99aee5763b985dfdd411e401c605aa",
    "EVENT_TOPICS, 726bc630309faabf8f9d9293cc0e29359c7a1df83079e5f842c8ab2833d21dcd"
  })
  void rowsAreTheSameEverywhere(Table table, String sha256) {
    RowDigest digest = new RowDigest();
    RowGenerator rows = GENERATOR.newRowGenerator(table);
    long count = GENERATOR.rows(table);
    for (long i = 0; i < SAMPLE; i++) {
      rows.write(i % count, digest);
      rows.write(count - 1 - i % count, digest);
    }
    assertThat(digest.take()).isEqualTo(sha256);
  }
}
