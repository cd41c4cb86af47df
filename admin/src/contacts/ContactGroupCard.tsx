import { Box, Button, Chip, Link, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import {
  type Contact,
  type ContactGroup,
  type ContactValue,
  type FieldOfContact,
  shownValue,
  spacedPhone,
  valueOf,
} from './contact.js';
import { GroupForm } from './GroupForm.js';

interface ContactGroupCardProps {
  group: ContactGroup;
  contact: Contact;
  onSave: (changes: Record<string, ContactValue>) => Promise<void>;
  /** Opened from outside, by the page's own Edit. */
  isOpened?: boolean;
  onClosed?: () => void;
}

const isFilled = (contact: Contact, { name }: FieldOfContact) => {
  const value = valueOf(contact, name);
  return Array.isArray(value)
    ? value.length > 0
    : value !== null && value !== '' && !(name === 'unsubscribed' && value === false);
};

/** One group of the person: what is known, and Edit, which opens it in its place. */
export function ContactGroupCard({ group, contact, onSave, isOpened = false, onClosed }: ContactGroupCardProps) {
  const [isOpen, setIsOpen] = useState(false);
  const isEditing = isOpen || isOpened;
  const close = () => {
    setIsOpen(false);
    onClosed?.();
  };
  const known = group.fields.filter((field) => isFilled(contact, field));
  const save = async (changes: Record<string, ContactValue>) => {
    await onSave(changes);
    close();
  };
  return (
    <Box
      component="section"
      aria-label={group.title}
      sx={{ paddingInline: 2.5, paddingBlock: 1.5, '& + &': { borderTop: 1, borderColor: 'divider' } }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', minHeight: 36 }}>
        <Typography variant="h3" component="h2" color={known.length > 0 ? 'text.primary' : 'text.secondary'}>
          {group.title}
        </Typography>
        {!isEditing && (
          <Button
            size="small"
            aria-label={`${known.length > 0 ? 'Edit' : 'Add'} ${group.title}`}
            onClick={() => setIsOpen(true)}
          >
            {known.length > 0 ? 'Edit' : 'Add'}
          </Button>
        )}
      </Box>
      {isEditing ? (
        <GroupForm group={group} contact={contact} onSave={save} onCancel={close} />
      ) : (
        known.length > 0 && <Known fields={known} contact={contact} />
      )}
    </Box>
  );
}

function Known({ fields, contact }: { fields: FieldOfContact[]; contact: Contact }) {
  return (
    <Box
      component="dl"
      sx={{
        margin: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(120px, 1fr) 3fr',
        alignItems: 'baseline',
        columnGap: 2,
        rowGap: 0.75,
        paddingBottom: 1,
        fontSize: '0.9375rem',
      }}
    >
      {fields.map((field) => (
        <Box key={field.name} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.875rem', lineHeight: '1.6rem' }}>
            {field.label}
          </Box>
          <Box component="dd" sx={{ margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
            {drawn(field, valueOf(contact, field.name))}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function drawn({ kind }: FieldOfContact, value: ContactValue): ReactNode {
  const words = shownValue(value);
  if (kind === 'email') return <Link href={`mailto:${words}`}>{words}</Link>;
  if (kind === 'phone') return <Link href={`tel:${words.replaceAll(/[^+\d]/g, '')}`}>{spacedPhone(words)}</Link>;
  if (!Array.isArray(value)) return words;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
      {value.map((tag) => (
        <Chip key={tag} label={tag} size="small" />
      ))}
    </Box>
  );
}
