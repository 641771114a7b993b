package dev.pgassay.runner.ab;

import dev.pgassay.measure.client.AnswerGate;
import dev.pgassay.result.point.Point;
import dev.pgassay.runner.ab.AbFork.Turns;
import java.time.Duration;

/**
 * How long the rounds of a point are, and how they are cut into turns. Turns are short, since the
 * load of a machine changes within tenths of a second: the shorter they are, the more alike are the
 * moments in which arms are compared.
 */
final class RoundLength {
  /** The target; a slow statement takes longer, and a turn has at least one execution. */
  static final Duration TURN = Duration.ofMillis(20);

  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** Past the point at which the server decides between custom and generic plans. */
  static final int SHORT_GATE = 10;

  /** A gate lasts as long as these if the whole one would last longer. */
  private static final int TURNS_OF_A_GATE = 10;

  private static final int FEWEST_OPERATIONS = 40;
  private static final int MOST_OPERATIONS = 4_000;

  /** The first stage's largest share of a group's time; the rest is for suspected differences. */
  static final double FIRST_STAGE_SHARE = 0.8;

  /** For first rounds: a group's own share, and as much again of later groups' time. */
  private static final double MOST_SHARES = 2;

  /**
   * The largest share if the first stage is too short for the rounds it needs: it can then show
   * only differences that are obvious at once, and those need as many fresh rounds.
   */
  static final double SHORT_FIRST_STAGE_SHARE = 0.5;

  /** Fewer fresh rounds reach no significance: the least p-value of four is 1 / 16. */
  private static final int FEWEST_FRESH_ROUNDS = 5;

  /** Opening sessions and passing the gates, as a share of a round's time that is planned for. */
  private static final double OVERHEAD_SHARE = 0.5;

  /** The arms of a comparison: base, control, contender. */
  private static final int ARMS = 3;

  private RoundLength() {}

  /**
   * How long the rounds of a group may take.
   *
   * @param left of the budget, of which earlier groups may have taken less than their share
   * @param points of the group that take turns; those that cannot leave their time to the others
   * @param pointsAfter of the groups to come
   * @return their part
   */
  static Duration share(Duration left, int points, int pointsAfter) {
    return Duration.ofNanos(Math.round((double) left.toNanos() * points / (points + pointsAfter)));
  }

  /**
   * How long an arm of a comparison may take in a round.
   *
   * @param budget for all rounds of all points
   * @param points that share the budget
   * @param rounds of each point, which fit into the time of the first stage
   * @return all turns of an arm together, in nanoseconds
   */
  static double armNanos(Duration budget, int points, int rounds) {
    return FIRST_STAGE_SHARE
        * (1 - OVERHEAD_SHARE)
        * budget.toNanos()
        / ((double) points * rounds * ARMS);
  }

  /**
   * Tells how long an execution takes in a comparison, so that a contender that is many times
   * slower does not use up the time of all rounds in the first ones.
   *
   * @param base as it was observed; the control is its equal
   * @param contender as it was observed
   * @return the mean over the three arms, in nanoseconds
   */
  static double meanNanos(Point base, Point contender) {
    return (2 * meanNanos(base) + meanNanos(contender)) / ARMS;
  }

  /** The same for one observed point. */
  static double meanNanos(Point point) {
    return point.latency().orElseThrow().meanNanos();
  }

  /**
   * Cuts a round.
   *
   * @param meanNanos of an execution, over the arms
   * @param armNanos how long all turns of an arm may take together
   * @return turns of as many operations as fit, and at least so many that there is a median
   */
  static Turns turns(double meanNanos, double armNanos) {
    double operations =
        Math.max(
            FEWEST_OPERATIONS,
            Math.min(MOST_OPERATIONS, Math.min(armNanos, LONGEST.toNanos()) / meanNanos));
    int ofATurn = (int) Math.max(1, Math.min(operations / 2, TURN.toNanos() / meanNanos));
    return new Turns(ofATurn, 2 * (int) Math.ceil(operations / (2 * ofATurn)));
  }

  /**
   * Tells how often the gate executes on a new session before its turns.
   *
   * @param turns of the point
   * @return the whole gate's number of executions, or as many as ten turns have if that is fewer
   */
  static int gateExecutions(Turns turns) {
    int ofTurns = Math.max(SHORT_GATE, TURNS_OF_A_GATE * turns.operations());
    return Math.min(AnswerGate.EXECUTIONS, ofTurns);
  }

  /**
   * How long a group may take: it may borrow half of the time that is kept for later groups. Fresh
   * rounds, which few groups need, may use all of that; first rounds get two shares at most.
   *
   * @param left of the budget
   * @param share of the group
   * @return as much as its share at least
   */
  static Duration longest(Duration left, Duration share) {
    return share.plus(left.minus(share).dividedBy(2));
  }

  /**
   * Tells whether the first stage continues. It leaves time for the fewest fresh rounds that can
   * confirm anything, as long as those before them were. Points that are clear after ten of twenty
   * rounds leave the time of the others to points that are not.
   *
   * @param spentShare of the group's share of the budget so far
   * @param rounds that have been run in it
   * @param leastRounds that are needed to find any but obvious differences
   * @param longestShare how long the group may take, by its share; 1 or more
   * @return whether there is time for another round
   */
  static boolean firstStageGoesOn(
      double spentShare, int rounds, int leastRounds, double longestShare) {
    double round = rounds == 0 ? 0 : spentShare / rounds;
    double shares = Math.min(MOST_SHARES, longestShare);
    double most = Math.min(FIRST_STAGE_SHARE * shares, longestShare - FEWEST_FRESH_ROUNDS * round);
    return leastRounds * round <= most
        ? spentShare + round <= most
        : spentShare < SHORT_FIRST_STAGE_SHARE * shares;
  }

  /**
   * Tells how long the shortest rounds are that can show anything.
   *
   * @param meanNanos of an execution, over the arms
   * @param rounds that are needed
   * @return all arms together and their gates, with time kept back for a confirmation
   */
  static Duration least(double meanNanos, int rounds) {
    double nanos = meanNanos * (SHORT_GATE + FEWEST_OPERATIONS) * ARMS * rounds;
    return Duration.ofNanos(Math.round(nanos / FIRST_STAGE_SHARE));
  }

  /**
   * Shortens a round.
   *
   * @param whole a round
   * @param number by how much, at most
   * @return turns of the same length, fewer, but enough for a median
   */
  static Turns part(Turns whole, int number) {
    double least = FEWEST_OPERATIONS / (2.0 * whole.operations());
    double fewer = Math.max(least, whole.number() / (2.0 * number));
    return new Turns(whole.operations(), Math.min(whole.number(), 2 * (int) Math.ceil(fewer)));
  }
}
