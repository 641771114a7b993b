package dev.pgassay.data.text;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.text.SearchVector.Lexicon;
import dev.pgassay.data.text.TextQuery.Syntax;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chooses queries from the words of a dataset by the share of its events that contain them, so that
 * a rare term is rare and a common one common in any dataset. The shares are those of a sample of
 * the events, the same for every run. Immutable.
 */
public final class TextQueryChoice {
  private static final long SAMPLE = 20_000;

  /** Enough that no single word determines a result. */
  private static final int QUERIES = 50;

  private static final int PREFIX_LETTERS = 4;
  private static final double RARE = 0.0001;
  private static final double PHRASE = 0.001;
  private static final double MEDIUM = 0.01;
  private static final double COMMON = 0.1;

  private final long sampled;
  private final Map<String, Integer> words;
  private final Map<String, Integer> prefixes;
  private final Map<String, Integer> pairs;

  private TextQueryChoice(
      long sampled,
      Map<String, Integer> words,
      Map<String, Integer> prefixes,
      Map<String, Integer> pairs) {
    this.sampled = sampled;
    this.words = words;
    this.prefixes = prefixes;
    this.pairs = pairs;
  }

  /** The kinds of queries. */
  public enum Kind {
    /** A word of about 0.01 % of the events. */
    RARE,
    /** A word of about 10 % of the events. */
    COMMON,
    /** A word of about 10 % and one of about 1 %. */
    AND,
    /** Any of three words of about 1 %. */
    OR,
    /** Two adjacent words, in about 0.1 % of the names. */
    PHRASE,
    /** The first four letters of words in about 1 % of the events. */
    PREFIX,
    /** A word of about 1 %, or another one without a word of about 10 %. */
    WEBSEARCH,
    /** A word of about 10 % of the events, only in the name. */
    TITLE;

    /** Returns the syntax of all queries of this kind. */
    public Syntax syntax() {
      return switch (this) {
        case PHRASE -> Syntax.PHRASE;
        case WEBSEARCH -> Syntax.WEB;
        case RARE, COMMON, AND, OR, PREFIX, TITLE -> Syntax.OPERATORS;
      };
    }
  }

  /** Counts the words in a sample of the events. */
  public static TextQueryChoice of(DatasetGenerator dataset) {
    Lexicon lexicon = new Lexicon();
    EventTexts texts = new EventTexts(dataset, lexicon);
    long sampled = Math.min(SAMPLE, dataset.rows(Table.EVENTS));
    Counts counts = new Counts(lexicon);
    for (long event = 0; event < sampled; event++) {
      counts.take(texts.of(event), texts.nameWords());
    }
    return new TextQueryChoice(sampled, counts.words, counts.prefixes, counts.pairs);
  }

  /** Chooses at most {@value #QUERIES} different queries of a kind. */
  public List<TextQuery> queries(Kind kind) {
    return switch (kind) {
      case RARE -> nearest(words, RARE, QUERIES).stream().map(TextQuery::word).toList();
      case COMMON -> common().stream().map(TextQuery::word).toList();
      case TITLE -> common().stream().map(word -> TextQuery.weighted(word, Weight.A)).toList();
      case AND -> both();
      case OR -> any();
      case PHRASE ->
          nearest(pairs, PHRASE, QUERIES).stream()
              .map(pair -> TextQuery.phrase(List.of(pair.split(" "))))
              .toList();
      case PREFIX -> nearest(prefixes, MEDIUM, QUERIES).stream().map(TextQuery::prefix).toList();
      case WEBSEARCH -> web();
    };
  }

  private List<String> common() {
    return nearest(words, COMMON, QUERIES / 2);
  }

  private List<TextQuery> both() {
    List<String> common = common();
    List<String> medium = nearest(words, MEDIUM, QUERIES);
    List<TextQuery> queries = new ArrayList<>();
    for (int i = 0; i < medium.size(); i++) {
      queries.add(TextQuery.all(List.of(common.get(i % common.size()), medium.get(i))));
    }
    return queries;
  }

  private List<TextQuery> any() {
    List<String> medium = nearest(words, MEDIUM, QUERIES);
    List<TextQuery> queries = new ArrayList<>();
    for (int i = 0; i + 2 < medium.size(); i++) {
      queries.add(TextQuery.any(medium.subList(i, i + 3)));
    }
    return queries;
  }

  private List<TextQuery> web() {
    List<String> common = common();
    List<String> medium = nearest(words, MEDIUM, QUERIES);
    List<TextQuery> queries = new ArrayList<>();
    for (int i = 0; i + 1 < medium.size(); i++) {
      queries.add(TextQuery.web(medium.get(i), medium.get(i + 1), common.get(i % common.size())));
    }
    return queries;
  }

  private List<String> nearest(Map<String, Integer> counts, double share, int most) {
    return counts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Integer>>comparingDouble(
                    entry -> Math.abs(Math.log(entry.getValue() / (share * sampled))))
                .thenComparing(Map.Entry::getKey))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Counts of the words in the sample's events. */
  private static final class Counts {
    private final Lexicon lexicon;
    private final Map<String, Integer> words = new TreeMap<>();
    private final Map<String, Integer> prefixes = new HashMap<>();
    private final Map<String, Integer> pairs = new HashMap<>();

    Counts(Lexicon lexicon) {
      this.lexicon = lexicon;
    }

    void take(SearchVector vector, List<String> name) {
      Set<String> beginnings = new HashSet<>();
      int last = Lexicon.STOP_WORD;
      for (int place = 0; place < vector.size(); place++) {
        int lexeme = vector.lexeme(place);
        String text = lexicon.text(lexeme);
        if (lexeme != last && isWord(text) && isItsOwnLexeme(text)) {
          words.merge(text, 1, Integer::sum);
          if (text.length() > PREFIX_LETTERS) {
            beginnings.add(text.substring(0, PREFIX_LETTERS));
          }
        }
        last = lexeme;
      }
      beginnings.stream()
          .filter(this::isItsOwnLexeme)
          .forEach(beginning -> prefixes.merge(beginning, 1, Integer::sum));
      pairsOf(name).forEach(pair -> pairs.merge(pair, 1, Integer::sum));
    }

    private Set<String> pairsOf(List<String> name) {
      Set<String> found = new HashSet<>();
      for (int i = 0; i + 1 < name.size(); i++) {
        if (isAsked(name.get(i)) && isAsked(name.get(i + 1))) {
          found.add(name.get(i) + " " + name.get(i + 1));
        }
      }
      return found;
    }

    private boolean isAsked(String word) {
      return isWord(word) && lexicon.ofWord(word) != Lexicon.STOP_WORD;
    }

    /** A query names a lexeme as a word, so only a lexeme that is its own stem is found. */
    private boolean isItsOwnLexeme(String text) {
      int lexeme = lexicon.ofWord(text);
      return lexeme != Lexicon.STOP_WORD && lexicon.text(lexeme).equals(text);
    }

    private static boolean isWord(String text) {
      return text.chars().allMatch(letter -> letter >= 'a' && letter <= 'z');
    }
  }
}
