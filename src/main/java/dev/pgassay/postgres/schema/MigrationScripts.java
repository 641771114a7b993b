package dev.pgassay.postgres.schema;

import dev.pgassay.postgres.jdbc.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.ibatis.migration.Change;
import org.apache.ibatis.migration.MigrationLoader;
import org.apache.ibatis.migration.MigrationReader;

/**
 * The scripts of the migrations, from the class path: the library's own loaders want a folder or
 * classes. In a script {@code ${schema}} stands for the schema of the tables.
 */
final class MigrationScripts implements MigrationLoader {
  /** Earlier revisions had the migrations in this place too, and they are looked for here. */
  static final String FOLDER = "/dev/pgassay/schema/";

  static final List<Migration> ALL =
      List.of(
          new Migration(1, "event_api"),
          new Migration(2, "api_alignment"),
          new Migration(3, "quality_and_statistics"),
          new Migration(4, "computed_scores_all_statements"));

  private static final Pattern OBJECT =
      Pattern.compile(
          "\\bCREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:TABLE|(?:MATERIALIZED\\s+)?VIEW|FUNCTION|SEQUENCE)"
              + "\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?\"schema\"\\.(\\w+)",
          Pattern.CASE_INSENSITIVE);

  private final String schema;

  MigrationScripts(String schema) {
    this.schema = schema;
  }

  /** The names of the tables, views and functions that the scripts make, from their text. */
  static Set<String> objectNames() {
    Set<String> names = new TreeSet<>();
    for (Migration migration : ALL) {
      try (Reader script = new MigrationScripts("schema").script(migration, false)) {
        StringWriter text = new StringWriter();
        script.transferTo(text);
        OBJECT.matcher(text.toString()).results().forEach(found -> names.add(found.group(1)));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + migration.resource(), e);
      }
    }
    return names;
  }

  @Override
  public List<Change> getMigrations() {
    // The library sorts the list in place.
    List<Change> changes = new ArrayList<>();
    for (Migration migration : ALL) {
      Change change = new Change(BigDecimal.valueOf(migration.number()), null, migration.name());
      change.setFilename(migration.resource());
      changes.add(change);
    }
    return changes;
  }

  @Override
  public Reader getScriptReader(Change change, boolean undo) {
    return script(ALL.get(change.getId().intValueExact() - 1), undo);
  }

  Reader script(Migration migration, boolean undo) {
    InputStream stream = MigrationScripts.class.getResourceAsStream(FOLDER + migration.resource());
    if (stream == null) {
      throw new IllegalStateException("the program lacks " + migration.resource());
    }
    Properties variables = new Properties();
    variables.setProperty("schema", Identifier.quote(schema));
    return new MigrationReader(stream, "UTF-8", undo, variables);
  }

  @Override
  public Reader getBootstrapReader() {
    return null;
  }

  @Override
  public Reader getOnAbortReader() {
    return null;
  }
}
