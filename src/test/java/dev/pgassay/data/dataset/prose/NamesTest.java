package dev.pgassay.data.dataset.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamesTest {
  private final PersonNames people = new PersonNames(1);
  private final CompanyNames companies = new CompanyNames(1);

  @Test
  void noTwoPeopleHaveTheSameName() {
    Set<String> seen = new HashSet<>();
    long count = people.pairs() * 2;
    for (long person = 0; person < count; person++) {
      seen.add(person(person).toLowerCase(Locale.ROOT));
    }
    assertThat(seen).hasSize((int) count);
  }

  @Test
  void namesGetInitialsWhenThePairsAreUsedUp() {
    long pairs = people.pairs();
    assertThat(person(pairs - 1)).matches("\\S+ \\S+");
    assertThat(person(pairs)).matches("\\S+ [A-Z]\\. \\S+");
    assertThat(person(26 * pairs)).matches("\\S+ [A-Z]\\. \\S+");
    assertThat(person(27 * pairs)).matches("\\S+ [A-Z]\\. [A-Z]\\. \\S+");
    assertThat(person(703 * pairs)).matches("\\S+ ([A-Z]\\. ){3}\\S+");
  }

  @Test
  void initialsDifferFromRoundToRound() {
    Set<String> seen = new HashSet<>();
    for (long round = 0; round < 703; round++) {
      seen.add(person(round * people.pairs() + 11));
    }
    assertThat(seen).hasSize(703);
  }

  @Test
  void noTwoCompaniesHaveTheSameNameOrDomain() {
    Set<String> names = new HashSet<>();
    Set<String> domains = new HashSet<>();
    long count = 100_000;
    for (long company = 0; company < count; company++) {
      TextBuffer name = new TextBuffer();
      companies.appendTo(name, company);
      names.add(name.toString().toLowerCase(Locale.ROOT));
      domains.add(new TextBuffer().appendSlug(name, name.length()).toString());
    }
    assertThat(names).hasSize((int) count);
    assertThat(domains).hasSize((int) count);
  }

  private String person(long person) {
    TextBuffer text = new TextBuffer();
    people.appendTo(text, person);
    return text.toString();
  }
}
