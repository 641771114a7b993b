package dev.pgassay.postgres.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The statements that the API sends, one for each index of the schema. */
public final class StatementCatalog {
  private static final String RESOURCE = "statements.sql";
  private static final String HEADING = "-- name: ";

  private StatementCatalog() {}

  /**
   * Reads the catalogue.
   *
   * @return its statements, in the order of the file
   */
  public static List<CatalogStatement> statements() {
    String[] sections = ("\n" + text(RESOURCE)).split("\n" + HEADING);
    List<CatalogStatement> statements = new ArrayList<>();
    for (int i = 1; i < sections.length; i++) {
      String[] nameAndSql = sections[i].split("\n", 2);
      statements.add(
          new CatalogStatement(nameAndSql[0].strip(), nameAndSql[1].strip().replaceAll(";$", "")));
    }
    return List.copyOf(statements);
  }

  /** Returns a text that is part of the program. */
  static String text(String resource) {
    try (InputStream stream =
        StatementCatalog.class.getResourceAsStream(MigrationScripts.FOLDER + resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }
}
