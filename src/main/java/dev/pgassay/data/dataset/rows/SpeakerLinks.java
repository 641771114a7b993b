package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.embedding.TopicAssignment;
import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.prose.TextBuffer;
import dev.pgassay.data.dataset.random.Draws.Cursor;

/** The speakers of an event with their roles. Large events begin with a keynote. */
public record SpeakerLinks(Participation participation, TopicAssignment topics)
    implements LinkRows.Ends {
  private static final int LARGE = 4;

  @Override
  public Table table() {
    return Table.SPEAKERS;
  }

  @Override
  public String entityColumn() {
    return "speaker_id";
  }

  @Override
  public String attributeColumn() {
    return "role";
  }

  @Override
  public long entityOf(long event, int position, int count) {
    return participation.entityOf(event, topics.pointOf(event), position, count);
  }

  @Override
  public void writeAttribute(
      int position, int count, Cursor draws, TextBuffer scratch, RowSink sink) {
    scratch.clear().append(role(position, count, draws.nextBelow(100))).writeTo(sink);
  }

  private static String role(int position, int count, int percent) {
    if (count >= LARGE && position == 0) {
      return "keynote";
    } else if (count >= LARGE && position == count - 1) {
      return "moderator";
    } else if (percent < 12) {
      return "panelist";
    }
    return percent < 18 ? "host" : "speaker";
  }
}
