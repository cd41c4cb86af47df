import { useQueryClient } from '@tanstack/react-query';
import type { FixVerbs } from '../../grid/fixable.js';
import { crmApi } from '../api.js';
import type { RecordProblem } from '../types.js';
import { connectionKey, useTakeConnection } from '../useConnection.js';

/** What can be done with one record; the page is asked anew after each, whether it worked or not. */
export function useProblemVerbs(connectionId: string, problems: RecordProblem[]): FixVerbs {
  const client = useQueryClient();
  const take = useTakeConnection();
  const refresh = () => client.invalidateQueries({ queryKey: connectionKey(connectionId) });
  const problemOf = (id: string) => problems.find((problem) => problem.id === id)!;
  return {
    edit: (id, field, text) => crmApi.editProblem(problemOf(id), { [field]: text }).finally(refresh),
    choose: (id, contactId) => crmApi.choose(problemOf(id), contactId).finally(refresh),
    retry: (id) =>
      crmApi
        .retry(connectionId, { problemIds: [id] })
        .then(take)
        .finally(refresh),
    dismiss: (id, reason) =>
      crmApi
        .dismiss(connectionId, { problemIds: [id], reason })
        .then(take)
        .finally(refresh),
  };
}
