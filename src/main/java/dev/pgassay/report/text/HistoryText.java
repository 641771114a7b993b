package dev.pgassay.report.text;

import dev.pgassay.report.table.Ink;
import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.verdict.history.Figure;
import dev.pgassay.verdict.history.History;

/** Shows a history on a terminal: first what drifted, then what was examined. */
public final class HistoryText {
  private final boolean colour;

  /**
   * @param colour whether the terminal shows colours
   */
  public HistoryText(boolean colour) {
    this.colour = colour;
  }

  /** Returns lines for standard output. */
  public String render(History history) {
    StringBuilder out = new StringBuilder();
    Ink ink = history.judged() == 0 ? Ink.YELLOW : history.changes(true) > 0 ? Ink.RED : Ink.BOLD;
    out.append(ink.on(HistoryLines.headline(history), colour)).append('\n');
    Paragraph.append(out, "read", HistoryLines.scope(history));
    Paragraph.append(out, "rule", HistoryLines.rule(history));
    HistoryLines.leftOut(history).forEach(it -> Paragraph.append(out, "note", it));
    if (history.changes(true) + history.changes(false) > 0) {
      out.append('\n').append(table(history));
    }
    return out.toString();
  }

  private static String table(History history) {
    TextTable table =
        new TextTable(
            5, "change", "point", "of", "first run after", "program", "before", "after", "by", "p");
    StringBuilder causes = new StringBuilder();
    for (HistoryLines.Place place : HistoryLines.changes(history)) {
      Figure figure = place.key().figure();
      table.add(
          place.word(),
          HistoryLines.point(history, place.key().point()),
          figure.label(),
          place.firstAfter().run().value(),
          place.firstAfter().program(),
          HistoryLines.value(figure, place.change().before()),
          HistoryLines.value(figure, place.change().after()),
          place.size(),
          HistoryLines.plain(place.change().pValue()));
      if (!place.change().cause().isEmpty()) {
        Paragraph.append(
            causes,
            "cause",
            figure.label()
                + " of "
                + HistoryLines.point(history, place.key().point())
                + ": "
                + place.change().cause()
                + " at the same run");
      }
    }
    return table.render() + (causes.isEmpty() ? "" : "\n" + causes);
  }
}
