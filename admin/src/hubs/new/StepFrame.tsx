import { Button } from '@mui/material';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Page } from '../../frame/Page.js';
import { StepBar } from '../../frame/StepBar.js';
import type { HubInFull } from '../types.js';
import { hubTitle, personName } from '../words.js';
import { doneSteps, isBeingMade, openSteps, type Step, stepNames, steps } from './steps.js';

interface StepFrameProps {
  hub: HubInFull;
  step: Step;
  /** One sentence about what this step is for. */
  lead: string;
  width?: 'wide' | 'narrow';
  children: ReactNode;
}

/** A step on the way to an invitation; of a Hub that is under way it is the page where that one thing is corrected. */
export function StepFrame({ hub, step, lead, width = 'narrow', children }: StepFrameProps) {
  const open = openSteps(hub);
  const done = doneSteps(hub);
  const who = personName(hub.contact) || 'this contact';
  return (
    <Page
      title={isBeingMade(hub) ? `Invite ${who}` : `${stepNames[step]} of ${hubTitle(hub)}`}
      lead={lead}
      width={width}
      actions={
        <Button component={Link} to={`/hubs/${hub.id}`}>
          {isBeingMade(hub) ? 'Leave for later' : 'Back to the Hub'}
        </Button>
      }
    >
      {isBeingMade(hub) && (
        <StepBar
          label="Steps to the invitation"
          steps={steps.map((name) => ({
            name: stepNames[name],
            to: open.includes(name) ? `/hubs/${hub.id}/${name}` : undefined,
            isDone: done.includes(name),
            isShown: name === step,
          }))}
        />
      )}
      {children}
    </Page>
  );
}
