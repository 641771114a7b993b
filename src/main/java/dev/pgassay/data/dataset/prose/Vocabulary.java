package dev.pgassay.data.dataset.prose;

import dev.pgassay.data.dataset.random.Draws;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The numbered words of all texts. The first ones are for any event: verbs, adjectives, nouns. Each
 * subject has a lexicon of nouns of its own: written nouns, then {@link Compounds} of them. All
 * words are different, and so are their stems. Immutable and thread-safe.
 */
public final class Vocabulary {
  private final Span verbs;
  private final Span adjectives;
  private final Span nouns;
  private final List<String> subjects;
  private final int rootsPerSubject;
  private final int lexiconSize;
  private final byte[] utf8;
  private final int[] starts;
  private final boolean[] plurals;

  /**
   * Consecutive words.
   *
   * @param first number of the first word
   * @param size number of words
   */
  record Span(int first, int size) {
    /** Returns the number of the k-th word, from 0. */
    int at(int rank) {
      return first + rank;
    }
  }

  /**
   * Forms a vocabulary.
   *
   * @param size the least number of words, 50,000 to 1,000,000
   * @param reserved words that must not be formed
   * @param draws decides which compounds are frequent
   */
  Vocabulary(int size, Set<String> reserved, Draws draws) {
    WordLists language = WordLists.read("language.txt");
    WordLists roots = WordLists.read("subjects.txt");
    List<String> words = new ArrayList<>(size);
    this.verbs = append(words, language.entries("verbs"));
    this.adjectives = append(words, language.entries("adjectives"));
    this.nouns = append(words, language.entries("nouns"));
    this.subjects = List.copyOf(roots.headings());
    this.rootsPerSubject = roots.entries(subjects.get(0)).size();
    this.lexiconSize = (size - words.size() + subjects.size() - 1) / subjects.size();

    Set<String> taken = new HashSet<>(reserved);
    taken.addAll(words);
    subjects.forEach(subject -> taken.addAll(roots.entries(subject)));
    Compounds compounds = new Compounds(language.entries("prefixes"), taken);
    for (int subject = 0; subject < subjects.size(); subject++) {
      List<String> own = roots.entries(subjects.get(subject));
      append(words, own);
      append(words, compounds.of(own, lexiconSize - own.size(), draws.cursor(subject)));
    }
    this.starts = new int[words.size() + 1];
    this.plurals = new boolean[words.size()];
    this.utf8 = pack(words);
  }

  private static Span append(List<String> words, List<String> more) {
    Span span = new Span(words.size(), more.size());
    words.addAll(more);
    return span;
  }

  private byte[] pack(List<String> words) {
    for (int word = 0; word < words.size(); word++) {
      starts[word + 1] = starts[word] + words.get(word).length();
      plurals[word] = takesS(words.get(word));
    }
    return String.join("", words).getBytes(StandardCharsets.US_ASCII);
  }

  /** Tells whether an s makes the plural. The stemmer removes it again. */
  private static boolean takesS(String noun) {
    int last = noun.length() - 1;
    return "sxzhyaiou".indexOf(noun.charAt(last)) < 0 && !noun.endsWith("ie");
  }

  Span verbs() {
    return verbs;
  }

  Span adjectives() {
    return adjectives;
  }

  Span nouns() {
    return nouns;
  }

  /** Returns the names of the subjects. */
  List<String> subjects() {
    return subjects;
  }

  /** Returns the number of written nouns of each lexicon. */
  int rootsPerSubject() {
    return rootsPerSubject;
  }

  /** Returns the number of the first word of a subject's lexicon. Its written nouns are first. */
  int lexiconStart(int subject) {
    return nouns.at(nouns.size()) + subject * lexiconSize;
  }

  /** Returns the number of words in each lexicon. */
  int lexiconSize() {
    return lexiconSize;
  }

  /** Returns the number of words. */
  int size() {
    return plurals.length;
  }

  /** Returns a word's first letter. */
  char initial(int word) {
    return (char) utf8[starts[word]];
  }

  /** Returns a word. */
  String text(int word) {
    int length = starts[word + 1] - starts[word];
    return new String(utf8, starts[word], length, StandardCharsets.US_ASCII);
  }

  /** Appends a word. */
  public void appendTo(TextBuffer text, int word) {
    text.append(utf8, starts[word], starts[word + 1] - starts[word]);
  }

  /** Appends a noun in the plural, or in the singular if it has no regular plural. */
  void appendPluralTo(TextBuffer text, int word) {
    appendTo(text, word);
    if (plurals[word]) {
      text.append('s');
    }
  }
}
