package dev.pgassay.data.dataset.prose;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.RowPermutation;
import java.util.List;

/**
 * Names of companies by number, all different: a brand of two words and a sector in a random order,
 * followed by a number when all combinations are used. Immutable and thread-safe.
 */
public final class CompanyNames {
  private final List<String> heads;
  private final List<String> tails;
  private final List<String> sectors;
  private final RowPermutation order;

  public CompanyNames(long seed) {
    WordLists companies = WordLists.read("companies.txt");
    this.heads = companies.entries("heads");
    this.tails = companies.entries("tails");
    this.sectors = companies.entries("sectors");
    this.order = new RowPermutation(combinations(), Draws.of(seed, "companies.order"));
  }

  /** Returns the number of names without a number. */
  long combinations() {
    return (long) heads.size() * tails.size() * sectors.size();
  }

  /** Appends a company's name. */
  public void appendTo(TextBuffer text, long company) {
    long combination = order.at(company % combinations());
    long brand = combination / sectors.size();
    text.append(heads.get((int) (brand / tails.size())));
    text.append(tails.get((int) (brand % tails.size())));
    text.append(' ').append(sectors.get((int) (combination % sectors.size())));
    long round = company / combinations();
    if (round > 0) {
      text.append(' ').appendNumber(round + 1);
    }
  }
}
