import { Alert } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Sender } from '../../../apps/api/sender/sender.schemas.js';
import { request } from '../api.js';
import { Waiting } from '../frame/Waiting.js';
import { FormBox, FormField } from './FormParts.js';
import { Section } from './Lines.js';
import { TimeZoneField } from './TimeZoneField.js';
import { useForm, type Words } from './useForm.js';

/** Who the account is to the people it writes to. */
export function SenderSettings() {
  const { data, error } = useQuery({ queryKey: ['sender'], queryFn: () => request<Sender>('/sender') });
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data) return <Waiting>Fetching who you are to homeowners.</Waiting>;
  return <SenderForm sender={data} />;
}

function SenderForm({ sender }: { sender: Sender }) {
  const client = useQueryClient();
  const { accountName, brokerage, website, postalAddress, timeZone, usedTimeZone, unknownAgainDays, from, missing } =
    sender;
  const stored = {
    brokerage: brokerage ?? '',
    website: website ?? '',
    postalAddress: postalAddress ?? '',
    timeZone: timeZone ?? '',
    unknownAgainDays: unknownAgainDays?.toString() ?? '',
  };
  const form = useForm(stored, async (changed: Words) => {
    client.setQueryData(['sender'], await request<Sender>('/sender', { method: 'PATCH', body: changed }));
  });
  return (
    <Section
      lead={`Every invitation says who sends it. These mails come from ${from.replace(/^.*<|>$/g, '')} in the name of the agent; answers go to the agent.`}
    >
      {missing.map(({ field, sentence }) => (
        <Alert key={field} severity="warning" sx={{ marginInline: 2.5, marginBottom: 2 }}>
          {sentence}
        </Alert>
      ))}
      <FormBox form={form} verb="Save sender" done="Saved. Mails from now on say so.">
        <FormField
          form={form}
          name="brokerage"
          label="Brokerage"
          autoComplete="organization"
          help={`The name on your license. Without one, mails say ${accountName}.`}
        />
        <FormField
          form={form}
          name="website"
          label="Website"
          type="url"
          autoComplete="url"
          help="Shown on agents’ cards."
        />
        <FormField
          form={form}
          name="postalAddress"
          label="Postal address"
          lines={3}
          help="A street address, registered PO box or private mailbox. The law (CAN-SPAM) wants it at the foot of every invitation."
        />
        <TimeZoneField form={form} used={usedTimeZone} />
        <FormField
          form={form}
          name="unknownAgainDays"
          label="Send again after days without a sign"
          help="Rarely the line breaks at the last moment and nobody knows whether a mail arrived. Blank: you decide each time. From 1 to 14: it is then sent again by itself, and may arrive twice."
        />
      </FormBox>
    </Section>
  );
}
