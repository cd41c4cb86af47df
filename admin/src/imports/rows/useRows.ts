import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { importsApi } from '../api.js';
import type { ContactImport, RowFilter } from '../types.js';

const perPage = 25;

/** Rows behind a number, page by page; the page stands in the address. Asked anew when the import has moved on. */
export function useRows(contactImport: Pick<ContactImport, 'id' | 'state' | 'openFailed'>, filter: RowFilter) {
  const { id, state, openFailed } = contactImport;
  const [search, setSearch] = useSearchParams();
  const page = Math.max(1, Number(search.get('page')) || 1);
  const asked = useQuery({
    queryKey: ['import', id, 'rows', filter, page, state, openFailed],
    queryFn: () => importsApi.rows(id, { filter, page, perPage }),
    placeholderData: keepPreviousData,
  });
  const setPage = (next: number) =>
    setSearch((known) => {
      known.set('page', String(next));
      return known;
    });
  return { ...asked, page, perPage, setPage };
}
