package dev.pgassay.data.dataset.spec;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.EventSizes;
import dev.pgassay.data.dataset.spec.DatasetSpec.Content;
import dev.pgassay.data.dataset.spec.Distribution.Realistic;
import dev.pgassay.data.dataset.spec.Distribution.Subspace;
import dev.pgassay.data.dataset.spec.Distribution.Weights;
import dev.pgassay.data.dataset.spec.EntitySpec.Crowd;
import dev.pgassay.data.dataset.spec.TextSpec.Length;

/** A dataset that is quick to prepare: short vectors and few topics, everything else as usual. */
public final class SmallDataset {
  static final long SEED = 7;

  /** Two full blocks of {@link EventSizes} and a part of one. */
  public static final long EVENTS = 2_500;

  private SmallDataset() {}

  public static DatasetSpec spec() {
    return spec(EVENTS, new Crowd(2.5, 4, 0.8), 1.8);
  }

  public static DatasetSpec spec(long events, Crowd speakers, double topicsPerEvent) {
    return new DatasetSpec(
        "small",
        "for tests",
        new Content(
            SEED,
            events,
            64,
            new TopicSpec(25, 4, 5, 1),
            new Realistic(new Subspace(16, 0.9), new Weights(0.5, 0.8, 0.6, 0.8, 0), 0.7, 0.2),
            new QuerySpec(10, 10),
            new TextSpec(60_000, 1.05, new Length(6, 0.35), new Length(70, 0.6)),
            new EntitySpec(speakers, new Crowd(1.6, 12, 1), topicsPerEvent)));
  }

  public static DatasetGenerator generator() {
    return DatasetGenerator.of(spec());
  }
}
