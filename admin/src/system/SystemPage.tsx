import { Alert, Box, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { request } from '../api.js';
import { counted, inBytes } from '../fields/numbers.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import { engineAway } from '../frame/EngineDot.js';
import { Page } from '../frame/Page.js';
import { useMe } from '../frame/useMe.js';
import { Waiting } from '../frame/Waiting.js';
import { Line, Lines, Section } from '../settings/Lines.js';
import type { SystemAnswer } from './system.js';

const refreshMs = 5000;

/** Engine, workers, database, outbox: what support looks at before calling somebody. */
export function SystemPage() {
  const me = useMe();
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: ['system'],
    queryFn: () => request<SystemAnswer>('/system'),
    refetchInterval: refreshMs,
  });
  if (!data && !error) return <Waiting>Asking every part how it is.</Waiting>;
  return (
    <Page
      title="System"
      width="narrow"
      lead={
        dataUpdatedAt > 0 && (
          <>
            Checked <When at={new Date(dataUpdatedAt).toISOString()} />, again every five seconds
          </>
        )
      }
    >
      {error && <Alert severity="error">{error.message}</Alert>}
      {data && (
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Engine engine={data.engine} link={me?.platform.temporalUi} />
          <Workers workers={data.workers} />
          <Database database={data.database} />
          <Outbox outbox={data.outbox} isAway={data.engine.state === 'away'} />
          <Section title="Versions">
            <Lines>
              {Object.entries(data.versions).map(([part, version]) => (
                <Line key={part} title={part}>
                  {String(version)}
                </Line>
              ))}
            </Lines>
          </Section>
        </Box>
      )}
    </Page>
  );
}

function Engine({ engine, link }: { engine: SystemAnswer['engine']; link: string | undefined }) {
  return (
    <Section title="Workflow engine (Temporal)" action={<StatusField of="part" state={engine.state} />}>
      <Lines>
        <Line
          title={engine.address}
          note={
            <>
              {engine.state === 'away' ? engineAway : 'Workflows run.'} Asked <When at={engine.checkedAt} />.
            </>
          }
        >
          {link && (
            <Link href={link} target="_blank" rel="noreferrer">
              Open its own page
            </Link>
          )}
        </Line>
      </Lines>
    </Section>
  );
}

function Workers({ workers }: { workers: SystemAnswer['workers'] }) {
  return (
    <Section
      title="Workers"
      lead={
        workers.length === 0
          ? 'No worker is listening: imports wait until one starts.'
          : counted(workers.length, 'process', 'processes')
      }
      action={<StatusField of="part" state={workers.length === 0 ? 'away' : 'ok'} />}
    >
      <Lines>
        {workers.map((worker) => (
          <Line
            key={worker.identity}
            title={worker.identity}
            note={
              <>
                Queues {worker.queues.join(', ')} · seen <When at={worker.lastSeen} />
              </>
            }
          >
            {worker.version}
          </Line>
        ))}
      </Lines>
    </Section>
  );
}

const fact = (title: string, value: ReactNode) => <Line title={title}>{value}</Line>;

function Database({ database }: { database: SystemAnswer['database'] }) {
  const { size, migrations } = database;
  return (
    <Section title="Database (PostgreSQL)" action={<StatusField of="part" state={database.state} />}>
      <Lines>
        {fact('Size', inBytes(size))}
        {fact('Migrations applied', migrations.applied.length)}
        {migrations.pending.length > 0 && fact('Migrations that wait', migrations.pending.join(', '))}
      </Lines>
    </Section>
  );
}

function Outbox({ outbox, isAway }: { outbox: SystemAnswer['outbox']; isAway: boolean }) {
  const state = outbox.waiting === 0 ? 'ok' : 'away';
  return (
    <Section
      title="Outbox"
      lead="What must still reach the engine."
      action={
        <StatusField
          of="part"
          state={state}
          label={outbox.waiting === 0 ? 'Nothing waits' : `${counted(outbox.waiting, 'message')} waiting`}
        />
      }
    >
      {outbox.oldestAt && (
        <Lines>
          <Line
            title={
              <>
                The oldest since <When at={outbox.oldestAt} />
              </>
            }
            note={isAway ? 'Sent by itself when the engine is back.' : 'Sent within seconds.'}
          />
        </Lines>
      )}
    </Section>
  );
}
