package dev.pgassay.report.text;

import dev.pgassay.report.table.Ink;
import dev.pgassay.report.table.TextTable.Note;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.PlanCheck;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.RecallSummary;
import dev.pgassay.result.point.Validity;
import dev.pgassay.stats.Measure;
import dev.pgassay.stats.MeasuredStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the remarks below a row of points: why a point is not valid, which other plan was used,
 * what the mean recall hides. A remark that several points share is written once. Not thread-safe.
 */
final class PointNotes {
  private final Map<Note, List<String>> clientsByNote = new LinkedHashMap<>();
  private int points;

  void add(Point point, String clients) {
    points++;
    if (point.valid()) {
      errors(point).forEach((state, count) -> add(Ink.YELLOW, failed(state, count), clients));
    } else {
      Ink ink = point.validity() == Validity.NOT_AVAILABLE ? Ink.YELLOW : Ink.RED;
      add(ink, words(point.validity()) + ": " + String.join("; ", point.reasons()), clients);
    }
    point
        .planCheck()
        .filter(PlanCheck::differs)
        .ifPresent(it -> add(Ink.YELLOW, "the planner chose " + it.found(), clients));
    point.recall().ifPresent(recall -> addHidden(recall, clients));
    if (point.valid()) {
      point.stages().ifPresent(stages -> stages.forEach(it -> add(Ink.PLAIN, stage(it), clients)));
    }
  }

  /** Such as {@code round 2: recall@10 0.943, index 81.2 MiB, dead rows 1,000}. */
  private static String stage(MeasuredStage stage) {
    return stage.measures().stream()
        .map(PointNotes::figure)
        .collect(Collectors.joining(", ", stage.name() + ": ", ""));
  }

  private static String figure(Measure measure) {
    String value = measure.name() + " " + ValueFormatter.threeDigits(measure.value());
    return measure.unit().isEmpty() ? value : value + " " + measure.unit();
  }

  static String words(Validity validity) {
    return validity.name().replace('_', ' ');
  }

  private static Map<String, Long> errors(Point point) {
    Map<String, Long> errors = new TreeMap<>();
    for (Fork fork : point.forks()) {
      fork.errorsBySqlState().forEach((state, count) -> errors.merge(state, count, Long::sum));
    }
    return errors;
  }

  private static String failed(String state, long count) {
    String statements = count == 1 ? " statement" : " statements";
    return ValueFormatter.count(count) + statements + " failed with SQLSTATE " + state;
  }

  private void addHidden(RecallSummary recall, String clients) {
    if (recall.worst().zeroRecallQueries() > 0) {
      add(
          Ink.YELLOW,
          ValueFormatter.count(recall.worst().zeroRecallQueries())
              + " of "
              + ValueFormatter.count(recall.queries())
              + " queries found none of their neighbours",
          clients);
    }
    if (recall.missingRows() > 0) {
      add(
          Ink.YELLOW,
          ValueFormatter.count(recall.missingRows()) + " rows were not returned",
          clients);
    }
  }

  private void add(Ink ink, String text, String clients) {
    clientsByNote.computeIfAbsent(new Note(ink, text), key -> new ArrayList<>()).add(clients);
  }

  List<Note> lines() {
    return clientsByNote.entrySet().stream()
        .map(entry -> line(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Note line(Note note, List<String> clients) {
    if (clients.size() == points) {
      return note;
    }
    String which = clients.stream().map(PointTable::clientsText).collect(Collectors.joining(", "));
    return new Note(note.ink(), "at " + which + " " + note.text());
  }
}
