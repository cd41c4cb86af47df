import { Alert, Box } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AgentProfile, Sender } from '../../../apps/api/sender/sender.schemas.js';
import { request } from '../api.js';
import { Waiting } from '../frame/Waiting.js';
import { CardPreview } from './CardPreview.js';
import { FormBox, FormField } from './FormParts.js';
import { Section } from './Lines.js';
import { PhotoField } from './PhotoField.js';
import { useForm, type Words } from './useForm.js';

/** What homeowners see of the person who is signed in. */
export function MyCard() {
  const card = useQuery({ queryKey: ['agent-profile'], queryFn: () => request<AgentProfile>('/agent-profile') });
  const sender = useQuery({ queryKey: ['sender'], queryFn: () => request<Sender>('/sender') });
  const error = card.error ?? sender.error;
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!card.data || !sender.data) return <Waiting>Fetching your card.</Waiting>;
  return <CardForm profile={card.data} sender={sender.data} />;
}

function CardForm({ profile, sender }: { profile: AgentProfile; sender: Sender }) {
  const client = useQueryClient();
  const keep = (changed: AgentProfile) => client.setQueryData(['agent-profile'], changed);
  const { title, phone, license, about, replyTo } = profile;
  const stored = {
    title: title ?? '',
    phone: phone ?? '',
    license: license ?? '',
    about: about ?? '',
    replyTo: replyTo ?? '',
  };
  const form = useForm(stored, async (changed: Words) => {
    keep(await request<AgentProfile>('/agent-profile', { method: 'PATCH', body: changed }));
  });
  const shown = {
    name: profile.name,
    title: form.value('title'),
    phone: form.value('phone'),
    license: form.value('license'),
    about: form.value('about'),
    photoUrl: profile.photoUrl,
    brokerage: sender.brokerage ?? sender.accountName,
  };
  return (
    <Section lead="Homeowners see this card in your mails and in their Hub.">
      <Box sx={{ paddingInline: 2.5, paddingBottom: 2.5, display: 'grid', gap: 2 }}>
        <CardPreview {...shown} />
        <PhotoField profile={profile} onChange={keep} />
      </Box>
      <FormBox form={form} verb="Save card" done="Saved. Homeowners see it from now on.">
        <FormField
          form={form}
          name="title"
          label="Title"
          autoComplete="organization-title"
          help="As on your business card, for example Realtor."
        />
        <FormField form={form} name="phone" label="Phone" type="tel" autoComplete="tel" />
        <FormField form={form} name="license" label="License" help="State and number; many states want it in mails." />
        <FormField
          form={form}
          name="about"
          label="About you"
          lines={3}
          help="One or two sentences. At most 600 characters."
        />
        <FormField
          form={form}
          name="replyTo"
          label="Answers go to"
          type="email"
          autoComplete="email"
          help={`Where homeowners’ answers arrive. Empty: ${profile.email}.`}
        />
      </FormBox>
    </Section>
  );
}
