package dev.pgassay.data.dataset.spec;

/**
 * How people and companies scale with the events.
 *
 * @param speakers people on stage
 * @param companies companies taking part
 * @param topicsPerEvent the mean number of topics that an event is linked to, its own included, 1
 *     to 10
 */
public record EntitySpec(Crowd speakers, Crowd companies, double topicsPerEvent) {
  private static final Range TOPICS_PER_EVENT = new Range(1, 10);

  /** Checks the number of topics. */
  public EntitySpec {
    TOPICS_PER_EVENT.check("topicsPerEvent", topicsPerEvent);
  }

  /**
   * One kind of entity and its links to events.
   *
   * @param perEvent the mean number of links that an event has, 0.1 to 20
   * @param eventsEach the mean number of links that an entity has, which gives the number of
   *     entities, 1 to 1,000
   * @param skew the exponent of the Zipf law by which events choose entities, 0 (all alike) to 2
   */
  public record Crowd(double perEvent, double eventsEach, double skew) {
    private static final Range PER_EVENT = new Range(0.1, 20);
    private static final Range EVENTS_EACH = new Range(1, 1_000);
    private static final Range SKEW = new Range(0, 2);

    /** Checks each. */
    public Crowd {
      PER_EVENT.check("perEvent", perEvent);
      EVENTS_EACH.check("eventsEach", eventsEach);
      SKEW.check("skew", skew);
    }
  }
}
