package dev.pgassay.postgres.index;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.InputLimit;
import dev.pgassay.file.Sha256;
import dev.pgassay.file.YamlFile;
import dev.pgassay.postgres.jdbc.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An index type that a user describes in a YAML file. Immutable.
 *
 * @param file the file, whose name without its ending is the name of the type
 * @param description of the type, in one line
 * @param type the type that the file describes
 * @param efforts values of the search effort that are measured if the user names none
 */
public record IndexTypeFile(Path file, String description, IndexType type, List<Integer> efforts) {
  private static final String SUFFIX = "\\.ya?ml$";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");
  private static final String DOING = "cannot look for the access method";

  /** Copies the list. */
  public IndexTypeFile {
    efforts = List.copyOf(efforts);
  }

  /**
   * Reads a file.
   *
   * @param file in YAML
   * @return the type, named after the file
   * @throws InvalidInput in one line with the file, the line, the key, the value and the allowed
   *     values
   */
  public static IndexTypeFile read(Path file) {
    String name = file.getFileName().toString().replaceFirst(SUFFIX, "");
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInput(
          "index type file "
              + file
              + " must be named by 1 to 31 lower-case letters, digits and _, beginning with a letter");
    }
    for (IndexType known : IndexType.BUILT_IN) {
      if (known.name().equals(name)) {
        throw new InvalidInput(
            "index type file " + file + " has the name of a type that pgassay has; rename it");
      }
    }
    IndexTypeKeys keys = YamlFile.read(file, "index type file", IndexTypeKeys.class);
    return new IndexTypeFile(file, keys.description(), keys.type(name), keys.effort().values());
  }

  /**
   * Identifies the statements and settings that the file adds to the parameters of a point: two
   * files with the same name that lead to different statements or settings have different points.
   *
   * @return 12 hexadecimal digits
   */
  public String definition() {
    StringBuilder text = new StringBuilder(type.accessMethod()).append('\n');
    new TreeMap<>(type.operatorClasses())
        .forEach(
            (element, classes) ->
                text.append(element).append(' ').append(new TreeMap<>(classes)).append('\n'));
    type.options().forEach(option -> text.append("option ").append(option.name()).append('\n'));
    type.optionsText().ifPresent(options -> text.append(options).append('\n'));
    text.append(type.effort().setting()).append('\n').append(new TreeMap<>(type.settings()));
    return Sha256.hex(text.toString()).substring(0, 12);
  }

  /**
   * Says why a database cannot build an index with an operator class of this type.
   *
   * @param session in the database, as any role
   * @param operatorClass one of the type
   * @return the missing object and how to get it, with the file and the line of the name; empty if
   *     nothing is missing
   */
  public Optional<String> missing(Session session, String operatorClass) {
    if (!session.holds(
        DOING,
        "SELECT EXISTS (SELECT FROM pg_am WHERE amname = ? AND amtype = 'i')",
        type.accessMethod())) {
      return Optional.of(
          at("accessMethod")
              + "%s has no access method %s: %s"
                  .formatted(session.target().display(), type.accessMethod(), reason(session)));
    }
    boolean known =
        session.holds(
            DOING,
            """
            SELECT EXISTS (
              SELECT FROM pg_opclass AS o
              JOIN pg_am AS a ON a.oid = o.opcmethod
              WHERE a.amname = ? AND o.opcname = ?)
            """,
            type.accessMethod(),
            operatorClass);
    return known
        ? Optional.empty()
        : Optional.of(
            at(operatorClass)
                + "access method %s of %s has no operator class %s"
                    .formatted(type.accessMethod(), session.target().display(), operatorClass));
  }

  private String reason(Session session) {
    String extension = type.owner();
    if (session.holds(
        DOING, "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = ?)", extension)) {
      return "its extension " + extension + " is there and does not have it";
    }
    if (session.holds(
        DOING, "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = ?)", extension)) {
      return "have a superuser run CREATE EXTENSION \"" + extension + "\" CASCADE in this database";
    }
    return "the extension " + extension + " is not installed on the server";
  }

  /** Begins a message about a word of the file. */
  private String at(String word) {
    return file + " line " + lineOf(word) + ": ";
  }

  /** The file has been read before: a word that has gone since then is not found. */
  private int lineOf(String word) {
    Pattern found = Pattern.compile("^[^#]*\\b" + Pattern.quote(word) + "\\b");
    try {
      List<String> lines = InputLimit.YAML.text(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (found.matcher(lines.get(i)).find()) {
          return i + 1;
        }
      }
    } catch (IOException ignored) {
      // The message is about the server, and says the name all the same.
    }
    return 1;
  }
}
