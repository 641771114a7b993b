package dev.pgassay.data.text;

import dev.pgassay.data.text.SearchVector.Lexicon;
import dev.pgassay.data.text.TextQuery.All;
import dev.pgassay.data.text.TextQuery.Any;
import dev.pgassay.data.text.TextQuery.Meaning;
import dev.pgassay.data.text.TextQuery.Prefix;
import dev.pgassay.data.text.TextQuery.Sequence;
import dev.pgassay.data.text.TextQuery.Without;
import dev.pgassay.data.text.TextQuery.Word;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Computes PostgreSQL's {@code ts_rank} with default weights and without normalisation. Sums are in
 * single precision, like those of the server. Rows that have equal rank there have equal rank here,
 * so their order by key is the same. Immutable and thread-safe.
 *
 * <p>Words that are joined by AND, or follow one another, are ranked by their distances; others by
 * their number and positions. A word after NOT counts like any other. @see <a
 * href="https://www.postgresql.org/docs/current/textsearch-controls.html">PostgreSQL, Ranking
 * Search Results</a>
 */
final class TextRank {
  /** The limit of the sum of 1 / i^2, which bounds a word's repetitions. */
  private static final double SUM_OF_INVERSE_SQUARES = 1.64493406685;

  /** Two words at a greater distance hardly count. */
  private static final int FARTHEST = 100;

  private final Lexicon lexicon;
  private final boolean byDistance;
  private final List<Item> items;

  private TextRank(Lexicon lexicon, boolean byDistance, List<Item> items) {
    this.lexicon = lexicon;
    this.byDistance = byDistance;
    this.items = items;
  }

  /** A word of the query. Each occurs once, in the order of the server. */
  private record Item(String lexeme, boolean prefix) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      int byLexeme = lexeme.compareTo(other.lexeme);
      return byLexeme != 0 ? byLexeme : Boolean.compare(prefix, other.prefix);
    }
  }

  /** Compiles a query. */
  static TextRank of(Meaning meaning, Lexicon lexicon) {
    List<Item> items = List.copyOf(new TreeSet<>(items(meaning, lexicon).toList()));
    boolean joined = meaning instanceof All || meaning instanceof Sequence;
    return new TextRank(lexicon, joined && items.size() > 1, items);
  }

  private static Stream<Item> items(Meaning meaning, Lexicon lexicon) {
    if (meaning instanceof Word word) {
      return Stream.of(item(word.word(), lexicon));
    } else if (meaning instanceof Prefix prefix) {
      return Stream.of(new Item(prefix.letters(), true));
    } else if (meaning instanceof Sequence sequence) {
      return sequence.words().stream().map(word -> item(word, lexicon));
    } else if (meaning instanceof All all) {
      return all.parts().stream().flatMap(part -> items(part, lexicon));
    } else if (meaning instanceof Any any) {
      return any.parts().stream().flatMap(part -> items(part, lexicon));
    } else if (meaning instanceof Without without) {
      return items(without.part(), lexicon);
    }
    throw new IllegalArgumentException("unknown query: " + meaning);
  }

  private static Item item(String word, Lexicon lexicon) {
    return new Item(lexicon.text(lexicon.ofWord(word)), false);
  }

  /** Returns the rank of a matching vector. */
  float of(SearchVector vector) {
    return byDistance ? byDistance(vector) : byOccurrence(vector);
  }

  private float byOccurrence(SearchVector vector) {
    float rank = 0;
    for (Item item : items) {
      for (int lexeme : lexemes(item, vector)) {
        rank = (float) (rank + occurrences(vector, lexeme) / SUM_OF_INVERSE_SQUARES);
      }
    }
    return rank / items.size();
  }

  /** The best place counts in full, the others less the later they are. */
  private static float occurrences(SearchVector vector, int lexeme) {
    float sum = 0;
    float best = -1;
    int bestPlace = 0;
    int first = vector.first(lexeme);
    for (int place = first; place < vector.end(lexeme); place++) {
      float worth = vector.weight(place).worth();
      int number = place - first + 1;
      sum += worth / (number * number);
      if (worth > best) {
        best = worth;
        bestPlace = number;
      }
    }
    return best + sum - best / (bestPlace * bestPlace);
  }

  private float byDistance(SearchVector vector) {
    float rank = -1;
    for (int i = 0; i < items.size(); i++) {
      for (int lexeme : lexemes(items.get(i), vector)) {
        for (int k = 0; k < i; k++) {
          for (int other : lexemes(items.get(k), vector)) {
            rank = nearness(vector, lexeme, other, rank);
          }
        }
      }
    }
    return rank < 0 ? 1e-20f : rank;
  }

  private static float nearness(SearchVector vector, int one, int other, float before) {
    float rank = before;
    for (int place = vector.first(one); place < vector.end(one); place++) {
      for (int second = vector.first(other); second < vector.end(other); second++) {
        int distance = Math.abs(vector.position(place) - vector.position(second));
        if (distance > 0) {
          float product = vector.weight(place).worth() * vector.weight(second).worth();
          float near = (float) Math.sqrt(product * nearness(distance));
          rank = rank < 0 ? near : (float) (1.0 - (1.0 - rank) * (1.0 - near));
        }
      }
    }
    return rank;
  }

  private static float nearness(int distance) {
    return distance > FARTHEST
        ? 1e-30f
        : (float) (1.0 / (1.005 + 0.05 * StrictMath.exp((float) distance / 1.5 - 2)));
  }

  private int[] lexemes(Item item, SearchVector vector) {
    if (item.prefix()) {
      return withPrefix(item.lexeme(), vector);
    }
    int lexeme = lexicon.ofLexeme(item.lexeme());
    return vector.has(lexeme) ? new int[] {lexeme} : new int[0];
  }

  /** Returns the lexemes with a prefix, in the server's order, which is that of their texts. */
  private int[] withPrefix(String letters, SearchVector vector) {
    TreeSet<String> found = new TreeSet<>();
    for (int place = 0; place < vector.size(); place++) {
      String text = lexicon.text(vector.lexeme(place));
      if (text.startsWith(letters)) {
        found.add(text);
      }
    }
    return found.stream().mapToInt(lexicon::ofLexeme).toArray();
  }
}
