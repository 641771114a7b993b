package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.PowerLaw;
import dev.pgassay.data.dataset.random.RowPermutation;

/**
 * Decides who takes part in which event. Entities form communities, each of which belongs to
 * neighbouring topics. Most participants of an event are from the community of its topic, chosen by
 * a power law, and the others from any. An entity takes part in an event at most once. Immutable
 * and thread-safe.
 */
public final class Participation {
  /** The share of participants from the topic's own community. */
  private static final double LOYALTY = 0.85;

  private final long entities;
  private final long communities;
  private final PowerLaw smaller;
  private final PowerLaw larger;
  private final RowPermutation order;
  private final Draws draws;

  /**
   * Distributes entities over communities.
   *
   * @param entities number of entities, at least 1
   * @param communitySize entities of a community, or all entities if there are fewer than two
   *     communities
   * @param exponent how uneven participation is
   * @param seed decides who takes part where
   * @param stream distinguishes this kind of participation from others
   */
  public Participation(
      long entities, int communitySize, double exponent, long seed, String stream) {
    this.entities = entities;
    this.communities = Math.max(1, entities / communitySize);
    this.smaller = new PowerLaw(entities / communities, exponent);
    this.larger = new PowerLaw(entities / communities + 1, exponent);
    this.order = new RowPermutation(entities, Draws.of(seed, stream + ".order"));
    this.draws = Draws.of(seed, stream);
  }

  /** Returns the most participants of an event. */
  public int most() {
    return (int) Math.min(smaller.size(), Integer.MAX_VALUE);
  }

  /**
   * Returns a participant. Position p draws from the p-th part of a community's mass, so two
   * positions differ even in the same community.
   *
   * @param event the event
   * @param point position of the event's topic on the line of topics, 0 to below 1
   * @param position which of the event's participants; the first are the most popular
   * @param count number of participants of the event, at most {@link #most}
   * @return the row of the entity
   */
  long entityOf(long event, double point, int position, int count) {
    int draw = 3 * position;
    long community =
        draws.uniform(event, draw) < LOYALTY
            ? (long) (point * communities)
            : draws.below(event, draw + 1, communities);
    long start = start(community);
    PowerLaw law = start(community + 1) - start == smaller.size() ? smaller : larger;
    return order.at(start + law.rank(position, count, draws.uniform(event, draw + 2)));
  }

  private long start(long community) {
    return community * entities / communities;
  }
}
