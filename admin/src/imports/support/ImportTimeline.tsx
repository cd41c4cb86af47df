import { Timeline } from '../../timeline/Timeline.js';
import { importsApi } from '../api.js';

/** The timeline of an import; people of the platform may have a waiting step tried at once. */
export const ImportTimeline = ({ importId, canTry = false }: { importId: string; canTry?: boolean }) => (
  <Timeline
    queryKey={['import', importId, 'timeline']}
    get={() => importsApi.timeline(importId)}
    tryNow={canTry ? (body) => importsApi.retryNow(importId, body) : undefined}
  />
);
