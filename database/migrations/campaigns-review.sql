-- What the review tells of those found eligible besides their number, counted when the audience is frozen:
-- {"withoutHome", "withoutFirstName", "withoutLastName", "withoutConsent"}.
alter table campaigns add review jsonb not null default '{}';
