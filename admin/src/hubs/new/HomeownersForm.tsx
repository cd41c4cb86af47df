import { Alert, Box, Button, Card, Link, TextField, Typography } from '@mui/material';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { Problem } from '../../api.js';
import { AddressInput } from '../../contacts/AddressInput.js';
import { fieldGrid, spanOf } from '../../contacts/GroupForm.js';
import type { HubInFull } from '../types.js';
import { problemsAtFields } from './problems.js';

interface Named {
  firstName: string;
  lastName: string;
  email: string;
}
interface Blanked {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
}
export interface Homeowners {
  owner: Blanked;
  /** Null: the home is nobody else's. */
  coOwner: Blanked | null;
}

interface HomeownersFormProps {
  hub: HubInFull;
  verb: string;
  onSave: (homeowners: Homeowners, changed: { owner: boolean; coOwner: boolean }) => Promise<void>;
}

const typed = (person: Partial<Blanked> | null): Named => ({
  firstName: person?.firstName ?? '',
  lastName: person?.lastName ?? '',
  email: person?.email ?? '',
});
const blanked = ({ firstName, lastName, email }: Named): Blanked => ({
  firstName: firstName.trim() || null,
  lastName: lastName.trim() || null,
  email: email.trim() || null,
});
const isBlank = (person: Named) => Object.values(blanked(person)).every((value) => value === null);
const differs = (a: Named, b: Named) => JSON.stringify(blanked(a)) !== JSON.stringify(blanked(b));

/** Name and address of the homeowner, and of the person they share the home with. */
export function HomeownersForm({ hub, verb, onSave }: HomeownersFormProps) {
  const first = { owner: typed(hub.contact), coOwner: typed(hub.coOwner) };
  const [owner, setOwner] = useState(first.owner);
  const [coOwner, setCoOwner] = useState(first.coOwner);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [isSaving, setIsSaving] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    const missing: Record<string, string> =
      owner.email.trim() === '' ? { email: 'The invitation needs an e-mail address to go to.' } : {};
    setProblems(missing);
    setRefusal(null);
    if (Object.keys(missing).length > 0) return;
    setIsSaving(true);
    try {
      const people = { owner: blanked(owner), coOwner: isBlank(coOwner) ? null : blanked(coOwner) };
      await onSave(people, { owner: differs(owner, first.owner), coOwner: differs(coOwner, first.coOwner) });
    } catch (error) {
      setProblems(fieldsNamedIn(error));
      setRefusal(error as Error);
    } finally {
      setIsSaving(false);
    }
  }

  return (
    <Card
      component="form"
      noValidate
      onSubmit={(event) => void save(event as FormEvent)}
      sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3 }}
    >
      <People
        title="Homeowner"
        lead="Changes here change the contact."
        person={owner}
        onChange={setOwner}
        problems={problems}
        isRequired
      />
      <People
        title="Co-owner"
        lead="Left blank, nobody else. With an address they can be invited too, once the Hub is claimed."
        person={coOwner}
        onChange={setCoOwner}
        problems={problems}
        prefix="co"
      />
      {refusal && <Refusal error={refusal} />}
      <Box>
        <Button type="submit" variant="contained" disabled={isSaving}>
          {verb}
        </Button>
      </Box>
    </Card>
  );
}

/** Sentences about the co-owner stand at theirs: `coOwner.email`. */
function fieldsNamedIn(error: unknown): Record<string, string> {
  if (!(error instanceof Problem)) return {};
  const isOfCoOwner = Object.keys(error.answer.fields ?? {}).some((path) => path.startsWith('coOwner.'));
  const fields = problemsAtFields(error);
  if (!isOfCoOwner) return fields;
  return Object.fromEntries(Object.entries(fields).map(([name, sentence]) => [`co.${name}`, sentence]));
}

/** The address may be another contact's: then the way there stands beside it. */
function Refusal({ error }: { error: Error }) {
  const otherId = error instanceof Problem ? (error.answer as { contactId?: string }).contactId : undefined;
  return (
    <Alert severity="error">
      {error.message}{' '}
      {otherId && (
        <Link component={RouterLink} to={`/contacts/${otherId}`} underline="always" color="inherit">
          Open that contact
        </Link>
      )}
    </Alert>
  );
}

interface PeopleProps {
  title: string;
  lead: ReactNode;
  person: Named;
  onChange: (person: Named) => void;
  problems: Record<string, string>;
  prefix?: 'co';
  isRequired?: boolean;
}

function People({ title, lead, person, onChange, problems, prefix, isRequired = false }: PeopleProps) {
  const named = (name: keyof Named) => (prefix ? `${prefix}.${name}` : name);
  const labelled = (label: string) => (prefix ? `Co-owner’s ${label.toLowerCase()}` : label);
  const set = (name: keyof Named) => (value: string) => onChange({ ...person, [name]: value });
  const name = (field: 'firstName' | 'lastName', label: string, isFirst: boolean) => (
    <Box sx={spanOf(6)}>
      <TextField
        fullWidth
        name={named(field)}
        label={labelled(label)}
        value={person[field]}
        autoFocus={isFirst}
        onChange={(event) => set(field)(event.target.value)}
        error={problems[named(field)] !== undefined}
        helperText={problems[named(field)]}
        slotProps={{ htmlInput: { autoComplete: 'off' } }}
      />
    </Box>
  );
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Typography component="legend" variant="h3" sx={{ p: 0 }}>
        {title}
      </Typography>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
        {lead}
      </Typography>
      <Box sx={fieldGrid}>
        {name('firstName', 'First name', isRequired)}
        {name('lastName', 'Last name', false)}
        <Box sx={spanOf(12)}>
          <AddressInput
            name={named('email')}
            label={labelled('E-mail')}
            value={person.email}
            onChange={set('email')}
            problem={problems[named('email')]}
            isRequired={isRequired}
          />
        </Box>
      </Box>
    </Box>
  );
}
