package dev.pgassay.selfcheck.load;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.QualifiedName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The program for comparison: {@code psql}'s {@code \copy} of a binary file. The time is that of
 * its own clock, so that neither its start nor its login counts.
 *
 * @param program name or path of psql
 * @param target connection and role
 * @param table target table
 * @param columns the columns of the file
 * @param file in the binary format, readable by this process
 */
record PsqlCopy(
    String program, ConnectionTarget target, QualifiedName table, List<String> columns, Path file) {
  private static final Pattern TIME = Pattern.compile("Time: ([0-9.]+) ms");

  /** Copies the file and returns the time of the server and psql for it. */
  Duration copy() throws InterruptedException {
    try {
      Process process = builder().start();
      String output =
          new String(
              InputLimit.PROGRAM_OUTPUT.bytes(process.getInputStream(), "what psql says"),
              StandardCharsets.UTF_8);
      return elapsed(process.waitFor(), output);
    } catch (IOException e) {
      throw new Failure(
          program + " cannot be run: " + e.getMessage() + "; name another with --psql", e);
    }
  }

  static Duration elapsed(int exitCode, String output) {
    Matcher time = TIME.matcher(output);
    if (exitCode != 0 || !time.find()) {
      throw new Failure(
          "psql failed with exit code "
              + exitCode
              + ": "
              + output.lines().findFirst().orElse("no output"));
    }
    return Duration.ofNanos(Math.round(Double.parseDouble(time.group(1)) * 1e6));
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder =
        new ProcessBuilder(
            program,
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "--command=\\timing on",
            "--command=" + command());
    builder.redirectErrorStream(true);
    builder.environment().put("PGHOST", target.host());
    builder.environment().put("PGPORT", String.valueOf(target.port()));
    builder.environment().put("PGDATABASE", target.database());
    builder.environment().put("PGUSER", target.user());
    if (!target.onLoopback()) {
      // Our own connections refuse it too; libpq reads this variable from version 16 on.
      builder.environment().put("PGREQUIREAUTH", "!password");
    }
    target.password().ifPresent(secret -> builder.environment().put("PGPASSWORD", secret.reveal()));
    return builder;
  }

  private String command() {
    return "\\copy %s (%s) FROM '%s' (FORMAT binary)"
        .formatted(
            table.quoted(),
            columns.stream().map(Identifier::quote).collect(Collectors.joining(", ")),
            file.toString().replace("'", "''"));
  }
}
