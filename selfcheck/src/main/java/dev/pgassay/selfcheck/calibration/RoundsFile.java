package dev.pgassay.selfcheck.calibration;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.InputLimit;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.verdict.compare.RoundOfArms;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A file of recorded rounds that is only appended to. If its writer is killed, it contains all
 * rounds except the current one, and the next writer continues after them. Its lines are fields
 * separated by tabs:
 *
 * <pre>
 * pgassay rounds 1
 * pass   time, program and machine, as free text
 * point  number, group, benchmark, name=value...    numbers restart in every pass
 * round  number of the point, figures by percentile
 * </pre>
 *
 * <p>Neighbouring rounds of a group ran one after the other: one of each point, then the next of
 * each point. Not thread-safe.
 */
final class RoundsFile {
  private static final String HEADER = "pgassay rounds 1";
  private static final String PASS = "pass";
  private static final String POINT = "point";
  private static final String ROUND = "round";
  private static final String TAB = "\t";

  private final Path file;
  private final Map<PointKey, Integer> numbers = new HashMap<>();

  private RoundsFile(Path file) {
    this.file = file;
  }

  /**
   * Begins a pass at the end of a file, which is created if it is missing.
   *
   * @param file a line that a killed writer left unfinished is cut off first
   * @param conditions of the pass, such as program and machine
   */
  public static RoundsFile beginPass(Path file, List<String> conditions) {
    RoundsFile rounds = new RoundsFile(file);
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        Files.writeString(file, HEADER + "\n");
      } else {
        String text = wholeLines(file);
        requireOurs(file, text.lines().findFirst().orElse(""));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(text.getBytes(StandardCharsets.UTF_8).length);
        }
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    rounds.append(PASS, conditions);
    return rounds;
  }

  /**
   * Appends a round of a point.
   *
   * @param group whose points take their rounds in turns
   * @param point of the group
   * @param round the observed figures
   */
  public void add(String group, PointKey point, RoundOfArms round) {
    if (!numbers.containsKey(point)) {
      numbers.put(point, numbers.size() + 1);
      List<String> fields = new ArrayList<>(List.of(number(point), group, point.benchmark()));
      point.parameters().forEach((name, value) -> fields.add(name + "=" + value));
      append(POINT, fields);
    }
    append(ROUND, List.of(number(point), round.format()));
  }

  private String number(PointKey point) {
    return Integer.toString(numbers.get(point));
  }

  private void append(String kind, List<String> fields) {
    try {
      Files.writeString(
          file,
          kind + TAB + String.join(TAB, fields) + "\n",
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Reads a file.
   *
   * @param file as it was written, or compressed by gzip under a name that ends in {@code .gz}
   * @return every round in it, without an unfinished line of a killed writer
   * @throws InvalidInput if it is not a file of rounds
   */
  public static Recording read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput(
          "no file of rounds at " + file + "; scripts/selfcheck calibrate record makes one");
    }
    try {
      List<String> lines = wholeLines(file).lines().toList();
      requireOurs(file, lines.isEmpty() ? "" : lines.get(0));
      Reading reading = new Reading(file);
      lines.subList(1, lines.size()).forEach(reading::read);
      return reading.recording();
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Collects lines into segments: all rounds of a group in a pass. Not thread-safe. */
  private static final class Reading {
    private record Place(String group, PointKey point) {}

    private final Path file;
    private final List<Recording.Segment> segments = new ArrayList<>();
    private final Map<Integer, Place> places = new HashMap<>();
    private final Map<String, Map<PointKey, List<RoundOfArms>>> pass = new LinkedHashMap<>();
    private int lineNumber = 1;

    Reading(Path file) {
      this.file = file;
    }

    void read(String line) {
      lineNumber++;
      List<String> fields = List.of(line.split(TAB));
      try {
        switch (fields.get(0)) {
          case PASS -> endPass();
          case POINT -> point(fields);
          case ROUND -> round(fields);
          default -> throw new IllegalArgumentException("unknown kind of line");
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new InvalidInput(
            file + ":" + lineNumber + " is no line of a file of rounds; remove it by hand", e);
      }
    }

    Recording recording() {
      endPass();
      return new Recording(segments);
    }

    private void point(List<String> fields) {
      Map<String, String> parameters =
          fields.subList(4, fields.size()).stream()
              .map(field -> field.split("=", 2))
              .collect(
                  Collectors.toMap(
                      pair -> pair[0], pair -> pair[1], (one, other) -> one, LinkedHashMap::new));
      places.put(
          Integer.parseInt(fields.get(1)),
          new Place(fields.get(2), new PointKey(fields.get(3), parameters)));
    }

    private void round(List<String> fields) {
      Place place = places.get(Integer.parseInt(fields.get(1)));
      if (place == null) {
        throw new IllegalArgumentException("no such point");
      }
      RoundOfArms round = RoundOfArms.parse(String.join(TAB, fields.subList(2, fields.size())));
      requireAllArms(round);
      pass.computeIfAbsent(place.group(), key -> new LinkedHashMap<>())
          .computeIfAbsent(place.point(), key -> new ArrayList<>())
          .add(round);
    }

    private static void requireAllArms(RoundOfArms round) {
      boolean all =
          round.figures().values().stream()
              .allMatch(figures -> figures.logs().size() == RecordedArm.values().length);
      if (!all) {
        throw new IllegalArgumentException("an arm is missing");
      }
    }

    private void endPass() {
      pass.forEach((group, points) -> segments.add(Recording.Segment.of(group, points)));
      pass.clear();
      places.clear();
    }
  }

  /** Returns the lines without an unfinished last one. */
  private static String wholeLines(Path file) throws IOException {
    String text = new String(InputLimit.ROUNDS.bytes(file), StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private static void requireOurs(Path file, String firstLine) {
    if (!HEADER.equals(firstLine)) {
      throw new InvalidInput(
          file
              + " does not begin with \""
              + HEADER
              + "\"; name a file that calibrate record wrote");
    }
  }

  private static Failure unwritable(Path file, IOException cause) {
    return new Failure("cannot write " + file + ": " + cause.getMessage(), cause);
  }
}
