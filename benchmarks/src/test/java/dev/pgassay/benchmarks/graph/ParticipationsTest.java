package dev.pgassay.benchmarks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.benchmarks.graph.Participations.Reached;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A graph that fits on paper: members 0, 1 and 2 meet at event 0, 0 and 1 again at event 1, 2 and 3
 * at event 2, 1 and 3 at event 3, 3 and 4 at event 4. Member 5 takes part only in event 5.
 */
class ParticipationsTest {
  private static final Participations GRAPH =
      Participations.of(
          6,
          6,
          List.of(
              link(0, 0),
              link(1, 0),
              link(2, 0),
              link(0, 1),
              link(1, 1),
              link(2, 2),
              link(3, 2),
              link(1, 3),
              link(3, 3),
              link(3, 4),
              link(4, 4),
              link(5, 5)));

  @Test
  void countsTheEventsThatTwoHaveShared() {
    assertThat(GRAPH.reached(0, 1)).containsExactly(new Reached(1, 2), new Reached(2, 1));
    assertThat(GRAPH.reached(5, 1)).isEmpty();
  }

  /**
   * From 0 over two events to 3: 0-e0-1-e3, 0-e1-1-e3, 0-e0-2-e2; to 2: 0-e1-1-e0. Not counted:
   * ways back to 0, such as 0-e0-1-e1, and ways that stay at an event, such as 0-e0-1-e0-2.
   */
  @Test
  void countsPathsOverTwoDifferentEvents() {
    assertThat(GRAPH.reached(0, 2)).containsExactly(new Reached(3, 3), new Reached(2, 1));
  }

  @Test
  void ordersEqualCountsByNumber() {
    // 4-e4-3-e2-2 and 4-e4-3-e3-1.
    assertThat(GRAPH.reached(4, 2)).containsExactly(new Reached(1, 1), new Reached(2, 1));
  }

  @Test
  void tellsHowManyEventsLieBetween() {
    assertThat(GRAPH.distances(0, 3)).containsExactly(0, 1, 1, 2, 3, -1);
    assertThat(GRAPH.distances(0, 2)).containsExactly(0, 1, 1, 2, -1, -1);
  }

  @Test
  void choosesAmongThoseAtADistance() {
    int[] distances = GRAPH.distances(0, 2);

    assertThat(Participations.at(distances, 1, 0)).hasValue(1);
    assertThat(Participations.at(distances, 1, 1)).hasValue(2);
    assertThat(Participations.at(distances, -1, 3)).hasValue(5);
    assertThat(Participations.at(distances, 3, 0)).isEmpty();
  }

  @Test
  void refusesToCountPathsOverThreeEvents() {
    assertThatThrownBy(() -> GRAPH.reached(0, 3)).hasMessageContaining("hops must be 1 or 2: 3");
  }

  private static int[] link(int member, int event) {
    return new int[] {member, event};
  }
}
