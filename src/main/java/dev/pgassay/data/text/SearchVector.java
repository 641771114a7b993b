package dev.pgassay.data.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Computes a {@code tsvector} from texts, without the server: lexemes with their positions and
 * weights. It is reused for the next row. Not thread-safe: one for each worker; {@link Lexicon} is
 * shared.
 *
 * <p>It treats words and numbers between blanks and punctuation as PostgreSQL's parser does;
 * generated texts contain nothing else. A text that needs more of the parser (a URL, a hyphenated
 * word) is refused, because guessing would be no independent evaluation.
 */
public final class SearchVector {
  /** The greatest position of a {@code tsvector}; later words have it too. */
  private static final int LAST_POSITION = 16_383;

  private static final int WEIGHT_BITS = 2;
  private static final int POSITION_BITS = 14;
  private static final int PLACE_BITS = WEIGHT_BITS + POSITION_BITS;
  private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;

  private final Lexicon lexicon;
  private long[] entries = new long[256];
  private int size;
  private int lastPosition;

  /**
   * Makes an empty vector.
   *
   * @param lexicon numbers the lexemes
   */
  public SearchVector(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /** Numbers lexemes in the order of their first occurrence. Thread-safe. */
  public static final class Lexicon {
    /** The number of a stop word. */
    static final int STOP_WORD = -1;

    private final EnglishLexemes english = new EnglishLexemes();
    private final ConcurrentMap<String, Integer> byToken = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> byLexeme = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, String> texts = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Returns the number of a word's lexeme; -1 for a stop word.
     *
     * @param word letters and digits, in any case
     */
    int ofWord(String word) {
      return byToken.computeIfAbsent(
          word,
          token ->
              english.of(token.toLowerCase(Locale.ROOT)).map(this::ofLexeme).orElse(STOP_WORD));
    }

    /** Returns a lexeme. */
    String text(int lexeme) {
      return texts.get(lexeme);
    }

    /** Returns the number of a lexeme. */
    int ofLexeme(String lexeme) {
      return byLexeme.computeIfAbsent(
          lexeme,
          text -> {
            int number = next.getAndIncrement();
            texts.put(number, text);
            return number;
          });
    }
  }

  /** Forgets all lexemes. */
  void clear() {
    size = 0;
    lastPosition = 0;
  }

  /**
   * Appends a text, as {@code || setweight(to_tsvector('english', text), weight)} does: positions
   * continue after the last kept lexeme, and stop words have positions.
   *
   * @param text like generated texts
   * @param weight the label of all its positions
   * @throws IllegalArgumentException if PostgreSQL's parser would do more than this one
   */
  void append(String text, Weight weight) {
    int base = lastPosition;
    int position = base;
    int at = 0;
    while (at < text.length()) {
      if (!Character.isLetterOrDigit(text.charAt(at))) {
        requirePlain(text, at);
        at++;
        continue;
      }
      int end = at;
      while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
        end++;
      }
      position++;
      add(lexicon.ofWord(text.substring(at, end)), position, weight);
      at = end;
    }
  }

  /** Sorts the lexemes. Must be called after the last text and before any question. */
  void seal() {
    Arrays.sort(entries, 0, size);
  }

  /** Returns the number of places of all lexemes. */
  int size() {
    return size;
  }

  /** Returns the lexeme of the k-th place, in the order of lexemes and positions. */
  int lexeme(int place) {
    return (int) (entries[place] >>> PLACE_BITS);
  }

  /** Returns the position of the k-th place. */
  int position(int place) {
    return (int) ((entries[place] & PLACE_MASK) >>> WEIGHT_BITS);
  }

  /** Returns the weight of the k-th place. */
  Weight weight(int place) {
    return Weight.of((int) (entries[place] & ((1 << WEIGHT_BITS) - 1)));
  }

  /** Returns the first place of a lexeme; the same as {@link #end} if it has none. */
  int first(int lexeme) {
    return insertionPoint((long) lexeme << PLACE_BITS);
  }

  /** Returns the place after the last of a lexeme. */
  int end(int lexeme) {
    return insertionPoint((lexeme + 1L) << PLACE_BITS);
  }

  /** Tells whether the vector contains a lexeme. */
  boolean has(int lexeme) {
    return first(lexeme) < end(lexeme);
  }

  /**
   * Returns the content as PostgreSQL's function {@code unnest} lists it: the positions of each
   * lexeme, each with its weight, such as {@code 3A 17B}.
   */
  public Map<String, String> places() {
    Map<String, StringJoiner> places = new TreeMap<>();
    for (int place = 0; place < size; place++) {
      places
          .computeIfAbsent(lexicon.text(lexeme(place)), key -> new StringJoiner(" "))
          .add(position(place) + weight(place).name());
    }
    Map<String, String> texts = new TreeMap<>();
    places.forEach((lexeme, joined) -> texts.put(lexeme, joined.toString()));
    return texts;
  }

  private void add(int lexeme, int position, Weight weight) {
    if (lexeme == Lexicon.STOP_WORD) {
      return;
    }
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    lastPosition = Math.min(position, LAST_POSITION);
    entries[size++] =
        (long) lexeme << PLACE_BITS | (long) lastPosition << WEIGHT_BITS | weight.ordinal();
  }

  /** Next to letters or digits these characters would make one token of another kind. */
  private static void requirePlain(String text, int at) {
    boolean joins = "-'./@_:&+%~=#".indexOf(text.charAt(at)) >= 0;
    boolean goesOn = at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1));
    if (joins && goesOn) {
      throw new IllegalArgumentException(
          "no word of a generated text has '%c' in it: %s"
              .formatted(text.charAt(at), text.substring(Math.max(0, at - 20))));
    }
  }

  private int insertionPoint(long entry) {
    int found = Arrays.binarySearch(entries, 0, size, entry);
    return found < 0 ? -1 - found : found;
  }
}
