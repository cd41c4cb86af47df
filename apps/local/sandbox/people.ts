export interface Person {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  street: string;
  city: string;
  state: string;
  zip: string;
  tags: string[];
  stage: string;
  owner: string;
  isUnsubscribed: boolean;
  isDeleted: boolean;
  /** Of those vendors that keep several. */
  otherEmails?: string[];
  /** `1984-05-17`, or whatever somebody typed. */
  birthday?: string;
  /** Who this person was put together with. */
  mergedInto?: number;
  created: Date;
  updated: Date;
  /** Members that go out as they are here, for records that no vendor should send. */
  odd?: Record<string, unknown>;
}

const firstNames = ['Ann', 'Ben', 'Carla', 'Dmitri', 'Élodie', 'Farid', 'Grace', 'Hugo', 'Inés', 'Jonas', 'Keiko', 'Liam', 'Mara', 'Noor', 'Oscar', 'Priya']; // prettier-ignore
const lastNames = ['Abbott', 'Bell', 'Castillo', 'Dunn', 'Ekström', 'Foster', 'Greene', 'Hale', 'Ibarra', 'Jensen', "O'Kelly", 'Lindqvist', 'Moreau']; // prettier-ignore
const streets = ['Maple Street', 'Oak Avenue', 'Second Street', 'Lake Road', 'Sunset Drive', 'Mill Lane'];
const cities = [
  ['Springfield', 'IL', '62704'],
  ['Austin', 'TX', '78701'],
  ['Portland', 'OR', '97205'],
  ['Concord', 'NH', '03301'],
] as const;
export const stages = ['Lead', 'Hot Prospect', 'Nurture', 'Past Client', 'Sphere'];
export const owners = ['Olive Parker', 'Sam Whitlock'];
const tagWords = ['Buyer', 'Seller', 'Open House', 'Newsletter', 'Referral'];

/** Invented people, the same for the same number. Nobody of them is on the real internet: their mail goes to example.com. */
export function inventPerson(id: number, at: Date): Person {
  const firstName = firstNames[id % firstNames.length]!;
  const lastName = lastNames[(id * 7) % lastNames.length]!;
  const [city, state, zip] = cities[(id * 3) % cities.length]!;
  const plain = `${firstName}.${lastName}`.normalize('NFD').replace(/[^\w.]/g, '').toLowerCase(); // prettier-ignore
  return {
    id,
    firstName,
    lastName,
    email: `${plain}.${id}@example.com`,
    phone: `+1 512 ${String(200 + (id % 700))} ${String((id * 37) % 10_000).padStart(4, '0')}`,
    street: `${1 + ((id * 13) % 980)} ${streets[id % streets.length]!}`,
    city,
    state,
    zip,
    tags: tagWords.filter((_, index) => (id >> index) % 3 === 0),
    stage: stages[id % stages.length]!,
    owner: owners[id % owners.length]!,
    isUnsubscribed: id % 50 === 0,
    isDeleted: false,
    created: at,
    updated: at,
  };
}

/** The people of one account at a CRM, and what may happen to them. */
export class Population {
  readonly people = new Map<number, Person>();
  /** People whom no list shows although they are counted. */
  private readonly hidden = new Set<number>();
  /** As people were before their last change. */
  private readonly earlier = new Map<number, Person>();
  private sorted: { all: Person[]; here: Person[] } | null = null;

  constructor(
    readonly clock: () => Date,
    count: number,
    /** How far apart the last changes of two neighbours lie. */
    private readonly spacingMs = 1_000,
    private nextId = 1,
  ) {
    const begin = +clock() - count * spacingMs - 60_000;
    for (let index = 0; index < count; index++)
      this.put(inventPerson(this.nextId, new Date(begin + index * spacingMs)));
  }

  put(person: Person): Person {
    this.sorted = null;
    this.people.set(person.id, person);
    this.nextId = Math.max(this.nextId, person.id + 1);
    return person;
  }
  add(values: Partial<Person> = {}): Person {
    return this.put({ ...inventPerson(this.nextId, this.clock()), ...values });
  }
  edit(id: number, values: Partial<Person>): Person {
    const before = this.people.get(id);
    if (!before) throw new RangeError(`nobody has the id ${id}`);
    this.earlier.set(id, before);
    return this.put({ ...before, ...values, updated: values.updated ?? this.clock() });
  }
  remove(id: number): void {
    this.edit(id, { isDeleted: true });
  }
  /** One of two that are the same person: whoever is merged is found under the other's id alone. */
  merge(id: number, into: number): void {
    this.edit(id, { isDeleted: true, mergedInto: into });
    this.edit(into, {});
  }
  /** Counted, but not shown by lists any more. */
  hide(id: number): void {
    this.sorted = null;
    this.hidden.add(id);
  }
  /** Everybody, by id; who is deleted too. */
  all(): Person[] {
    return this.lists().all;
  }
  here(): Person[] {
    return this.lists().here;
  }
  /** How many are there, whether lists show them or not. */
  count(): number {
    return this.here().length + this.hidden.size;
  }
  /** Everybody as an index shows them that is behind: later changes are not in it. */
  asOf(time: number): Person[] {
    const known = (person: Person) => {
      if (+person.updated <= time) return [person];
      const before = this.earlier.get(person.id);
      return before && +before.updated <= time ? [before] : [];
    };
    return this.all().flatMap(known);
  }

  private lists() {
    if (this.sorted) return this.sorted;
    const all = [...this.people.values()].filter(({ id }) => !this.hidden.has(id)).toSorted((a, b) => a.id - b.id);
    this.sorted = { all, here: all.filter(({ isDeleted }) => !isDeleted) };
    return this.sorted;
  }
}
