package dev.pgassay.postgres.server.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the end of a server's log, however long it is. */
public final class ServerLog {
  private static final int TAIL_BYTES = 16 * 1024;

  /** The main process's message about another process that took all down with it. */
  private static final Pattern CRASH =
      Pattern.compile("\\S+( \\S+)* \\(PID \\d+\\) (was terminated by signal|exited with).*");

  /** The marks of messages, the gravest first. */
  private static final List<String> MARKS =
      List.of("PANIC:", "FATAL:", "initdb: error:", "ERROR:", "LOG:");

  /** This process ends with code 1 in every orderly stop, such as that after an initialisation. */
  private static final String ENDS_SO_IN_ORDER = "logical replication launcher";

  private static final String DISK_FULL = "No space left on device";

  private ServerLog() {}

  /** Returns the last lines; none if the log cannot be read. */
  public static List<String> tail(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL_BYTES));
      byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException notThere) {
      return List.of();
    }
  }

  /** Tells whether a server that is starting found that it was not shut down. */
  public static boolean saysUnclean(Path log) {
    return tail(log).stream().anyMatch(line -> line.contains("was not properly shut down"));
  }

  /** Says why a server ended that nobody stopped. */
  public static String endReason(Path log, int exitCode) {
    List<String> lines = tail(log);
    if (lines.stream().anyMatch(line -> line.contains(DISK_FULL))) {
      return reason(log);
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      Matcher crash = CRASH.matcher(lines.get(i));
      if (crash.find() && !lines.get(i).contains(ENDS_SO_IN_ORDER)) {
        return crash.group();
      }
    }
    int signal = exitCode - 128;
    return signal > 0 ? "its main process was ended by signal " + signal : reason(log);
  }

  /** Returns the gravest of the last messages in one line, without its time and process. */
  public static String reason(Path log) {
    List<String> lines = tail(log);
    // The consequences of a full disk may be graver and say less.
    List<String> telling =
        lines.stream().anyMatch(line -> line.contains(DISK_FULL))
            ? lines.stream().filter(line -> line.contains(DISK_FULL)).toList()
            : lines;
    for (String mark : MARKS) {
      for (int i = telling.size() - 1; i >= 0; i--) {
        int at = telling.get(i).indexOf(mark);
        if (at >= 0) {
          return telling.get(i).substring(at + mark.length()).strip();
        }
      }
    }
    return lines.isEmpty() ? "its log is empty" : lines.get(lines.size() - 1).strip();
  }
}
