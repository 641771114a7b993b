package dev.pgassay.benchmarks.listing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexVariantTest {
  @Test
  void aCoveringIndexDiffersFromTheCompositeInWhatItIncludesAlone() {
    assertThat(IndexVariant.COMPOSITE.expected(Listing.STATUS).uses())
        .containsExactly("events_status_starts_at_idx");
    assertThat(IndexVariant.COVERING.definitions())
        .containsEntry("listing_covering_status_idx", "(status, starts_at) INCLUDE (id, name)");
  }

  @Test
  void aCoveringIndexMustBeReadAlone() {
    assertThat(IndexVariant.COVERING.expected(Listing.CITY).covers())
        .containsExactly("listing_covering_city_idx");
    assertThat(IndexVariant.COMPOSITE.expected(Listing.CITY).covers()).isEmpty();
  }
}
