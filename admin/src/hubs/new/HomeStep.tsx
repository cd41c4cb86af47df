import { useNavigate } from 'react-router';
import { hubsApi } from '../api.js';
import { typedHome } from '../home.js';
import type { HubInFull } from '../types.js';
import { useRefreshHubs } from '../useHub.js';
import { HomeForm } from './HomeForm.js';
import { StepFrame } from './StepFrame.js';
import { isBeingMade } from './steps.js';

/** 1 Home: the address, and what is known of the house. */
export function HomeStep({ hub }: { hub: HubInFull }) {
  const navigate = useNavigate();
  const refresh = useRefreshHubs();
  const isNew = isBeingMade(hub);
  return (
    <StepFrame hub={hub} step="home" lead="The home that this Hub is about.">
      <HomeForm
        initial={typedHome(hub.home ?? {}, hub.details)}
        verb={isNew ? 'Save and go on' : 'Save'}
        onSave={async (body) => {
          await hubsApi.change(hub.id, { version: hub.version, ...body });
          await refresh();
          void navigate(isNew ? `/hubs/${hub.id}/homeowners` : `/hubs/${hub.id}`);
        }}
      />
    </StepFrame>
  );
}
