import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { ListAnswer } from '../answers.js';
import { type Filter, type PageAsked, pageSize } from './api.js';
import { campaignKeys } from './useCampaign.js';

interface RowsAsked<Row> {
  campaignId: string;
  /** Apart from other lists of the same campaign. */
  name: string;
  filter: Filter;
  /** Milliseconds between looks; 0: only when told. */
  lookMs: number;
  ask: (asked: PageAsked, signal: AbortSignal) => Promise<ListAnswer<Row>>;
}

/** People of a campaign behind a number, page by page; filter and page stand in the address. */
export function useRows<Row>({ campaignId, name, filter, lookMs, ask }: RowsAsked<Row>) {
  const [search, setSearch] = useSearchParams();
  const page = Math.max(1, Number(search.get('page')) || 1);
  const asked = useQuery({
    queryKey: [...campaignKeys.rows(campaignId), name, filter, page],
    queryFn: ({ signal }) => ask({ page, filter }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: lookMs > 0 && lookMs,
  });
  const setPage = (next: number) =>
    setSearch((known) => {
      known.set('page', String(next));
      return known;
    });
  return { ...asked, page, perPage: pageSize, setPage };
}

/** One filter in the address; another choice begins at the first page. */
export function useFilterOfAddress() {
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string | null) =>
    setSearch(
      (known) => {
        if (value) known.set(name, value);
        else known.delete(name);
        known.delete('page');
        return known;
      },
      { replace: true },
    );
  return { get: (name: string) => search.get(name), set };
}
