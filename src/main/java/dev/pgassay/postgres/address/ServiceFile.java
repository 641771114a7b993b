package dev.pgassay.postgres.address;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.InputLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A service file of libpq: sections {@code [name]} of lines {@code keyword=value}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-pgservice.html">The Connection
 *     Service File</a>
 */
record ServiceFile(Path file) {
  /**
   * Returns the parameters of a service.
   *
   * @throws InvalidInput if the file has no such service or a line that means nothing
   */
  ConnectionParameters parameters(String service) {
    String origin = "service " + service + " in " + file;
    List<String> lines = lines();
    int start = lines.indexOf("[" + service + "]");
    if (start < 0) {
      throw new InvalidInput("no " + origin + "; add a section [" + service + "] to it");
    }
    ConnectionParameters parameters = new ConnectionParameters(origin);
    for (int i = start + 1; i < lines.size() && !lines.get(i).startsWith("["); i++) {
      String line = lines.get(i);
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#") && !line.startsWith("service=")) {
        parameters.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        throw new InvalidInput(file + " line " + (i + 1) + " must be keyword=value");
      }
    }
    return parameters;
  }

  private List<String> lines() {
    try {
      return InputLimit.SETTINGS.lines(file).stream().map(String::strip).toList();
    } catch (IOException e) {
      throw new InvalidInput(
          "service file " + file + " cannot be read; name it in PGSERVICEFILE", e);
    }
  }
}
