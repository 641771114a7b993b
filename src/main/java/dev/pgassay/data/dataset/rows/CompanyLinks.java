package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.embedding.TopicAssignment;
import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.prose.TextBuffer;
import dev.pgassay.data.dataset.random.Draws.Cursor;

/** The companies of an event with their roles. The first one is the organiser. */
public record CompanyLinks(Participation participation, TopicAssignment topics)
    implements LinkRows.Ends {
  @Override
  public Table table() {
    return Table.COMPANIES;
  }

  @Override
  public String entityColumn() {
    return "company_id";
  }

  @Override
  public String attributeColumn() {
    return "relationship";
  }

  @Override
  public long entityOf(long event, int position, int count) {
    return participation.entityOf(event, topics.pointOf(event), position, count);
  }

  @Override
  public void writeAttribute(
      int position, int count, Cursor draws, TextBuffer scratch, RowSink sink) {
    scratch.clear().append(relationship(position, draws.nextBelow(100))).writeTo(sink);
  }

  private static String relationship(int position, int percent) {
    if (position == 0) {
      return "organizer";
    } else if (percent < 60) {
      return "sponsor";
    }
    return percent < 80 ? "exhibitor" : "partner";
  }
}
