package dev.pgassay.data.dataset.prose;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the sections of a text resource: a heading in brackets, followed by lines of entries;
 * {@code #} begins a comment. Immutable and thread-safe.
 */
public final class WordLists {
  private final String resource;
  private final Map<String, List<String>> sections;

  private WordLists(String resource, Map<String, List<String>> sections) {
    this.resource = resource;
    this.sections = sections;
  }

  /**
   * Reads a resource.
   *
   * @param name of a file in the folder {@code text/} of this package
   */
  public static WordLists read(String name) {
    try (InputStream stream = WordLists.class.getResourceAsStream("text/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("the jar lacks the word list " + name);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return new WordLists(name, parse(lines));
    } catch (IOException e) {
      throw new UncheckedIOException("the word list " + name + " cannot be read", e);
    }
  }

  private static Map<String, List<String>> parse(BufferedReader lines) throws IOException {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> section = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("[")) {
        section = new ArrayList<>();
        sections.put(line.substring(1, line.indexOf(']')), section);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        section.add(line.strip());
      }
    }
    return sections;
  }

  /** Returns the headings, in the order of the file. */
  Set<String> headings() {
    return Collections.unmodifiableSet(sections.keySet());
  }

  /** Returns the lines of a section. */
  List<String> lines(String heading) {
    List<String> lines = sections.get(heading);
    if (lines == null) {
      throw new IllegalStateException("the word list " + resource + " has no section " + heading);
    }
    return Collections.unmodifiableList(lines);
  }

  /** Returns the entries of a section, which are separated by commas and line ends. */
  public List<String> entries(String heading) {
    return lines(heading).stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip)
        .toList();
  }
}
