import { Box, Card, Tab, Tabs } from '@mui/material';
import { useSearchParams } from 'react-router';
import { CrmTab } from '../crm/contact/CrmTab.js';
import { MailTab } from '../mail/MailTab.js';
import type { Contact, ContactGroup } from './contact.js';
import { HistoryTab } from './HistoryTab.js';
import { HubTab } from './HubTab.js';

const tabs = { history: 'History', hub: 'Hub', mail: 'Mail', crm: 'CRM' } as const;
type TabName = keyof typeof tabs;

/** Beside the person: what happened, their Hubs, their mails, their records in CRMs. Which one is in the address, so that a link leads to it. */
export function ContactTabs({ contact, groups }: { contact: Contact; groups: ContactGroup[] }) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('tab') ?? '';
  const shown: TabName = asked in tabs ? (asked as TabName) : 'history';
  return (
    <Card>
      <Tabs
        value={shown}
        onChange={(_event, tab: TabName) => setSearch(tab === 'history' ? {} : { tab }, { replace: true })}
        aria-label="About this contact"
        sx={{ paddingInline: 1, borderBottom: 1, borderColor: 'divider' }}
      >
        {Object.entries(tabs).map(([name, label]) => (
          <Tab
            key={name}
            value={name}
            label={label}
            id={`${name}-tab`}
            {...(name === shown && { 'aria-controls': `${name}-panel` })}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`${shown}-panel`} aria-labelledby={`${shown}-tab`}>
        {shown === 'history' && <HistoryTab contactId={contact.id} groups={groups} />}
        {shown === 'hub' && <HubTab contact={contact} />}
        {shown === 'mail' && <MailTab contactId={contact.id} />}
        {shown === 'crm' && <CrmTab contactId={contact.id} groups={groups} />}
      </Box>
    </Card>
  );
}
