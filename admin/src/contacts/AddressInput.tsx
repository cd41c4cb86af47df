import { Button, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AddressCheck } from '../../../apps/api/contacts/contacts.schemas.js';
import { request } from '../api.js';

interface AddressInputProps {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  /** The server's sentence, when the address was refused. */
  problem?: string | undefined;
  help?: string | undefined;
  isRequired?: boolean;
  autoFocus?: boolean;
}

/** An address of mail that is looked at when left: what cannot be one is said, and a likely slip gets its remedy as a button. */
export function AddressInput(props: AddressInputProps) {
  const { label, name, value, onChange, problem, help, isRequired = false, autoFocus = false } = props;
  const [left, setLeft] = useState(value);
  const asked = left.trim();
  const { data } = useQuery({
    queryKey: ['address-check', asked],
    queryFn: () => request<AddressCheck>('/contacts/address-check', { method: 'POST', body: { email: asked } }),
    enabled: asked !== '',
    staleTime: Infinity,
  });
  const check = asked === value.trim() && asked !== '' ? data : undefined;
  const wrong = problem ?? check?.problem ?? undefined;
  const suggestion = check?.suggestion;
  return (
    <div>
      <TextField
        fullWidth
        label={label}
        name={name}
        type="email"
        value={value}
        required={isRequired}
        autoFocus={autoFocus}
        onChange={(event) => onChange(event.target.value)}
        onBlur={() => setLeft(value)}
        error={wrong !== undefined}
        helperText={wrong ?? help}
        slotProps={{ htmlInput: { autoComplete: 'off' } }}
      />
      <div role="status">
        {suggestion && (
          <Button
            size="small"
            sx={{ overflowWrap: 'anywhere', textAlign: 'left' }}
            onClick={() => {
              onChange(suggestion);
              setLeft(suggestion);
            }}
          >
            Did you mean {suggestion}?
          </Button>
        )}
      </div>
    </div>
  );
}
