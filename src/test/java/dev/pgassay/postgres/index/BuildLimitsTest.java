package dev.pgassay.postgres.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BuildLimitsTest {
  private static final long MIB = 1 << 20;

  @Test
  void giveABuildWhatItNeedsAndNoMore() {
    BuildLimits limits = new BuildLimits(8_388_608, 1);

    assertThat(limits.fitting(700 * MIB)).isEqualTo(new BuildSettings(700 * 1024 + 1, 1));
    assertThat(limits.fitting(9_000 * MIB)).isEqualTo(new BuildSettings(8_388_608, 1));
  }

  /** PostgreSQL wants 32 MB for each process, the leader included. */
  @Test
  void giveEachProcessWhatItMustHave() {
    assertThat(new BuildLimits(8_388_608, 3).fitting(MIB))
        .isEqualTo(new BuildSettings(4 * 32_768, 3));
    assertThat(new BuildLimits(2_048, 3).fitting(MIB)).isEqualTo(new BuildSettings(2_048, 3));
  }

  @Test
  void giveNoWorkerWhereSharedMemoryHasNoRoomForTheGraph() {
    BuildLimits container = new BuildLimits(8_388_608, 1, OptionalLong.of(128 * 1024));

    assertThat(container.fitting(100 * MIB)).isEqualTo(new BuildSettings(100 * 1024 + 1, 1));
    assertThat(container.fitting(120 * MIB)).isEqualTo(new BuildSettings(120 * 1024 + 1, 0));
  }

  @Test
  void areThoseOfPostgresql() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BuildLimits(1_023, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BuildLimits(1L << 31, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BuildLimits(1_024, 65));
  }
}
