package dev.pgassay.benchmarks.join;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JoinWorkloadTest {
  @Test
  void anIndexIsDroppedByItselfOrWithTheOthers() {
    assertThat(JoinWorkload.dropped("kept")).isEmpty();
    assertThat(JoinWorkload.dropped("without_company"))
        .containsExactly("event_companies_company_id_idx");
    assertThat(JoinWorkload.dropped("dropped"))
        .containsExactlyInAnyOrder(
            "event_speakers_speaker_id_idx",
            "event_companies_company_id_idx",
            "event_topics_topic_id_idx");
  }
}
