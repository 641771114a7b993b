package dev.pgassay.postgres.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The indexes and foreign keys that migration 001 makes, for those who drop and rebuild them. They
 * are read from the migration's own script, so that they are written down only there; a test
 * compares them with the catalogue of a migrated database.
 */
public final class SchemaCatalog {
  private static final String SCHEMA = "schema_of_the_tables";
  private static final String QUALIFIED = "\"" + SCHEMA + "\"\\.(\\w+)";

  private static final Pattern TABLE = Pattern.compile("^CREATE TABLE " + QUALIFIED + " \\($");
  private static final Pattern KEY =
      Pattern.compile("^  CONSTRAINT (\\w+) ((?:PRIMARY KEY|UNIQUE) \\([^)]+\\)),?$");
  private static final Pattern FOREIGN_KEY =
      Pattern.compile(
          "CONSTRAINT (\\w+)\\s+FOREIGN KEY \\((\\w+)\\) REFERENCES " + QUALIFIED + " \\(id\\)");
  private static final Pattern INDEX =
      Pattern.compile("^CREATE INDEX (\\w+) ON " + QUALIFIED + " (.+);$");
  private static final Pattern COMMENT =
      Pattern.compile("^COMMENT ON INDEX " + QUALIFIED + " IS 'serves statement (\\w+)';$");

  private SchemaCatalog() {}

  /**
   * Lists the indexes.
   *
   * @return all 37, those of constraints included, in the order of the migration
   */
  public static List<SchemaIndex> indexes() {
    String script = script();
    Map<String, String> statements = statements(script);
    List<SchemaIndex> indexes = new ArrayList<>();
    String table = "";
    for (String line : script.split("\n")) {
      Matcher begins = TABLE.matcher(line);
      Matcher key = KEY.matcher(line);
      Matcher index = INDEX.matcher(line);
      if (begins.matches()) {
        table = begins.group(1);
      } else if (key.matches()) {
        String name = key.group(1);
        indexes.add(new SchemaIndex(table, name, key.group(2), true, statements.get(name)));
      } else if (index.matches()) {
        String name = index.group(1);
        indexes.add(
            new SchemaIndex(index.group(2), name, index.group(3), false, statements.get(name)));
      }
    }
    return List.copyOf(indexes);
  }

  /**
   * Lists the foreign keys.
   *
   * @return all of them, in the order of the migration
   */
  public static List<ForeignKeyDefinition> foreignKeys() {
    List<ForeignKeyDefinition> keys = new ArrayList<>();
    for (String block : script().split("\n/\n")) {
      Matcher table = Pattern.compile("CREATE TABLE " + QUALIFIED).matcher(block);
      Matcher key = FOREIGN_KEY.matcher(block);
      if (table.find()) {
        while (key.find()) {
          keys.add(
              new ForeignKeyDefinition(table.group(1), key.group(1), key.group(2), key.group(3)));
        }
      }
    }
    return List.copyOf(keys);
  }

  private static Map<String, String> statements(String script) {
    Map<String, String> statements = new HashMap<>();
    for (String line : script.split("\n")) {
      Matcher comment = COMMENT.matcher(line);
      if (comment.matches()) {
        statements.put(comment.group(1), comment.group(2));
      }
    }
    return statements;
  }

  private static String script() {
    MigrationScripts scripts = new MigrationScripts(SCHEMA);
    try (Reader reader = new BufferedReader(scripts.script(MigrationScripts.ALL.get(0), false))) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    } catch (IOException e) {
      throw new IllegalStateException("the script of migration 001 cannot be read", e);
    }
  }
}
