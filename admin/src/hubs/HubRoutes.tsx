import { Alert, Button } from '@mui/material';
import { Link, Navigate, useParams } from 'react-router';
import { Page } from '../frame/Page.js';
import { Waiting } from '../frame/Waiting.js';
import { HomeStep } from './new/HomeStep.js';
import { HomeownersStep } from './new/HomeownersStep.js';
import { MessageStep } from './new/MessageStep.js';
import { NewHub } from './new/NewHub.js';
import { SendStep } from './new/SendStep.js';
import { type Step, openSteps, steps } from './new/steps.js';
import { HubPage } from './page/HubPage.js';
import type { HubInFull } from './types.js';
import { useHub } from './useHub.js';

const stepPages: Record<Step, (props: { hub: HubInFull }) => React.ReactNode> = {
  home: HomeStep,
  homeowners: HomeownersStep,
  message: MessageStep,
  send: SendStep,
};

/** `/hubs/new`, `/hubs/:id` and the steps below it. A step that makes no sense any more leads to the Hub. */
export function HubRoutes() {
  const { id = '', '*': rest = '' } = useParams();
  return id === 'new' ? <NewHub /> : <OneHub id={id} rest={rest} />;
}

function OneHub({ id, rest }: { id: string; rest: string }) {
  const { data: hub, error } = useHub(id);
  if (!hub)
    return error ? (
      <Page title="This Hub cannot be shown">
        <Alert
          severity="error"
          action={
            <Button component={Link} to="/hubs" color="inherit">
              All Hubs
            </Button>
          }
        >
          {error.message}
        </Alert>
      </Page>
    ) : (
      <Waiting>Fetching the Hub.</Waiting>
    );
  if (rest === '') return <HubPage hub={hub} />;
  const step = steps.find((candidate) => candidate === rest);
  if (!step || !openSteps(hub).includes(step)) return <Navigate to={`/hubs/${id}`} replace />;
  const StepPage = stepPages[step];
  return <StepPage key={step} hub={hub} />;
}
