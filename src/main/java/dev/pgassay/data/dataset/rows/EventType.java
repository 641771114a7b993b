package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.random.Draws.Cursor;
import java.util.Locale;

/**
 * The type of an event, with the properties that follow from it. The weights are percentages among
 * small events (the lower 60 %), medium ones (the next 30 %) and large ones: meetups and webinars
 * make up most of an event calendar, conferences and festivals most of its large events.
 */
enum EventType {
  CONFERENCE(
      new Weights(1, 14, 45), new Habits(Hours.MORNING, Days.MIDWEEK, 0.12), 480, 1920, 1920, 3360),
  MEETUP(new Weights(50, 30, 0), new Habits(Hours.EVENING, Days.MIDWEEK, 0.15), 90, 120, 120, 180),
  WORKSHOP(
      new Weights(15, 20, 0), new Habits(Hours.MORNING, Days.MIDWEEK, 0.2), 180, 240, 420, 480),
  WEBINAR(new Weights(22, 18, 5), new Habits(Hours.EVENING, Days.MIDWEEK, 0.95), 45, 60, 60, 90),
  HACKATHON(
      new Weights(2, 6, 10), new Habits(Hours.MORNING, Days.WEEKEND, 0.12), 600, 1440, 2160, 2880),
  SUMMIT(
      new Weights(1, 4, 20), new Habits(Hours.MORNING, Days.MIDWEEK, 0.12), 480, 480, 1920, 1920),
  FESTIVAL(
      new Weights(1, 4, 20), new Habits(Hours.MORNING, Days.WEEKEND, 0.02), 720, 2160, 3600, 5040),
  COURSE(
      new Weights(8, 4, 0),
      new Habits(Hours.EVENING, Days.MIDWEEK, 0.35),
      2880,
      10080,
      20160,
      40320);

  private static final EventType[] ALL = values();
  private static final double SMALL = 0.6;
  private static final double MIDDLING = 0.9;

  private final String label = name().toLowerCase(Locale.ROOT);
  private final Weights weights;
  private final Habits habits;
  private final int[] durationMinutes;

  EventType(Weights weights, Habits habits, int... durationMinutes) {
    this.weights = weights;
    this.habits = habits;
    this.durationMinutes = durationMinutes;
  }

  /** Percentages among small, medium and large events. */
  private record Weights(int small, int middling, int large) {
    int at(double quantile) {
      if (quantile < SMALL) {
        return small;
      }
      return quantile < MIDDLING ? middling : large;
    }
  }

  /**
   * Typical times and locations.
   *
   * @param hours starting hours
   * @param days starting days
   * @param virtualShare share of online events
   */
  private record Habits(Hours hours, Days days, double virtualShare) {}

  /** Hours of the day. An hour is drawn in proportion to how often it is listed. */
  enum Hours {
    MORNING(9, 9, 10, 9, 8, 9, 10, 13),
    EVENING(18, 18, 18, 19, 19, 17, 18, 20);

    private final int[] hours;

    Hours(int... hours) {
      this.hours = hours;
    }

    int draw(Cursor draws) {
      return hours[draws.nextBelow(hours.length)];
    }
  }

  /** Days of the week from 0 for Monday. A day is drawn in proportion to how often it is listed. */
  enum Days {
    MIDWEEK(1, 2, 3, 1, 2, 3, 0, 4),
    WEEKEND(5, 5, 5, 4, 4, 6, 5, 4);

    private final int[] days;

    Days(int... days) {
      this.days = days;
    }

    int draw(Cursor draws) {
      return days[draws.nextBelow(days.length)];
    }
  }

  /** Draws a type for an event of a size. */
  static EventType draw(double quantile, Cursor draws) {
    int rest = draws.nextBelow(100);
    for (EventType type : ALL) {
      rest -= type.weights.at(quantile);
      if (rest < 0) {
        return type;
      }
    }
    throw new IllegalStateException("the weights do not add up to 100");
  }

  /** Returns the stored name. */
  String label() {
    return label;
  }

  Hours hours() {
    return habits.hours;
  }

  Days days() {
    return habits.days;
  }

  double virtualShare() {
    return habits.virtualShare;
  }

  int drawDurationMinutes(Cursor draws) {
    return durationMinutes[draws.nextBelow(durationMinutes.length)];
  }
}
