package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.spec.DatasetSpec.Content;
import dev.pgassay.data.dataset.spec.EntitySpec;
import dev.pgassay.data.dataset.spec.EntitySpec.Crowd;

/**
 * The numbers of people and companies.
 *
 * @param speakers rows of the table of speakers
 * @param companies rows of the table of companies
 */
public record Population(long speakers, long companies) {
  /** Even in the smallest dataset an event can have a dozen participants. */
  private static final long LEAST = 16;

  public static Population of(Content content) {
    EntitySpec entities = content.entities();
    return new Population(
        size(content.events(), entities.speakers()), size(content.events(), entities.companies()));
  }

  private static long size(long events, Crowd crowd) {
    return Math.max((long) Math.ceil(events * crowd.perEvent() / crowd.eventsEach()), LEAST);
  }
}
