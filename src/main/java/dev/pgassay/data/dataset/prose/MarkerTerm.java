package dev.pgassay.data.dataset.prose;

/**
 * A word that occurs in a known share of the events' descriptions and in no other text, so that a
 * search for it has a known selectivity.
 *
 * @param term the word, as written
 * @param share of all events, above 0 and below 1
 * @param topical whether four fifths of those events have neighbouring topics with this share of
 *     the mass; otherwise the term is independent of topics
 */
public record MarkerTerm(String term, double share, boolean topical) {
  public MarkerTerm {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share must be above 0 and below 1: " + share);
    }
  }
}
