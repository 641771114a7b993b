package dev.pgassay.postgres.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisturbancesTest {
  private final Disturbances disturbances = new Disturbances(500);

  @Test
  void looksThatFollowEachOtherAreOneDisturbance() {
    disturbances.add("checkpoint", 1_000);
    disturbances.add("autovacuum", 1_100);
    disturbances.add("checkpoint", 1_500);
    disturbances.add("checkpoint", 2_100);

    assertThat(disturbances.all())
        .containsExactlyInAnyOrder(
            new Disturbance("checkpoint", 1_000, 1_500),
            new Disturbance("checkpoint", 2_100, 2_100),
            new Disturbance("autovacuum", 1_100, 1_100));
  }

  @Test
  void aDisturbanceIsInEverySecondThatHasAMomentOfIt() {
    Disturbance disturbance = new Disturbance("checkpoint", 1_900, 3_000);

    assertThat(disturbance.isWithin(0, 1_000)).isFalse();
    assertThat(disturbance.isWithin(1_000, 2_000)).isTrue();
    assertThat(disturbance.isWithin(2_000, 3_000)).isTrue();
    assertThat(disturbance.isWithin(3_000, 4_000)).isTrue();
    assertThat(disturbance.isWithin(3_001, 4_000)).isFalse();
  }
}
