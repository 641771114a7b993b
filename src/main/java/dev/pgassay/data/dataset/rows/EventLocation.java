package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.prose.Places;
import dev.pgassay.data.dataset.prose.Places.City;
import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.prose.TextBuffer;
import dev.pgassay.data.dataset.random.Draws.Cursor;
import java.nio.charset.StandardCharsets;

/**
 * The location of an event: a venue in a city, or online. Not thread-safe; one per worker, drawn
 * anew for each event.
 */
final class EventLocation {
  private static final byte[] ONLINE = "Online".getBytes(StandardCharsets.US_ASCII);

  /** Shares of the events without a certain column. */
  private static final double NO_VENUE_YET = 0.08;

  private static final double NO_ADDRESS = 0.1;
  private static final double NO_CITY = 0.02;
  private static final double ONLINE_WITHOUT_CITY = 0.7;

  private final Places places;
  private final TextBuffer venue = new TextBuffer();
  private final TextBuffer address = new TextBuffer();
  private City city;
  private boolean virtual;
  private boolean cityKnown;

  EventLocation(Places places) {
    this.places = places;
    this.city = places.cities().get(0);
  }

  void draw(EventType type, Cursor draws) {
    city = places.drawCity(draws);
    virtual = draws.nextUniform() < type.virtualShare();
    cityKnown = draws.nextUniform() >= (virtual ? ONLINE_WITHOUT_CITY : NO_CITY);
    venue.clear();
    address.clear();
    if (!virtual && draws.nextUniform() >= NO_VENUE_YET) {
      places.appendVenue(venue, draws);
      if (draws.nextUniform() >= NO_ADDRESS) {
        places.appendAddress(address, draws);
      }
    }
  }

  /** Returns the city whose time applies to the event, even if the city is not published. */
  City city() {
    return city;
  }

  boolean virtual() {
    return virtual;
  }

  /** Returns the name of the place in a title, in UTF-8. */
  byte[] label() {
    return virtual ? ONLINE : city.name();
  }

  /** Writes the columns from {@code timezone} to {@code is_virtual}. */
  void write(TextBuffer scratch, QualityScore score, RowSink sink) {
    score.venue(venue.length() > 0).city(cityKnown);
    scratch.clear().append(city.timezone()).writeTo(sink);
    venue.writeOrNullTo(sink);
    address.writeOrNullTo(sink);
    if (cityKnown) {
      sink.writeText(city.name(), city.name().length);
      scratch.clear().append(city.country()).writeTo(sink);
    } else {
      sink.writeNull();
      sink.writeNull();
    }
    sink.writeBoolean(virtual);
  }
}
